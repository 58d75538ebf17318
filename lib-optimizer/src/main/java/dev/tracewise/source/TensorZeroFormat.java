package dev.tracewise.source;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tracewise.model.Feedback;
import dev.tracewise.model.Hashes;
import dev.tracewise.model.Parsed;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Rows of TensorZero's tables: inferences with their feedback, and the calls of models beneath
 * them.
 *
 * <p>An inference is the root span of its trace, a call its child. Booleans of a metric are thumbs,
 * other values feedback of the type {@code custom:METRIC}.
 *
 * @see <a href="https://www.tensorzero.com/docs/gateway/data-model">TensorZero data model</a>
 */
public final class TensorZeroFormat implements RecordFormat {
  private static final Set<String> NOT_ATTRIBUTES =
      Set.of("system", "output", "input", "input_messages", "inference_id", "id");

  /** Longest duration, a hundred days. */
  private static final double MAX_MILLIS = 100 * 86_400_000.0;

  private final Clock clock;

  /**
   * @param clock tells the present; rows of a later day are rejected
   */
  public TensorZeroFormat(Clock clock) {
    this.clock = clock;
  }

  @Override
  public String name() {
    return "tensorzero";
  }

  @Override
  public boolean recognises(JsonNode value) {
    JsonNode first = value.isArray() ? value.path(0) : value;
    return first.has("inference_id")
        && !first.has("interaction_id")
        && (first.has("episode_id") || first.has("model_name") || first.has("function"));
  }

  @Override
  public List<Parsed> read(JsonNode value, RecordOrigin origin) {
    List<Parsed> parsed = new ArrayList<>();
    Instant now = clock.instant();
    if (value.isArray()) {
      value.forEach(row -> readRow(row, origin, now, parsed));
    } else {
      readRow(value, origin, now, parsed);
    }
    return parsed;
  }

  private static void readRow(JsonNode row, RecordOrigin origin, Instant now, List<Parsed> parsed) {
    SpanDraft draft = new SpanDraft(origin, row, PromotedKeys.TENSORZERO, "tensorzero", now);
    if (!row.isObject()) {
      draft.faults.wrongType("", "an object");
    }
    boolean isCall = row.has("id");
    String inference = draft.required(row.path("inference_id"), "inference_id");
    draft.traceId = inference;
    draft.spanId = isCall ? draft.required(row.path("id"), "id") : inference;
    draft.parentSpanId = isCall ? inference : null;
    draft.name =
        isCall
            ? draft.required(row.path("model_name"), "model_name")
            : draft.required(row.path("function"), "function");
    readAttributes(row, draft, isCall ? "LLM" : "AGENT");
    readTimes(row, draft, isCall);
    draft.status = "OK";
    draft.input = input(row);
    draft.output = output(row.path("output"));
    parsed.addAll(SpanPromotion.promote(draft));
    if (row.has("feedback_value") && !row.get("feedback_value").isNull()) {
      parsed.add(feedback(row, origin, now));
    }
  }

  private static void readAttributes(JsonNode row, SpanDraft draft, String kind) {
    for (Map.Entry<String, JsonNode> field : row.properties()) {
      if (!NOT_ATTRIBUTES.contains(field.getKey())) {
        draft.attributes.addValue(field.getKey(), field.getValue());
      }
    }
    draft.attributes.put("kind", kind);
  }

  /**
   * An inference has the time at which it was asked for, a call the time at which it was answered:
   * the milliseconds in their UUIDs say so.
   */
  private static void readTimes(JsonNode row, SpanDraft draft, boolean isCall) {
    Instant time = draft.instants.read(row.path("timestamp"), "timestamp");
    String duration = isCall ? "response_time_ms" : "processing_time_ms";
    Double millis = draft.attributes.amount(List.of(duration));
    if (millis != null && millis > MAX_MILLIS) {
      draft.faults.outOfRange(duration, "a duration in milliseconds");
      return;
    }
    long nanos = millis == null ? 0 : Math.round(millis * 1000) * 1000;
    draft.startTime = time == null || !isCall ? time : time.minusNanos(nanos);
    draft.endTime = time == null || isCall ? time : time.plusNanos(nanos);
  }

  private static Conversation input(JsonNode row) {
    JsonNode messages = row.has("input_messages") ? row.path("input_messages") : row.path("input");
    JsonNode json = messages.isTextual() ? JsonText.parse(messages.textValue()) : messages;
    Conversation chat = json == null ? Conversation.EMPTY : ChatMessages.chat(json, Side.INPUT);
    if (!chat.messages().isEmpty()) {
      return TensorZeroMessages.withSystem(row.path("system"), chat);
    }
    String plain = JsonText.of(messages);
    return Conversation.plain(plain == null ? JsonText.of(row.get("topic")) : plain);
  }

  private static Conversation output(JsonNode output) {
    String text = JsonText.of(output);
    JsonNode json = output.isTextual() ? JsonText.parse(output.textValue()) : output;
    if (text == null) {
      return Conversation.EMPTY;
    }
    return json != null && json.isArray()
        ? TensorZeroMessages.answer(json)
        : ChatMessages.single("assistant", text);
  }

  private static Parsed feedback(JsonNode row, RecordOrigin origin, Instant now) {
    Faults faults = new Faults();
    Instant time =
        new Instants(now, faults).read(row.path("feedback_timestamp"), "feedback_timestamp");
    String target = row.path("inference_id").asText("");
    String metric = row.path("feedback_metric").asText("");
    JsonNode value = row.path("feedback_value");
    if (target.isEmpty()) {
      faults.missing("inference_id");
    }
    if (!value.isBoolean() && metric.isEmpty()) {
      faults.missing("feedback_metric");
    }
    Double score = score(value, faults);
    Problem fault = faults.first();
    if (fault != null || time == null) {
      return Rejections.of(
          row,
          origin,
          fault == null
              ? new Problem("missing_field", "feedback_timestamp", "The time is missing.")
              : fault);
    }
    String type = value.isBoolean() ? "thumbs" : "custom:" + metric;
    return new Feedback(
        origin.tenantId(),
        Hashes.sha256("tensorzero", target, metric, time.toString()),
        "span",
        target,
        time,
        type,
        score,
        score,
        value.isBoolean() ? "binary" : "0..1",
        value.isTextual() ? value.textValue() : null,
        "human",
        null);
  }

  private static @Nullable Double score(JsonNode value, Faults faults) {
    if (value.isBoolean()) {
      return value.booleanValue() ? 1.0 : 0.0;
    }
    if (value.isTextual() && !value.textValue().isEmpty()) {
      return null;
    }
    if (!value.isNumber()) {
      faults.wrongType("feedback_value", "a boolean, a number or a comment");
      return null;
    }
    double score = value.doubleValue();
    if (!(score >= 0 && score <= 1)) {
      faults.outOfRange("feedback_value", "in [0, 1]");
      return null;
    }
    return score;
  }
}
