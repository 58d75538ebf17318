package dev.tracewise.source;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tracewise.model.Parsed;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Spans as OTLP JSON: export requests with resource spans, scope spans and spans. Keys in camel or
 * snake case; ids are kept as they are written.
 *
 * @see <a href="https://opentelemetry.io/docs/specs/otlp/#json-protobuf-encoding">OTLP JSON</a>
 */
public final class OtlpFormat implements RecordFormat {
  private final Clock clock;

  /**
   * @param clock tells the present; spans of a later day are rejected
   */
  public OtlpFormat(Clock clock) {
    this.clock = clock;
  }

  @Override
  public String name() {
    return "otlp";
  }

  @Override
  public boolean recognises(JsonNode value) {
    JsonNode first = value.isArray() ? value.path(0) : value;
    return first.has("resourceSpans") || first.has("resource_spans");
  }

  @Override
  public List<Parsed> read(JsonNode value, RecordOrigin origin) {
    Request request = new Request(origin, clock.instant());
    if (value.isArray()) {
      value.forEach(request::readExport);
    } else {
      request.readExport(value);
    }
    return request.parsed;
  }

  private static JsonNode either(JsonNode object, String camel, String snake) {
    JsonNode value = object.path(camel);
    return value.isMissingNode() ? object.path(snake) : value;
  }

  /** What the spans of one scope share: the attributes of their resource, and their maker. */
  private record Group(JsonNode resource, InstrumentationScope scope) {}

  /** One call of read. */
  private static final class Request {
    private final RecordOrigin origin;
    private final Instant now;
    private final List<Parsed> parsed = new ArrayList<>();

    Request(RecordOrigin origin, Instant now) {
      this.origin = origin;
      this.now = now;
    }

    void readExport(JsonNode export) {
      JsonNode resources = either(export, "resourceSpans", "resource_spans");
      if (isList(resources, export, "resourceSpans")) {
        resources.forEach(this::readResource);
      }
    }

    private void readResource(JsonNode resource) {
      JsonNode scopes = either(resource, "scopeSpans", "scope_spans");
      if (isList(scopes, resource, "resourceSpans.scopeSpans")) {
        for (JsonNode scope : scopes) {
          JsonNode spans = scope.path("spans");
          if (isList(spans, scope, "resourceSpans.scopeSpans.spans")) {
            Group group =
                new Group(resource.path("resource").path("attributes"), scope(scope, resource));
            spans.forEach(span -> readSpan(span, group));
          }
        }
      }
    }

    private boolean isList(JsonNode list, JsonNode record, String field) {
      if (list.isArray()) {
        return true;
      }
      Faults faults = new Faults();
      if (list.isMissingNode() || list.isNull()) {
        faults.missing(field);
      } else {
        faults.wrongType(field, "a list");
      }
      Problem fault = faults.first();
      if (fault != null) {
        parsed.add(Rejections.of(record, origin, fault));
      }
      return false;
    }

    private void readSpan(JsonNode span, Group group) {
      SpanDraft draft = new SpanDraft(origin, span, PromotedKeys.STANDARD, "otlp", now);
      if (!span.isObject()) {
        draft.faults.wrongType("", "an object");
      }
      draft.traceId = draft.required(either(span, "traceId", "trace_id"), "traceId");
      draft.spanId = draft.required(either(span, "spanId", "span_id"), "spanId");
      draft.parent(either(span, "parentSpanId", "parent_span_id"), "parentSpanId");
      draft.name = draft.required(span.path("name"), "name");
      draft.startTime =
          draft.instants.read(
              either(span, "startTimeUnixNano", "start_time_unix_nano"), "startTimeUnixNano");
      draft.endTime =
          draft.instants.read(
              either(span, "endTimeUnixNano", "end_time_unix_nano"), "endTimeUnixNano");
      draft.status(span.path("status").path("code"));
      AnyValues.putAll(group.resource(), draft.attributes, draft.faults);
      AnyValues.putAll(span.path("attributes"), draft.attributes, draft.faults);
      draft.scope = group.scope();
      draft.links(span.path("links"));
      SpanEvents.read(span.path("events"), draft);
      parsed.addAll(SpanPromotion.promote(draft));
    }

    private static InstrumentationScope scope(JsonNode scope, JsonNode resource) {
      JsonNode schema = either(scope, "schemaUrl", "schema_url");
      return InstrumentationScope.of(
          scope.path("scope"),
          schema.isTextual() && !schema.textValue().isEmpty()
              ? schema
              : either(resource, "schemaUrl", "schema_url"));
    }
  }
}
