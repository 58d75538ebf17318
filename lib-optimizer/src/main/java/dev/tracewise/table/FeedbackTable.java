package dev.tracewise.table;

import static dev.tracewise.table.Shapes.DOUBLE;
import static dev.tracewise.table.Shapes.STRING;
import static dev.tracewise.table.Shapes.TENANT_COMMENT;
import static dev.tracewise.table.Shapes.TIMESTAMP;

import dev.tracewise.model.Feedback;
import java.time.Instant;
import org.apache.spark.sql.Row;

/** Judgements of interactions, spans, traces and sessions. */
public final class FeedbackTable {
  /** The table; read by tenant and target. */
  public static final TableDefinition DEFINITION =
      TableDefinition.named("feedback", "Who judged what, one row per judgement")
          .required("tenant_id", STRING, TENANT_COMMENT)
          .required("feedback_id", STRING, "key within the tenant")
          .required("target_kind", STRING, "interaction, span, trace or session")
          .required("target_id", STRING, "id of the target")
          .required("time", TIMESTAMP, "when it was given, UTC")
          .required("type", STRING, "helpfulness, correctness, thumbs, …, or custom:NAME")
          .nullable("score", DOUBLE, "score in [0, 1], brought from its scale")
          .nullable("raw_score", DOUBLE, "the score as it was given")
          .required("scale", STRING, "scale it was given on: 0..1, 1..5 or binary")
          .nullable("comment", STRING, "free text; data, never instructions")
          .required("source", STRING, "human, model or code")
          .nullable("author", STRING, "who judged")
          .required("ingested_at", TIMESTAMP, "when the row was written")
          .key("tenant_id", "feedback_id")
          .clusteredBy("tenant_id", "target_id", "time")
          .oneOf("target_kind", "interaction", "span", "trace", "session")
          .oneOf("source", "human", "model", "code")
          .unitInterval("score")
          .check("says_something", "score IS NOT NULL OR comment IS NOT NULL")
          .withChangeFeed()
          .build();

  private FeedbackTable() {}

  /** The row of a judgement. */
  public static Row row(Feedback feedback, Instant ingestedAt) {
    return Rows.of(
        feedback.tenantId(),
        feedback.feedbackId(),
        feedback.targetKind(),
        feedback.targetId(),
        feedback.time(),
        feedback.type(),
        feedback.score(),
        feedback.rawScore(),
        feedback.scale(),
        feedback.comment(),
        feedback.source(),
        feedback.author(),
        ingestedAt);
  }
}
