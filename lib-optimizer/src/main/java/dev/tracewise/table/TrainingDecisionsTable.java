package dev.tracewise.table;

import static dev.tracewise.table.Shapes.DOUBLE;
import static dev.tracewise.table.Shapes.INT;
import static dev.tracewise.table.Shapes.LONG;
import static dev.tracewise.table.Shapes.STRING;
import static dev.tracewise.table.Shapes.TENANT_COMMENT;
import static dev.tracewise.table.Shapes.TEXTS;
import static dev.tracewise.table.Shapes.TIMESTAMP;

import java.time.Instant;
import java.util.List;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/** Verdicts to train or to wait, with what was known and what came of them. */
public final class TrainingDecisionsTable {
  /** The table. */
  public static final TableDefinition DEFINITION =
      TableDefinition.named(
              "training_decisions",
              "Verdicts to train a modality of an agent or to wait, and what the training brought")
          .required("tenant_id", STRING, TENANT_COMMENT)
          .required("decision_id", STRING, "key within the tenant: hash of what was decided on")
          .required("time", TIMESTAMP, "when it was decided, UTC")
          .required("agent_id", STRING, "agent")
          .required("modality", STRING, "modality, mixed where the log names none")
          .required("experiences_version", LONG, "Delta version of experiences that was read")
          .required("real_samples", LONG, "rows from real interactions")
          .required("synthetic_samples", LONG, "synthetic rows that could be had")
          .nullable("success_rate", DOUBLE, "share of the real rows that succeeded")
          .nullable("average_confidence", DOUBLE, "mean confidence of the agent")
          .required("days_since_last_training", INT, "full days; 999: never")
          .nullable("performance", DOUBLE, "0.7 · success + 0.3 · confidence")
          .required("data_quality", DOUBLE, "how rich the rows are, in [0, 1]")
          .required("feature_diversity", DOUBLE, "how different the rows are, in [0, 1]")
          .required("verdict", STRING, "train or wait")
          .required("strategy", STRING, "pure_real, hybrid, synthetic or skip")
          .nullable("probability", DOUBLE, "probability that training helps; null: by rule")
          .nullable("expected_improvement", DOUBLE, "expected gain of training, as reward")
          .required(
              "decided_by",
              STRING,
              "rule, xgboost (the reasons name the version), exploration or person")
          .required("reasons", TEXTS, "why, in words")
          .required("propensity", DOUBLE, "probability of this verdict under the exploration")
          .nullable("run_id", STRING, "the run that followed, once it is judged")
          .nullable("improvement", DOUBLE, "gain of what was trained; a refused candidate: 0")
          .nullable("improvement_low", DOUBLE, "its 95 % interval, low")
          .nullable("improvement_high", DOUBLE, "its 95 % interval, high")
          .nullable("judged_at", TIMESTAMP, "when the improvement was filled in")
          .key("tenant_id", "decision_id")
          .clusteredBy("tenant_id", "agent_id", "time")
          .oneOf("verdict", "train", "wait")
          .oneOf("strategy", "pure_real", "hybrid", "synthetic", "skip")
          .unitInterval("success_rate", "average_confidence", "performance", "probability")
          .unitInterval("data_quality", "feature_diversity")
          .check("propensity_possible", "propensity > 0 AND propensity <= 1")
          .notNegative("real_samples", "synthetic_samples", "days_since_last_training")
          .build();

  private TrainingDecisionsTable() {}

  /**
   * What was known and what was decided; what came of it is filled in later.
   *
   * @param tenantId who owns the row
   * @param decisionId key within the tenant
   * @param time when it was decided
   * @param agentId agent
   * @param modality modality
   * @param experiencesVersion Delta version of the experiences
   * @param context what was known
   * @param verdict train or wait
   * @param strategy with which rows
   * @param probability that training helps; null by rule
   * @param expectedImprovement expected gain; null where nothing is known
   * @param decidedBy rule, xgboost, exploration or person
   * @param reasons why
   * @param propensity probability of this verdict
   */
  public record Decision(
      String tenantId,
      String decisionId,
      Instant time,
      String agentId,
      String modality,
      long experiencesVersion,
      Known context,
      String verdict,
      String strategy,
      @Nullable Double probability,
      @Nullable Double expectedImprovement,
      String decidedBy,
      List<String> reasons,
      double propensity) {
    /** Copies the reasons. */
    public Decision {
      reasons = List.copyOf(reasons);
    }
  }

  /**
   * The eight features of a modality, as the columns have them.
   *
   * @param realSamples rows from real interactions
   * @param syntheticSamples synthetic rows
   * @param successRate share that succeeded
   * @param averageConfidence mean confidence
   * @param daysSinceLastTraining full days
   * @param performance weighted mean of the two
   * @param dataQuality in [0, 1]
   * @param featureDiversity in [0, 1]
   */
  public record Known(
      long realSamples,
      long syntheticSamples,
      @Nullable Double successRate,
      @Nullable Double averageConfidence,
      int daysSinceLastTraining,
      @Nullable Double performance,
      double dataQuality,
      double featureDiversity) {}

  /** The row of a decision of which nothing has come yet. */
  public static Row row(Decision decision) {
    Known known = decision.context();
    return Rows.of(
        decision.tenantId(),
        decision.decisionId(),
        decision.time(),
        decision.agentId(),
        decision.modality(),
        decision.experiencesVersion(),
        known.realSamples(),
        known.syntheticSamples(),
        known.successRate(),
        known.averageConfidence(),
        known.daysSinceLastTraining(),
        known.performance(),
        known.dataQuality(),
        known.featureDiversity(),
        decision.verdict(),
        decision.strategy(),
        decision.probability(),
        decision.expectedImprovement(),
        decision.decidedBy(),
        Rows.array(decision.reasons()),
        decision.propensity(),
        null,
        null,
        null,
        null,
        null);
  }
}
