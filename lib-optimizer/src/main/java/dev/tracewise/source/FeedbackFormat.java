package dev.tracewise.source;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tracewise.model.Feedback;
import dev.tracewise.model.Hashes;
import dev.tracewise.model.Parsed;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Our own feedback lines: who judged what. */
public final class FeedbackFormat implements RecordFormat {
  private static final Set<String> SOURCES = Set.of("human", "model", "code");
  private static final Map<String, String> TARGETS =
      new TreeMap<>(
          Map.of(
              "interaction_id", "interaction",
              "span_id", "span",
              "trace_id", "trace",
              "session_id", "session"));

  private final Times times;

  /**
   * @param clock tells which times are in the future
   */
  public FeedbackFormat(Clock clock) {
    this.times = new Times(clock);
  }

  @Override
  public String name() {
    return "feedback";
  }

  @Override
  public boolean recognises(JsonNode value) {
    return value.hasNonNull("target")
        || value.hasNonNull("feedback_id")
        || FeedbackTypes.isType(value.path("type").asText())
            && (value.hasNonNull("score") || value.hasNonNull("comment"));
  }

  @Override
  public List<Parsed> read(JsonNode value, RecordOrigin origin) {
    return Rejections.orRecord(value, origin, this::feedback);
  }

  private Feedback feedback(Fields fields, RecordOrigin origin) throws InvalidRecord {
    String tenant = Tenants.of(fields, origin);
    Target target = target(fields);
    Instant time = times.required(fields, "time");
    String type = type(fields);
    Score score = score(fields);
    String comment = fields.text("comment");
    if (score.raw() == null && (comment == null || comment.isBlank())) {
      throw new InvalidRecord("missing_field", "score", "Neither score nor comment is given.");
    }
    String author = fields.text("author");
    String given = fields.text("feedback_id");
    String id =
        given == null || given.isEmpty()
            ? Hashes.sha256(
                tenant,
                target.kind(),
                target.id(),
                type,
                hashed(author),
                time.toString(),
                hashed(score.raw()),
                hashed(comment))
            : given;
    return new Feedback(
        tenant,
        id,
        target.kind(),
        target.id(),
        time,
        type,
        score.unit(),
        score.raw(),
        score.scale(),
        comment,
        source(fields),
        author);
  }

  private static Target target(Fields fields) throws InvalidRecord {
    Fields object = Fields.at(fields.required("target"), "target");
    Target target = null;
    for (Map.Entry<String, String> kind : TARGETS.entrySet()) {
      String id = object.text(kind.getKey());
      if (id != null && !id.isEmpty()) {
        if (target != null) {
          throw new InvalidRecord(
              "ambiguous_target", "target", "The target names more than one thing.");
        }
        target = new Target(kind.getValue(), id);
      }
    }
    if (target == null) {
      throw Fields.missing("target");
    }
    return target;
  }

  private static String type(Fields fields) throws InvalidRecord {
    String type = fields.requiredText("type");
    if (!FeedbackTypes.isType(type)) {
      throw Fields.unknownValue("type", type, "one of the known types or custom:NAME");
    }
    return type;
  }

  private static String source(Fields fields) throws InvalidRecord {
    String source = Objects.requireNonNullElse(fields.text("source"), "human");
    if (!SOURCES.contains(source)) {
      throw Fields.unknownValue("source", source, "human, model or code");
    }
    return source;
  }

  private static Score score(Fields fields) throws InvalidRecord {
    String scale = Objects.requireNonNullElse(fields.text("scale"), "0..1");
    return switch (scale) {
      case "0..1" -> scaled(fields, scale, 0, 1);
      case "1..5" -> scaled(fields, scale, 1, 5);
      case "binary" -> binary(fields);
      default -> throw Fields.unknownValue("scale", scale, "0..1, 1..5 or binary");
    };
  }

  private static Score scaled(Fields fields, String scale, double low, double high)
      throws InvalidRecord {
    Double raw = fields.number("score", low, high);
    return new Score(raw == null ? null : (Double) ((raw - low) / (high - low)), raw, scale);
  }

  private static Score binary(Fields fields) throws InvalidRecord {
    JsonNode value = fields.value("score");
    if (value.isBoolean()) {
      double raw = value.booleanValue() ? 1 : 0;
      return new Score(raw, raw, "binary");
    }
    Double raw = fields.number("score", 0, 1);
    if (raw != null && raw != 0 && raw != 1) {
      throw new InvalidRecord(
          "out_of_range", "score", "A binary score is 0 or 1, not " + raw + ".");
    }
    return new Score(raw, raw, "binary");
  }

  private static String hashed(@Nullable Object part) {
    return part == null ? "" : "=" + part;
  }

  private record Target(String kind, String id) {}

  private record Score(@Nullable Double unit, @Nullable Double raw, String scale) {}
}
