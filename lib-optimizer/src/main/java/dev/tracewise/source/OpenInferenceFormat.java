package dev.tracewise.source;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tracewise.model.Parsed;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Spans as flat JSON objects: what the OpenTelemetry SDKs print of a finished span, and the rows
 * that Phoenix exports. One span, a list, or lists by name.
 *
 * @see <a href="https://github.com/Arize-ai/openinference/tree/main/spec">OpenInference</a>
 */
public final class OpenInferenceFormat implements RecordFormat {
  private static final String DATA_FRAME_PREFIX = "attributes.";

  private final Clock clock;

  /**
   * @param clock tells the present; spans of a later day are rejected
   */
  public OpenInferenceFormat(Clock clock) {
    this.clock = clock;
  }

  @Override
  public String name() {
    return "openinference";
  }

  @Override
  public boolean recognises(JsonNode value) {
    return isSpan(value) || isSpan(value.path(0)) || isByName(value);
  }

  @Override
  public List<Parsed> read(JsonNode value, RecordOrigin origin) {
    List<Parsed> parsed = new ArrayList<>();
    Instant now = clock.instant();
    if (value.isArray()) {
      value.forEach(span -> parsed.addAll(readSpan(span, origin, now)));
    } else if (isByName(value)) {
      value.forEach(spans -> spans.forEach(span -> parsed.addAll(readSpan(span, origin, now))));
    } else {
      parsed.addAll(readSpan(value, origin, now));
    }
    return parsed;
  }

  private static boolean isSpan(JsonNode value) {
    if (!value.isObject() || value.has("interaction_id")) {
      return false;
    }
    boolean identified =
        value.path("spanContext").isObject()
            || value.path("context").has("trace_id")
            || value.has("context.trace_id")
            || value.has("context.span_id");
    return identified || (hasFlatIds(value) && (value.has("attributes") || hasStart(value)));
  }

  private static boolean hasFlatIds(JsonNode value) {
    return (value.has("trace_id") && value.has("span_id"))
        || (value.has("traceId") && value.has("spanId"));
  }

  private static boolean hasStart(JsonNode value) {
    return value.has("start_time") || value.has("startTime");
  }

  private static boolean isByName(JsonNode value) {
    if (!value.isObject() || value.isEmpty()) {
      return false;
    }
    boolean any = false;
    for (JsonNode spans : value) {
      if (!spans.isArray()) {
        return false;
      }
      any |= isSpan(spans.path(0));
    }
    return any;
  }

  private static List<Parsed> readSpan(JsonNode span, RecordOrigin origin, Instant now) {
    SpanDraft draft = new SpanDraft(origin, span, PromotedKeys.STANDARD, "openinference", now);
    if (!span.isObject()) {
      draft.faults.wrongType("", "an object");
    }
    draft.traceId = draft.required(id(span, "traceId", "trace_id"), "context.trace_id");
    draft.spanId = draft.required(id(span, "spanId", "span_id"), "context.span_id");
    JsonNode parent = first(span, "parentSpanId", "parent_id", "parent_span_id");
    draft.parent(
        parent.isMissingNode() ? span.path("parentSpanContext").path("spanId") : parent,
        "parent_id");
    draft.name = draft.required(span.path("name"), "name");
    draft.startTime = draft.instants.read(first(span, "startTime", "start_time"), "start_time");
    draft.endTime = draft.instants.read(first(span, "endTime", "end_time"), "end_time");
    draft.status(statusOf(span));
    readAttributes(span, draft);
    JsonNode scope = first(span, "instrumentationScope", "instrumentationLibrary", "scope");
    draft.scope = InstrumentationScope.of(scope, first(scope, "schemaUrl", "schema_url"));
    draft.links(span.path("links"));
    SpanEvents.read(span.path("events"), draft);
    return SpanPromotion.promote(draft);
  }

  private static void readAttributes(JsonNode span, SpanDraft draft) {
    JsonNode resource = span.path("resource").path("attributes");
    if (resource.isObject()) {
      draft.attributes.addAll("", resource);
    }
    JsonNode attributes = span.path("attributes");
    if (attributes.isObject()) {
      draft.attributes.addAll("", attributes);
    } else if (!attributes.isMissingNode() && !attributes.isNull()) {
      draft.faults.wrongType("attributes", "an object");
    }
    for (Map.Entry<String, JsonNode> field : span.properties()) {
      if (field.getKey().startsWith(DATA_FRAME_PREFIX)) {
        draft.attributes.addValue(
            field.getKey().substring(DATA_FRAME_PREFIX.length()), field.getValue());
      }
    }
    draft.attributes.putIfAbsent(
        "openinference.span.kind", JsonText.of(first(span, "span_kind", "spanKind")));
  }

  private static JsonNode statusOf(JsonNode span) {
    JsonNode status = span.path("status");
    JsonNode code = status.isObject() ? first(status, "code", "status_code") : status;
    return code.isMissingNode() ? span.path("status_code") : code;
  }

  private static JsonNode id(JsonNode span, String camel, String snake) {
    JsonNode inner = span.path("spanContext").path(camel);
    if (!inner.isMissingNode()) {
      return inner;
    }
    JsonNode context = span.path("context").path(snake);
    return context.isMissingNode() ? first(span, "context." + snake, camel, snake) : context;
  }

  private static JsonNode first(JsonNode object, String... keys) {
    for (String key : keys) {
      JsonNode value = object.path(key);
      if (!value.isMissingNode()) {
        return value;
      }
    }
    return object.path(keys[0]);
  }
}
