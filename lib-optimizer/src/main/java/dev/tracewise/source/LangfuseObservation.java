package dev.tracewise.source;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tracewise.model.Parsed;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads one observation of a Langfuse trace. */
final class LangfuseObservation {
  private static final String[] KEPT = {
    "type",
    "level",
    "statusMessage",
    "version",
    "environment",
    "model",
    "promptName",
    "promptVersion",
    "modelParameters",
    "usageDetails",
    "costDetails"
  };

  private LangfuseObservation() {}

  /**
   * Reads it.
   *
   * @param trace the trace that it belongs to; a missing node when the export does not hold it
   */
  static List<Parsed> read(JsonNode observation, JsonNode trace, RecordOrigin origin, Instant now) {
    SpanDraft draft = new SpanDraft(origin, observation, PromotedKeys.LANGFUSE, "langfuse", now);
    if (!observation.isObject()) {
      draft.faults.wrongType("", "an object");
    }
    JsonNode traceId = observation.path("traceId");
    draft.traceId = draft.required(traceId.isMissingNode() ? trace.path("id") : traceId, "traceId");
    draft.spanId = draft.required(observation.path("id"), "id");
    draft.parent(observation.path("parentObservationId"), "parentObservationId");
    String name = draft.optional(observation.path("name"), "name");
    draft.name = name == null ? observation.path("type").asText("observation") : name;
    readTimes(observation, draft);
    draft.status = observation.path("level").asText("").equals("ERROR") ? "ERROR" : "UNSET";
    readAttributes(observation, trace, draft);
    draft.input = side(observation, trace, draft, Side.INPUT);
    draft.output = side(observation, trace, draft, Side.OUTPUT);
    return SpanPromotion.promote(draft);
  }

  /** The root span that a trace without observations is. */
  static List<Parsed> ofTrace(JsonNode trace, RecordOrigin origin, Instant now) {
    SpanDraft draft = new SpanDraft(origin, trace, PromotedKeys.LANGFUSE, "langfuse", now);
    draft.traceId = draft.required(trace.path("id"), "id");
    draft.spanId = draft.traceId;
    String name = draft.optional(trace.path("name"), "name");
    draft.name = name == null ? "trace" : name;
    draft.startTime = draft.instants.read(trace.path("timestamp"), "timestamp");
    JsonNode latency = trace.path("latency");
    boolean known = latency.isNumber() && latency.doubleValue() >= 0 && latency.doubleValue() < 1e7;
    draft.endTime =
        draft.startTime == null || !known
            ? draft.startTime
            : draft.startTime.plusNanos(Math.round(latency.doubleValue() * 1e6) * 1000);
    readAttributes(trace, trace, draft);
    draft.input = side(trace.path("input"), Side.INPUT);
    draft.output = side(trace.path("output"), Side.OUTPUT);
    return SpanPromotion.promote(draft);
  }

  /** An event has no end; it ends as it starts. */
  private static void readTimes(JsonNode observation, SpanDraft draft) {
    draft.startTime = draft.instants.read(observation.path("startTime"), "startTime");
    JsonNode end = observation.path("endTime");
    draft.endTime =
        end.isMissingNode() || end.isNull() ? draft.startTime : draft.instants.read(end, "endTime");
  }

  private static void readAttributes(JsonNode observation, JsonNode trace, SpanDraft draft) {
    Attributes attributes = draft.attributes;
    readMetadata(observation.path("metadata"), attributes);
    for (String field : KEPT) {
      attributes.addValue("langfuse." + field, observation.path(field));
    }
    JsonNode total = observation.path("totalCost");
    if (total.isNumber() && total.doubleValue() != 0) {
      attributes.putIfAbsent("langfuse.costDetails.total", total.asText());
    }
    attributes.put("langfuse.trace.name", text(trace.path("name")));
    attributes.put("langfuse.session.id", text(trace.path("sessionId")));
    attributes.put("langfuse.user.id", text(trace.path("userId")));
  }

  private static void readMetadata(JsonNode metadata, Attributes attributes) {
    JsonNode object = metadata.isTextual() ? JsonText.parse(metadata.textValue()) : metadata;
    if (object == null || !object.isObject()) {
      attributes.put("langfuse.metadata", JsonText.of(metadata));
      return;
    }
    for (Map.Entry<String, JsonNode> field : object.properties()) {
      boolean transparent =
          field.getKey().equals("attributes") || field.getKey().equals("resourceAttributes");
      if (transparent && field.getValue().isObject()) {
        attributes.addAll("", field.getValue());
      } else {
        attributes.addValue(field.getKey(), field.getValue());
      }
    }
  }

  private static @Nullable String text(JsonNode value) {
    return value.isTextual() ? value.textValue() : null;
  }

  /** A root that says nothing itself says what its trace says, but has no messages of its own. */
  private static Conversation side(
      JsonNode observation, JsonNode trace, SpanDraft draft, Side side) {
    String field = side == Side.INPUT ? "input" : "output";
    Conversation own = side(observation.path(field), side);
    return own.isEmpty() && draft.parentSpanId == null
        ? Conversation.plain(side(trace.path(field), side).text())
        : own;
  }

  /** Values are JSON or JSON packed in text. */
  private static Conversation side(JsonNode value, Side side) {
    if (value.isMissingNode() || value.isNull()) {
      return Conversation.EMPTY;
    }
    JsonNode json = value.isTextual() ? JsonText.parse(value.textValue()) : value;
    if (json == null) {
      String plain = value.asText();
      return plain.equals("null") ? Conversation.EMPTY : Conversation.plain(plain);
    }
    Conversation chat = ChatMessages.chatOrData(json, side);
    if (!chat.messages().isEmpty()) {
      return chat;
    }
    String text = json.isTextual() ? json.textValue() : ValueText.of(json);
    return Conversation.plain(text == null ? JsonText.of(value) : text);
  }
}
