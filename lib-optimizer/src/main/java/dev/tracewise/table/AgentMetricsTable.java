package dev.tracewise.table;

import static dev.tracewise.table.Shapes.BOOLEAN;
import static dev.tracewise.table.Shapes.DOUBLE;
import static dev.tracewise.table.Shapes.LONG;
import static dev.tracewise.table.Shapes.NUMBER_MAP;
import static dev.tracewise.table.Shapes.STRING;
import static dev.tracewise.table.Shapes.TENANT_COMMENT;
import static dev.tracewise.table.Shapes.TIMESTAMP;

import dev.tracewise.model.Interval;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/** How agents do, one row for each day of theirs that was looked at. */
public final class AgentMetricsTable {
  /** The table; read by tenant and agent. */
  public static final TableDefinition DEFINITION =
      TableDefinition.named(
              "agent_metrics", "How an agent does in a modality, as known on a day of its log")
          .required("tenant_id", STRING, TENANT_COMMENT)
          .required("agent_id", STRING, "agent")
          .required("modality", STRING, "modality, mixed where the log names none")
          .required("period", STRING, "UTC day of its newest experience, such as 2026-10-01")
          .required("experiences", LONG, "experiences so far")
          .required("rewarded", LONG, "those with a reward")
          .nullable("mean_reward", DOUBLE, "plain mean of all rewards so far")
          .required("reward_units", LONG, "sum of all rewards so far, in units of 1 / 2^32")
          .nullable("moving_reward", DOUBLE, "exponentially weighted mean reward, alpha 0.1")
          .nullable("success_rate", DOUBLE, "share of the last 1000 choices that succeeded")
          .required("preferences", NUMBER_MAP, "exponentially weighted mean reward by option")
          .required("confidence_accuracy", DOUBLE, "correlation of confidence and success, 0 to 1")
          .nullable("calibration_error", DOUBLE, "expected calibration error of the confidence")
          .required(
              "reliability",
              "array<struct<rows:bigint,predicted:double,observed:double>>",
              "ten bins of confidence: rows, sum of confidences, sum of successes")
          .nullable(
              "calibration",
              "struct<method:string,error_before:double,error_after:double,rows:bigint>",
              "what a calibration learned from earlier choices brings on later ones")
          .nullable("improvement", DOUBLE, "mean reward of the last 100 less the 100 before")
          .nullable("improvement_low", DOUBLE, "its 95 % interval, low")
          .nullable("improvement_high", DOUBLE, "its 95 % interval, high")
          .required("ready", BOOLEAN, "whether there is enough to optimize")
          .required("healthy", BOOLEAN, "whether it is ready and earns more than half")
          .required("reason", STRING, "why, in words")
          .nullable("measured_since", LONG, "day since 1970-01-01 from which on its 1000 lie")
          .required("updated_at", TIMESTAMP, "when the row last changed")
          .key("tenant_id", "agent_id", "modality", "period")
          .clusteredBy("tenant_id", "agent_id", "modality", "period")
          .unitInterval("success_rate", "confidence_accuracy", "calibration_error")
          .notNegative("experiences", "rewarded")
          .build();

  private AgentMetricsTable() {}

  /**
   * What is known of an agent in a modality.
   *
   * @param agentId agent
   * @param modality modality
   * @param period day of its newest experience
   * @param experiences all of them
   * @param rewarded those with a reward
   * @param meanReward plain mean of their rewards; null without any
   * @param rewardUnits sum of their rewards in units of 1 / 2³²
   * @param movingReward exponentially weighted mean reward; null without any
   * @param successRate share that succeeded; null where none is known
   * @param preferences exponentially weighted mean reward by option
   * @param confidenceAccuracy correlation of confidence and success
   * @param calibrationError null where no confidence is logged
   * @param reliability bins of the confidence; none where none is logged
   * @param calibration what a calibration brings; null where too few choices tell
   * @param improvement last hundred less the hundred before; null up to a hundred
   * @param ready whether there is enough to optimize
   * @param healthy whether it earns enough
   * @param reason why, in words
   * @param measuredSince day since 1970-01-01 from which on the measured choices lie; null without
   */
  public record Metrics(
      String agentId,
      String modality,
      String period,
      long experiences,
      long rewarded,
      @Nullable Double meanReward,
      long rewardUnits,
      @Nullable Double movingReward,
      @Nullable Double successRate,
      Map<String, Double> preferences,
      double confidenceAccuracy,
      @Nullable Double calibrationError,
      List<Bin> reliability,
      @Nullable Calibration calibration,
      @Nullable Interval improvement,
      boolean ready,
      boolean healthy,
      String reason,
      @Nullable Long measuredSince) {
    /** Copies the collections. */
    public Metrics {
      preferences = Map.copyOf(preferences);
      reliability = List.copyOf(reliability);
    }
  }

  /**
   * One bin of confidence.
   *
   * @param rows choices in it
   * @param predicted sum of their confidences
   * @param observed how many succeeded
   */
  public record Bin(long rows, double predicted, double observed) {}

  /**
   * What a calibration of the confidence brings.
   *
   * @param method how it was calibrated
   * @param errorBefore calibration error of the later choices
   * @param errorAfter the same once calibrated
   * @param rows later choices
   */
  public record Calibration(String method, double errorBefore, double errorAfter, long rows) {}

  /** The row of what is known. */
  public static Row row(String tenant, Metrics metrics, Instant now) {
    Interval improvement = metrics.improvement();
    Calibration learned = metrics.calibration();
    return Rows.of(
        tenant,
        metrics.agentId(),
        metrics.modality(),
        metrics.period(),
        metrics.experiences(),
        metrics.rewarded(),
        metrics.meanReward(),
        metrics.rewardUnits(),
        metrics.movingReward(),
        metrics.successRate(),
        Rows.map(metrics.preferences()),
        metrics.confidenceAccuracy(),
        metrics.calibrationError(),
        Rows.array(
            metrics.reliability(), bin -> Rows.of(bin.rows(), bin.predicted(), bin.observed())),
        learned == null
            ? null
            : Rows.of(
                learned.method(), learned.errorBefore(), learned.errorAfter(), learned.rows()),
        improvement == null ? null : improvement.estimate(),
        improvement == null ? null : improvement.low(),
        improvement == null ? null : improvement.high(),
        metrics.ready(),
        metrics.healthy(),
        metrics.reason(),
        metrics.measuredSince(),
        now);
  }

  /** What a row says. */
  public static Metrics of(Row row) {
    Double improvement = Rows.doubleOrNull(row, "improvement");
    return new Metrics(
        Rows.text(row, "agent_id"),
        Rows.text(row, "modality"),
        Rows.text(row, "period"),
        row.<Long>getAs("experiences"),
        row.<Long>getAs("rewarded"),
        Rows.doubleOrNull(row, "mean_reward"),
        row.<Long>getAs("reward_units"),
        Rows.doubleOrNull(row, "moving_reward"),
        Rows.doubleOrNull(row, "success_rate"),
        Rows.entries(row, "preferences"),
        row.<Double>getAs("confidence_accuracy"),
        Rows.doubleOrNull(row, "calibration_error"),
        Rows.<Row>list(row, "reliability").stream().map(AgentMetricsTable::bin).toList(),
        calibration(row.getAs("calibration")),
        improvement == null
            ? null
            : new Interval(
                improvement,
                row.<Double>getAs("improvement_low"),
                row.<Double>getAs("improvement_high")),
        row.<Boolean>getAs("ready"),
        row.<Boolean>getAs("healthy"),
        Rows.text(row, "reason"),
        Rows.longOrNull(row, "measured_since"));
  }

  private static Bin bin(Row row) {
    return new Bin(row.getLong(0), row.getDouble(1), row.getDouble(2));
  }

  private static @Nullable Calibration calibration(@Nullable Row row) {
    return row == null
        ? null
        : new Calibration(row.getString(0), row.getDouble(1), row.getDouble(2), row.getLong(3));
  }
}
