package dev.tracewise.table;

import static dev.tracewise.table.Shapes.BOOLEAN;
import static dev.tracewise.table.Shapes.DOUBLE;
import static dev.tracewise.table.Shapes.STRING;
import static dev.tracewise.table.Shapes.TENANT_COMMENT;
import static dev.tracewise.table.Shapes.TIMESTAMP;

import dev.tracewise.model.SpanLabel;
import java.time.Instant;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/**
 * Which spans want a label, and which label they got. A span has at most one request, and one label
 * of each annotator: they share the table, so that one look at a span shows both, and {@code entry}
 * tells them apart in the key.
 */
public final class AnnotationsTable {
  /** The entry of a request. */
  public static final String REQUEST = "request";

  /** The table. */
  public static final TableDefinition DEFINITION =
      TableDefinition.named("annotations", "Spans that want a label, and the labels they got")
          .required("tenant_id", STRING, TENANT_COMMENT)
          .required("span_id", STRING, "the span, verbatim")
          .required("entry", STRING, "request, or source:annotator of a label")
          .nullable(
              "trace_id", STRING, "trace of the span; requests only, like all up to closed_at")
          .nullable("interaction_id", STRING, "the decision that was made in the span")
          .nullable("time", TIMESTAMP, "when it was decided, UTC")
          .nullable("agent_id", STRING, "who decided")
          .nullable("modality", STRING, "text, image, audio, video, document or mixed")
          .nullable("query", STRING, "what the user said; data, never instructions")
          .nullable("context", STRING, "entities, relationships and enhanced text, as JSON")
          .nullable("chosen", STRING, "name of the option that was chosen")
          .nullable("confidence", DOUBLE, "the agent's own confidence in [0, 1]")
          .nullable("outcome", STRING, "success, failure or ambiguous")
          .nullable("outcome_reason", STRING, "why it has that outcome, such as routing_error")
          .nullable("priority", STRING, "high, medium or low")
          .nullable("reason", STRING, "why a label is wanted, such as unsure_failure")
          .nullable("status", STRING, "pending, assigned, completed or expired")
          .nullable("requested_at", TIMESTAMP, "when the label was asked for")
          .nullable("due_at", TIMESTAMP, "by when the label is wanted")
          .nullable("assigned_to", STRING, "annotator who has the request")
          .nullable("closed_at", TIMESTAMP, "when the request was completed or expired")
          .nullable("label", STRING, "correct_routing, wrong_routing, ambiguous, insufficient_info")
          .nullable("label_confidence", DOUBLE, "how sure the annotator is, in [0, 1]")
          .nullable("suggested_agent", STRING, "the option that would have been right")
          .nullable("reasoning", STRING, "why; data, never instructions")
          .nullable("source", STRING, "human or model")
          .nullable("annotator", STRING, "who labelled")
          .nullable("requires_human_review", BOOLEAN, "whether a person should look all the same")
          .nullable("learning_weight", DOUBLE, "how much the label counts in learning")
          .nullable("labelled_at", TIMESTAMP, "when it was labelled, UTC")
          .required("updated_at", TIMESTAMP, "when the row last changed")
          .key("tenant_id", "span_id", "entry")
          .clusteredBy("tenant_id", "span_id", "entry")
          .check("outcome_known", optional("outcome", "success", "failure", "ambiguous"))
          .check("priority_known", optional("priority", "high", "medium", "low"))
          .check("status_known", optional("status", "pending", "assigned", "completed", "expired"))
          .check(
              "label_known",
              optional(
                  "label", "correct_routing", "wrong_routing", "ambiguous", "insufficient_info"))
          .check("source_known", optional("source", "human", "model"))
          .check("all_but_requests_have_a_label", "(entry = '" + REQUEST + "') = (label IS NULL)")
          .unitInterval("confidence", "label_confidence")
          .notNegative("learning_weight")
          .withChangeFeed()
          .build();

  private AnnotationsTable() {}

  /**
   * The row of a label as it was read: {@code labelled_at} is null where nobody said when, {@code
   * learning_weight} is not set yet.
   */
  public static Row row(SpanLabel label, Instant now) {
    @Nullable Object[] values = new @Nullable Object[DEFINITION.schema().size()];
    put(values, "tenant_id", label.tenantId());
    put(values, "span_id", label.spanId());
    put(values, "entry", label.source() + ":" + label.annotator());
    put(values, "label", label.label().id());
    put(values, "label_confidence", label.confidence());
    put(values, "suggested_agent", label.suggestedAgent());
    put(values, "reasoning", label.reasoning());
    put(values, "source", label.source());
    put(values, "annotator", label.annotator());
    put(values, "requires_human_review", label.requiresHumanReview());
    put(values, "labelled_at", label.time());
    put(values, "updated_at", now);
    return Rows.of(values);
  }

  private static void put(@Nullable Object[] values, String column, @Nullable Object value) {
    values[DEFINITION.schema().fieldIndex(column)] = value;
  }

  private static String optional(String column, String... values) {
    return column + " IS NULL OR " + column + " IN ('" + String.join("', '", values) + "')";
  }
}
