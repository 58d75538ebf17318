package dev.tracewise.source;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** One span on its way in: its core as read from the record, its attributes not yet promoted. */
final class SpanDraft {
  final RecordOrigin origin;
  final JsonNode record;
  final Faults faults = new Faults();
  final Attributes attributes;
  final Instants instants;
  final PromotedKeys keys;
  final String format;

  @Nullable String traceId;
  @Nullable String spanId;
  @Nullable String parentSpanId;
  @Nullable String name;
  @Nullable Instant startTime;
  @Nullable Instant endTime;
  String status = "UNSET";
  @Nullable String linkedSpanId;
  InstrumentationScope scope = InstrumentationScope.UNKNOWN;
  Conversation eventInput = Conversation.EMPTY;
  Conversation eventOutput = Conversation.EMPTY;
  final List<Judgement> evaluations = new ArrayList<>(0);
  @Nullable Conversation input;
  @Nullable Conversation output;

  /**
   * @param format name of the convention where the attributes follow none
   * @param now the present
   */
  SpanDraft(RecordOrigin origin, JsonNode record, PromotedKeys keys, String format, Instant now) {
    this.origin = origin;
    this.record = record;
    this.keys = keys;
    this.format = format;
    this.attributes = new Attributes(faults, keys.path());
    this.instants = new Instants(now, faults);
  }

  /** A text that must be there and not be empty. */
  @Nullable String required(JsonNode value, String field) {
    if (value.isMissingNode() || value.isNull()) {
      faults.missing(field);
      return null;
    }
    if (!value.isTextual()) {
      faults.wrongType(field, "text");
      return null;
    }
    if (value.textValue().isEmpty()) {
      faults.missing(field);
      return null;
    }
    return value.textValue();
  }

  /** A text that may be missing. */
  @Nullable String optional(JsonNode value, String field) {
    if (value.isMissingNode() || value.isNull()) {
      return null;
    }
    if (!value.isTextual()) {
      faults.wrongType(field, "text");
      return null;
    }
    return value.textValue().isEmpty() ? null : value.textValue();
  }

  /** The parent's id; a missing, empty or all-zero id makes a root. */
  void parent(JsonNode value, String field) {
    String id = optional(value, field);
    parentSpanId = id == null || id.chars().allMatch(c -> c == '0') ? null : id;
  }

  /** The span that the first of the links names: feedback after the fact points to its target. */
  void links(JsonNode links) {
    JsonNode link = links.path(0);
    JsonNode context = link.path("context").isObject() ? link.get("context") : link;
    for (String key : new String[] {"spanId", "span_id"}) {
      JsonNode id = context.path(key);
      if (id.isTextual() && !id.textValue().isEmpty()) {
        linkedSpanId = id.textValue();
      }
    }
  }

  /** The status that a code or its name stands for, as OTel counts them. */
  void status(JsonNode code) {
    String text = code.asText("").toUpperCase(Locale.ROOT);
    if (text.equals("1") || text.endsWith("OK")) {
      status = "OK";
    } else if (text.equals("2") || text.endsWith("ERROR")) {
      status = "ERROR";
    }
  }
}
