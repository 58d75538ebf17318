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
          .nullable("moving_reward", DOUBLE, "exponentially weighted mean reward, alpha 0.1")
          .nullable("success_rate", DOUBLE, "share of the last 1000 choices that succeeded")
          .required("preferences", NUMBER_MAP, "exponentially weighted mean reward by option")
          .required("confidence_accuracy", DOUBLE, "correlation of confidence and success, 0 to 1")
          .nullable("calibration_error", DOUBLE, "expected calibration error of the confidence")
          .required(
              "reliability",
              "array<struct<rows:bigint,predicted:double,observed:double>>",
              "ten bins of confidence: rows, sum of confidences, sum of successes")
          .nullable("improvement", DOUBLE, "mean reward of the last 100 less the 100 before")
          .nullable("improvement_low", DOUBLE, "its 95 % interval, low")
          .nullable("improvement_high", DOUBLE, "its 95 % interval, high")
          .required("ready", BOOLEAN, "whether there is enough to optimize")
          .required("healthy", BOOLEAN, "whether it is ready and earns more than half")
          .required("reason", STRING, "why, in words")
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
   * @param movingReward exponentially weighted mean reward; null without any
   * @param successRate share that succeeded; null where none is known
   * @param preferences exponentially weighted mean reward by option
   * @param confidenceAccuracy correlation of confidence and success
   * @param calibrationError null where no confidence is logged
   * @param reliability bins of the confidence; none where none is logged
   * @param improvement last hundred less the hundred before; null up to a hundred
   * @param ready whether there is enough to optimize
   * @param healthy whether it earns enough
   * @param reason why, in words
   */
  public record Metrics(
      String agentId,
      String modality,
      String period,
      long experiences,
      long rewarded,
      @Nullable Double movingReward,
      @Nullable Double successRate,
      Map<String, Double> preferences,
      double confidenceAccuracy,
      @Nullable Double calibrationError,
      List<Bin> reliability,
      @Nullable Interval improvement,
      boolean ready,
      boolean healthy,
      String reason) {
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

  /** The row of what is known. */
  public static Row row(String tenant, Metrics metrics, Instant now) {
    Interval improvement = metrics.improvement();
    return Rows.of(
        tenant,
        metrics.agentId(),
        metrics.modality(),
        metrics.period(),
        metrics.experiences(),
        metrics.rewarded(),
        metrics.movingReward(),
        metrics.successRate(),
        Rows.map(metrics.preferences()),
        metrics.confidenceAccuracy(),
        metrics.calibrationError(),
        Rows.array(
            metrics.reliability(), bin -> Rows.of(bin.rows(), bin.predicted(), bin.observed())),
        improvement == null ? null : improvement.estimate(),
        improvement == null ? null : improvement.low(),
        improvement == null ? null : improvement.high(),
        metrics.ready(),
        metrics.healthy(),
        metrics.reason(),
        now);
  }
}
