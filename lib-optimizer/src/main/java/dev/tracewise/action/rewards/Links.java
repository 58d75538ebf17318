package dev.tracewise.action.rewards;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.array_compact;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.when;

import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * What ties rows together. The unit of the computation is the trace, and a decision without trace
 * is one of its own: what becomes of a row depends on its unit alone, but for feedback on sessions.
 */
final class Links {
  /** The unit of a span. */
  static final Column OF_SPAN = concat(lit("t:"), col("trace_id"));

  /** The unit of a decision without trace. */
  static final Column ALONE = concat(lit("i:"), col("interaction_id"));

  /** The unit of a decision or an experience. */
  static final Column OF_CHOICE = coalesce(OF_SPAN, ALONE);

  private Links() {}

  /** {@code unit}, {@code time} and ids of spans. */
  static Dataset<Row> ofSpans(Dataset<Row> spans) {
    return spans.select(
        OF_SPAN.as("unit"),
        col("start_time").as("time"),
        col("trace_id"),
        col("span_id"),
        col("session_id"),
        SpanDecisions.interaction(col("trace_id"), col("span_id")).as("interaction_id"));
  }

  /** {@code unit}, {@code time} and ids of decisions or experiences. */
  static Dataset<Row> ofChoices(Dataset<Row> choices) {
    return choices.select(
        OF_CHOICE.as("unit"),
        col("time"),
        col("trace_id"),
        col("span_id"),
        col("session_id"),
        col("interaction_id"));
  }

  /** The links once for each {@code kind} and {@code key} by which feedback may name them. */
  static Dataset<Row> byKey(Dataset<Row> links) {
    Column keys =
        array_compact(array(key("trace"), key("span"), key("session"), key("interaction")));
    return links
        .select(col("unit"), col("time"), explode(keys).as("each"))
        .select(col("unit"), col("time"), col("each.kind"), col("each.key"));
  }

  private static Column key(String kind) {
    Column value = col(kind + "_id");
    return when(value.isNotNull(), struct(lit(kind).as("kind"), value.as("key")));
  }
}
