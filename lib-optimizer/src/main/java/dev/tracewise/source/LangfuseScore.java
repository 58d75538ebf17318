package dev.tracewise.source;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tracewise.model.Feedback;
import dev.tracewise.model.Hashes;
import dev.tracewise.model.Parsed;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Reads one score of a Langfuse trace as feedback. */
final class LangfuseScore {
  private LangfuseScore() {}

  /**
   * Reads it. Numbers are scores in [0, 1], ratings also 1 to 5, booleans are binary; a category is
   * kept as the comment, for it is no number.
   */
  static Parsed read(JsonNode score, RecordOrigin origin, Instant now) {
    Faults faults = new Faults();
    Instant time =
        new Instants(now, faults)
            .read(
                score.has("timestamp") ? score.path("timestamp") : score.path("createdAt"),
                "timestamp");
    String name = text(score, "name", faults);
    String kind = targetKind(score);
    String target = kind == null ? null : score.path(field(kind)).textValue();
    if (name == null || name.isBlank()) {
      faults.missing("name");
    }
    if (target == null) {
      faults.missing("traceId");
    }
    String type = FeedbackTypes.ofName(name == null ? "" : name);
    Double raw = value(score, faults);
    String scale = scale(score, type, raw);
    Double normal = raw == null ? null : normalised(raw, scale, faults);
    String comment = text(score, "comment", faults);
    String category = text(score, "stringValue", faults);
    comment = comment == null && raw == null ? category : comment;
    if (raw == null && comment == null) {
      faults.missing("value");
    }
    Problem fault = faults.first();
    if (fault != null || time == null || kind == null || target == null) {
      return Rejections.of(
          score,
          origin,
          fault == null ? new Problem("missing_field", "traceId", "No target.") : fault);
    }
    String id = score.path("id").asText("");
    return new Feedback(
        origin.tenantId(),
        id.isEmpty() ? Hashes.sha256(origin.tenantId(), kind, target, type, time.toString()) : id,
        kind,
        target,
        time,
        type,
        normal,
        raw,
        scale,
        comment,
        source(score.path("source").asText("")),
        text(score, "authorUserId", faults));
  }

  private static @Nullable String targetKind(JsonNode score) {
    for (String kind : new String[] {"span", "trace", "session"}) {
      JsonNode id = score.path(field(kind));
      if (id.isTextual() && !id.textValue().isEmpty()) {
        return kind;
      }
    }
    return null;
  }

  private static String field(String kind) {
    return kind.equals("span") ? "observationId" : kind + "Id";
  }

  private static @Nullable Double value(JsonNode score, Faults faults) {
    JsonNode value = score.path("value");
    if (value.isBoolean()) {
      return value.booleanValue() ? 1.0 : 0.0;
    }
    if (value.isMissingNode() || value.isNull() || isCategory(score)) {
      return null;
    }
    if (!value.isNumber()) {
      faults.wrongType("value", "a number");
      return null;
    }
    if (!Double.isFinite(value.doubleValue())) {
      faults.outOfRange("value", "finite");
      return null;
    }
    return value.doubleValue();
  }

  private static boolean isCategory(JsonNode score) {
    return score.path("dataType").asText("").equals("CATEGORICAL");
  }

  private static String scale(JsonNode score, String type, @Nullable Double raw) {
    if (score.path("dataType").asText("").equals("BOOLEAN") || score.path("value").isBoolean()) {
      return "binary";
    }
    return type.equals("rating") && raw != null && raw >= 1 ? "1..5" : "0..1";
  }

  private static @Nullable Double normalised(double raw, String scale, Faults faults) {
    double score = scale.equals("1..5") ? (raw - 1) / 4 : raw;
    boolean whole = !scale.equals("binary") || raw == 0 || raw == 1;
    if (score < 0 || score > 1 || !whole) {
      faults.outOfRange("value", "on the scale " + scale);
      return null;
    }
    return score;
  }

  private static String source(String source) {
    return switch (source) {
      case "EVAL" -> "model";
      case "ANNOTATION" -> "human";
      default -> "code";
    };
  }

  private static @Nullable String text(JsonNode object, String field, Faults faults) {
    JsonNode value = object.path(field);
    if (value.isMissingNode() || value.isNull()) {
      return null;
    }
    if (!value.isTextual()) {
      faults.wrongType(field, "text");
      return null;
    }
    return value.textValue().isEmpty() ? null : value.textValue();
  }
}
