package dev.tracewise.table;

import static dev.tracewise.table.Shapes.BOOLEAN;
import static dev.tracewise.table.Shapes.DOUBLE;
import static dev.tracewise.table.Shapes.INT;
import static dev.tracewise.table.Shapes.LONG;
import static dev.tracewise.table.Shapes.STRING;
import static dev.tracewise.table.Shapes.TENANT_COMMENT;
import static dev.tracewise.table.Shapes.TIMESTAMP;

import org.apache.spark.sql.Row;

/** Scores of candidates. */
public final class EvaluationsTable {
  /** The table. */
  public static final TableDefinition DEFINITION =
      TableDefinition.named("evaluations", "Scores of candidates, one row per thing scored")
          .required("tenant_id", STRING, TENANT_COMMENT)
          .required("run_id", STRING, "run")
          .required("candidate_id", STRING, "candidate")
          .required("example_id", STRING, "example, or the part of the data scored as a whole")
          .required("sample", INT, "number of the sample, from 0")
          .required("split", STRING, "training, selection, evidence, validation or holdout")
          .required("estimator", STRING, "how it was scored: ips, snips, dm, dr, or the metric")
          .nullable("score", DOUBLE, "the score; null is missing, never zero")
          .nullable("low", DOUBLE, "lower end of the two-sided 95 % interval")
          .nullable("high", DOUBLE, "upper end of the interval")
          .nullable("error", STRING, "why the score is missing")
          .nullable("feedback", STRING, "feedback in words")
          .nullable("tokens", LONG, "tokens spent")
          .nullable("cost_usd", DOUBLE, "USD spent")
          .nullable("seconds", DOUBLE, "how long it took in seconds")
          .nullable("cached", BOOLEAN, "whether the answer came from the cache")
          .nullable("rows", LONG, "rows that were scored")
          .nullable("effective_sample_size", DOUBLE, "(sum of weights)^2 / sum of squared weights")
          .nullable("max_weight", DOUBLE, "largest importance weight")
          .required("created_at", TIMESTAMP, "when it was scored")
          .key("tenant_id", "run_id", "candidate_id", "example_id", "sample", "split", "estimator")
          .clusteredBy("tenant_id", "run_id", "candidate_id")
          .notNegative("sample", "tokens", "cost_usd", "seconds", "rows")
          .check("score_or_error", "score IS NOT NULL OR error IS NOT NULL")
          .build();

  private EvaluationsTable() {}

  /** The row of a score. */
  public static Row row(EvaluationRow evaluation) {
    return Rows.of(
        evaluation.tenantId(),
        evaluation.runId(),
        evaluation.candidateId(),
        evaluation.exampleId(),
        evaluation.sample(),
        evaluation.split(),
        evaluation.estimator(),
        evaluation.score(),
        evaluation.low(),
        evaluation.high(),
        evaluation.error(),
        evaluation.feedback(),
        evaluation.tokens(),
        evaluation.costUsd(),
        evaluation.seconds(),
        evaluation.cached(),
        evaluation.rows(),
        evaluation.effectiveSampleSize(),
        evaluation.maxWeight(),
        evaluation.createdAt());
  }
}
