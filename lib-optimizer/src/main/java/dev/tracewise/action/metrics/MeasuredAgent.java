package dev.tracewise.action.metrics;

import static org.apache.spark.sql.functions.array_sort;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_list;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.size;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.to_date;
import static org.apache.spark.sql.functions.unix_date;
import static org.apache.spark.sql.functions.when;

import dev.tracewise.action.decide.ModalityCensus;
import dev.tracewise.action.rewards.Held;
import dev.tracewise.judge.calibration.ReliabilityCurve;
import dev.tracewise.learn.routing.ConfidenceCalibration;
import dev.tracewise.learn.routing.RewardMoments;
import dev.tracewise.learn.routing.RoutingMetrics;
import dev.tracewise.model.Interval;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.jspecify.annotations.Nullable;

/**
 * How an agent does in a modality.
 *
 * @param agentId agent
 * @param modality modality, mixed where the log names none
 * @param experiences all of them
 * @param rewarded those with a reward
 * @param last time of the newest
 * @param metrics metrics of the last {@value #WINDOW} rewarded choices, so that their cost does not
 *     grow; the seed's are of the last hundred and the hundred before
 * @param calibration what a calibration of the confidence brings; null where too few choices tell
 */
public record MeasuredAgent(
    String agentId,
    String modality,
    long experiences,
    long rewarded,
    Instant last,
    RoutingMetrics metrics,
    @Nullable ConfidenceCalibration calibration) {
  private static final int WINDOW = 1000;
  private static final String MODALITY = "counted_modality";
  private static final String DAY = "day";
  private static final String[] KEY = {"agent_id", MODALITY};

  /**
   * Measures experiences; only the metrics leave Spark.
   *
   * @param experiences rows of the table {@code experiences} of one tenant
   * @return by agent and modality, in their order
   */
  public static List<MeasuredAgent> of(Dataset<Row> experiences) {
    Dataset<Row> counted =
        experiences
            .withColumn(MODALITY, ModalityCensus.counted(col("modality")))
            .withColumn(DAY, unix_date(to_date(col("time"))));
    Dataset<Row> days = Held.of(byDay(counted)).rows();
    Dataset<Row> counts =
        days.groupBy(col(KEY[0]), col(KEY[1]))
            .agg(
                sum("experiences").as("experiences"),
                sum("rewarded").as("rewarded"),
                max("last").as("last"));
    return counts
        .join(MetricColumns.with(choices(recent(counted, days))), KEY, "left")
        .orderBy(KEY[0], KEY[1])
        .select(
            col(KEY[0]),
            col(KEY[1]),
            col("experiences"),
            col("rewarded"),
            col("last"),
            size(col("choices")).as("measured"),
            col("moving_reward"),
            col("successes"),
            col("preferences"),
            col("confidence_accuracy"),
            col("reliability"),
            struct(col("recent_mean"), col("recent_squares")).as("recent"),
            struct(size(col("earlier")).as("rows"), col("earlier_mean"), col("earlier_squares"))
                .as("earlier"),
            CalibrationColumn.learned().as("calibration"))
        .collectAsList()
        .stream()
        .map(MeasuredAgent::of)
        .toList();
  }

  private static Dataset<Row> byDay(Dataset<Row> counted) {
    return counted
        .groupBy(col(KEY[0]), col(KEY[1]), col(DAY))
        .agg(
            count(lit(1)).as("experiences"),
            count(col("reward")).as("rewarded"),
            count(when(isMeasured(), 1)).as("measured"),
            max("time").as("last"));
  }

  /** The rows of the last days that together have as many choices as are measured. */
  private static Dataset<Row> recent(Dataset<Row> counted, Dataset<Row> days) {
    Column newer =
        sum("measured")
            .over(
                Window.partitionBy(KEY[0], KEY[1])
                    .orderBy(col(DAY).desc())
                    .rowsBetween(Window.unboundedPreceding(), -1));
    Held since =
        Held.of(
            days.withColumn("newer", coalesce(newer, lit(0)))
                .where(col("newer").lt(WINDOW))
                .groupBy(col(KEY[0]), col(KEY[1]))
                .agg(min(DAY).as("since")));
    if (since.isEmpty()) {
      return counted.limit(0);
    }
    Instant first =
        Instant.EPOCH.plus(since.rows().agg(min("since")).head().getInt(0), ChronoUnit.DAYS);
    return counted
        .where(col("time").geq(lit(first)))
        .join(since.side(), KEY)
        .where(col(DAY).geq(col("since")));
  }

  private static Column isMeasured() {
    return col("reward").between(0, 1);
  }

  private static Dataset<Row> choices(Dataset<Row> counted) {
    Column latest =
        row_number()
            .over(
                Window.partitionBy(KEY[0], KEY[1])
                    .orderBy(col("time").desc(), col("interaction_id")));
    return counted
        .where(isMeasured())
        .withColumn("latest", latest)
        .where(col("latest").leq(WINDOW))
        .groupBy(col(KEY[0]), col(KEY[1]))
        .agg(
            array_sort(
                    collect_list(
                        struct(
                            "time", "interaction_id", "chosen", "confidence", "success", "reward")))
                .as("choices"));
  }

  private static MeasuredAgent of(Row row) {
    return new MeasuredAgent(
        row.getString(0),
        row.getString(1),
        row.getLong(2),
        row.getLong(3),
        row.getInstant(4),
        row.isNullAt(5) || row.getInt(5) < 0 ? RoutingMetrics.of(List.of()) : metrics(row),
        CalibrationColumn.of(row.getStruct(13)));
  }

  private static RoutingMetrics metrics(Row row) {
    Row successes = row.getStruct(7);
    int known = successes.getInt(0);
    Map<String, Double> preferences = new HashMap<>();
    row.<Row>getList(8).forEach(each -> preferences.put(each.getString(0), each.getDouble(1)));
    ReliabilityCurve curve =
        new ReliabilityCurve(
            row.<Row>getList(10).stream()
                .map(
                    bin ->
                        new ReliabilityCurve.Bin(
                            bin.getLong(0), bin.getDouble(1), bin.getDouble(2)))
                .toList());
    return new RoutingMetrics(
        row.getInt(5),
        row.getDouble(6),
        known == 0 ? null : Double.valueOf((double) successes.getInt(1) / known),
        preferences,
        row.getDouble(9),
        curve.rows() == 0 ? null : curve,
        improvement(row.getStruct(11), row.getStruct(12)));
  }

  private static @Nullable Interval improvement(Row recent, Row earlier) {
    int before = earlier.getInt(0);
    return before == 0
        ? null
        : new RewardMoments(RoutingMetrics.WINDOW, recent.getDouble(0), recent.getDouble(1))
            .less(new RewardMoments(before, earlier.getDouble(1), earlier.getDouble(2)));
  }
}
