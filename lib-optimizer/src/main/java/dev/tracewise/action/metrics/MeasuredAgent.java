package dev.tracewise.action.metrics;

import static org.apache.spark.sql.functions.array_sort;
import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_list;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.size;
import static org.apache.spark.sql.functions.struct;

import dev.tracewise.judge.calibration.ReliabilityCurve;
import dev.tracewise.learn.routing.ChoiceTotals;
import dev.tracewise.learn.routing.ConfidenceCalibration;
import dev.tracewise.learn.routing.RewardMoments;
import dev.tracewise.learn.routing.RoutingMetrics;
import dev.tracewise.model.Interval;
import dev.tracewise.table.CodeGeneration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/**
 * How an agent does in a modality.
 *
 * @param subject who, in which modality
 * @param totals what all its choices add up to
 * @param metrics metrics of the last {@link ChoiceTotals#MEASURED} rewarded choices, so that their
 *     cost does not grow; the seed's are of the last hundred and the hundred before
 * @param calibration what a calibration of the confidence brings; null where too few choices tell
 */
public record MeasuredAgent(
    AgentModality subject,
    ChoiceTotals totals,
    RoutingMetrics metrics,
    @Nullable ConfidenceCalibration calibration) {
  /** More agents than this are looked for at once: a condition must stay small. */
  private static final int MOST_AGENTS = 32;

  private static final String[] KEY = {"agent_id", ChoiceTally.MODALITY};
  private static final StructType SINCE =
      new StructType()
          .add(KEY[0], DataTypes.StringType, false)
          .add(KEY[1], DataTypes.StringType, false)
          .add("since", DataTypes.LongType, false);

  /**
   * Measures experiences; only the metrics leave Spark.
   *
   * @param experiences rows of the table {@code experiences} of one tenant
   * @return by agent and modality, in their order
   */
  public static List<MeasuredAgent> of(Dataset<Row> experiences) {
    return of(experiences, ChoiceTally.of(experiences));
  }

  /**
   * Measures those whose totals are known: of the others nothing is read, and of them only what
   * lies in the days that the measured choices are of.
   *
   * @return by agent and modality, in their order
   */
  static List<MeasuredAgent> of(Dataset<Row> experiences, Map<AgentModality, ChoiceTotals> totals) {
    List<Row> since = new ArrayList<>();
    Map<String, Long> agents = new TreeMap<>();
    totals.forEach(
        (subject, total) -> {
          Long day = total.since();
          if (day != null) {
            since.add(RowFactory.create(subject.agentId(), subject.modality(), day));
            agents.merge(subject.agentId(), day, Math::min);
          }
        });
    Map<AgentModality, Row> measured = new HashMap<>();
    if (!since.isEmpty()) {
      Dataset<Row> recent =
          ChoiceTally.counted(experiences.where(lies(agents)))
              .join(broadcast(experiences.sparkSession().createDataFrame(since, SINCE)), KEY)
              .where(col(ChoiceTally.DAY).geq(col("since")));
      measure(recent)
          .forEach(row -> measured.put(new AgentModality(row.getString(0), row.getString(1)), row));
    }
    return totals.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .map(entry -> of(entry.getKey(), entry.getValue(), measured.get(entry.getKey())))
        .toList();
  }

  /** Where choices of the agents may lie that are measured, as bounds that leave files out. */
  private static Column lies(Map<String, Long> since) {
    if (since.size() > MOST_AGENTS) {
      return isFrom(since.values().stream().mapToLong(Long::longValue).min().orElseThrow());
    }
    return since.entrySet().stream()
        .map(agent -> col(KEY[0]).equalTo(lit(agent.getKey())).and(isFrom(agent.getValue())))
        .reduce(Column::or)
        .orElseThrow();
  }

  private static Column isFrom(long day) {
    return col("time").geq(lit(Instant.EPOCH.plus(day, ChronoUnit.DAYS)));
  }

  private static List<Row> measure(Dataset<Row> recent) {
    Dataset<Row> measured =
        MetricColumns.with(choices(recent))
            .select(
                col(KEY[0]),
                col(KEY[1]),
                col("choices").getItem(0).getField(ChoiceTally.DAY).as("since"),
                size(col("choices")).as("measured"),
                col("moving_reward"),
                col("successes"),
                col("preferences"),
                col("confidence_accuracy"),
                col("reliability"),
                struct(col("recent_mean"), col("recent_squares")).as("recent"),
                struct(size(col("earlier")).as("rows"), col("earlier_mean"), col("earlier_squares"))
                    .as("earlier"),
                CalibrationColumn.learned().as("calibration"));
    return CodeGeneration.sized(measured, measured::collectAsList);
  }

  private static Dataset<Row> choices(Dataset<Row> recent) {
    Column latest =
        row_number()
            .over(
                Window.partitionBy(KEY[0], KEY[1])
                    .orderBy(col("time").desc(), col("interaction_id").desc()));
    return recent
        .where(col("reward").isNotNull())
        .withColumn("latest", latest)
        .where(col("latest").leq(ChoiceTotals.MEASURED))
        .groupBy(col(KEY[0]), col(KEY[1]))
        .agg(
            array_sort(
                    collect_list(
                        struct(
                            "time",
                            "interaction_id",
                            "chosen",
                            "confidence",
                            "success",
                            "reward",
                            ChoiceTally.DAY)))
                .as("choices"));
  }

  private static MeasuredAgent of(
      AgentModality subject, ChoiceTotals totals, @Nullable Row measured) {
    return measured == null
        ? new MeasuredAgent(subject, totals, RoutingMetrics.of(List.of()), null)
        : new MeasuredAgent(
            subject,
            totals.measuredSince(measured.getLong(2)),
            metrics(measured),
            CalibrationColumn.of(measured.getStruct(11)));
  }

  private static RoutingMetrics metrics(Row row) {
    Row successes = row.getStruct(5);
    int known = successes.getInt(0);
    Map<String, Double> preferences = new HashMap<>();
    row.<Row>getList(6).forEach(each -> preferences.put(each.getString(0), each.getDouble(1)));
    ReliabilityCurve curve =
        new ReliabilityCurve(
            row.<Row>getList(8).stream()
                .map(
                    bin ->
                        new ReliabilityCurve.Bin(
                            bin.getLong(0), bin.getDouble(1), bin.getDouble(2)))
                .toList());
    return new RoutingMetrics(
        row.getInt(3),
        row.getDouble(4),
        known == 0 ? null : Double.valueOf((double) successes.getInt(1) / known),
        preferences,
        row.getDouble(7),
        curve.rows() == 0 ? null : curve,
        improvement(row.getStruct(9), row.getStruct(10)));
  }

  private static @Nullable Interval improvement(Row recent, Row earlier) {
    int before = earlier.getInt(0);
    return before == 0
        ? null
        : new RewardMoments(RoutingMetrics.WINDOW, recent.getDouble(0), recent.getDouble(1))
            .less(new RewardMoments(before, earlier.getDouble(1), earlier.getDouble(2)));
  }
}
