package dev.tracewise.table;

import static dev.tracewise.table.Shapes.DOUBLE;
import static dev.tracewise.table.Shapes.LONG;
import static dev.tracewise.table.Shapes.MESSAGES;
import static dev.tracewise.table.Shapes.STRING;
import static dev.tracewise.table.Shapes.TENANT_COMMENT;
import static dev.tracewise.table.Shapes.TEXT_MAP;
import static dev.tracewise.table.Shapes.TIMESTAMP;

import dev.tracewise.model.Message;
import dev.tracewise.model.Span;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.spark.sql.Row;

/** Spans as they were exported, with what the conventions agree on promoted to columns. */
public final class SpansTable {
  /** The table; read by tenant and time, joined by trace. */
  public static final TableDefinition DEFINITION =
      TableDefinition.named("spans", "Spans of agents' traces, one row per span")
          .required("tenant_id", STRING, TENANT_COMMENT)
          .required("trace_id", STRING, "trace, verbatim")
          .required("span_id", STRING, "span, verbatim")
          .nullable("parent_span_id", STRING, "parent in the same trace; null for a root")
          .required("name", STRING, "name of the operation")
          .required("kind", STRING, "LLM, AGENT, TOOL, CHAIN, RETRIEVER, … or UNKNOWN")
          .required("start_time", TIMESTAMP, "start, UTC")
          .required("end_time", TIMESTAMP, "end, UTC, not before the start")
          .required("seconds", DOUBLE, "end minus start in seconds")
          .required("status", STRING, "OK, ERROR or UNSET")
          .nullable("agent_id", STRING, "agent the span belongs to")
          .nullable("session_id", STRING, "conversation or session")
          .nullable("user_id", STRING, "end user")
          .nullable("modality", STRING, "text, image, audio, video, document or mixed")
          .nullable("model", STRING, "language model that answered")
          .nullable("input_tokens", LONG, "tokens read")
          .nullable("output_tokens", LONG, "tokens written")
          .nullable("cost_usd", DOUBLE, "cost in USD")
          .nullable("input", STRING, "text of the last message that went in")
          .nullable("output", STRING, "text of the last message that came out")
          .nullable("input_messages", MESSAGES, "the conversation that went in")
          .nullable("output_messages", MESSAGES, "the messages that came out")
          .nullable("attributes", TEXT_MAP, "raw attributes; values that are not text as JSON")
          .required("convention", STRING, "convention it was read by, with its version")
          .required("ingested_at", TIMESTAMP, "when the row was written")
          .key("tenant_id", "trace_id", "span_id")
          .clusteredBy("tenant_id", "start_time", "trace_id")
          .check("ends_after_start", "end_time >= start_time")
          .oneOf("status", "OK", "ERROR", "UNSET")
          .notNegative("seconds", "input_tokens", "output_tokens", "cost_usd")
          .withChangeFeed()
          .build();

  private static final double NANOS_PER_SECOND = 1e9;

  private SpansTable() {}

  /** The row of a span. */
  public static Row row(Span span, Instant ingestedAt) {
    return Rows.of(
        span.tenantId(),
        span.traceId(),
        span.spanId(),
        span.parentSpanId(),
        span.name(),
        span.kind(),
        span.startTime(),
        span.endTime(),
        seconds(span),
        span.status(),
        span.agentId(),
        span.sessionId(),
        span.userId(),
        span.modality(),
        span.model(),
        span.inputTokens(),
        span.outputTokens(),
        span.costUsd(),
        span.input(),
        span.output(),
        messages(span.inputMessages()),
        messages(span.outputMessages()),
        Rows.map(span.attributes()),
        span.convention(),
        ingestedAt);
  }

  private static double seconds(Span span) {
    return Duration.between(span.startTime(), span.endTime()).toNanos() / NANOS_PER_SECOND;
  }

  private static Object messages(List<Message> messages) {
    return Rows.array(messages, message -> Rows.of(message.role(), message.content()));
  }
}
