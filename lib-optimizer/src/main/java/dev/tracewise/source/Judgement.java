package dev.tracewise.source;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tracewise.model.Feedback;
import dev.tracewise.model.Hashes;
import dev.tracewise.model.Parsed;
import dev.tracewise.model.Span;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A judgement that travels with a span: an OpenInference annotation or a gen_ai evaluation.
 *
 * @param name what is judged
 * @param score number in [0, 1], a rating also 1 to 5
 * @param label verdict in a word
 * @param explanation reason
 * @param source human, model or code
 * @param event event that carries it; a missing node where the span itself does
 */
record Judgement(
    @Nullable String name,
    @Nullable String score,
    @Nullable String label,
    @Nullable String explanation,
    String source,
    JsonNode event) {
  private static final String EVALUATION = "gen_ai.evaluation.";

  /** The judgement in an event {@code gen_ai.evaluation.result}. */
  static Judgement ofEvent(Attributes attributes, JsonNode event) {
    return new Judgement(
        attributes.text(EVALUATION + "name"),
        attributes.text(List.of(EVALUATION + "score.value", EVALUATION + "score")),
        attributes.text(List.of(EVALUATION + "score.label", EVALUATION + "label")),
        attributes.text(EVALUATION + "explanation"),
        "model",
        event);
  }

  /** The annotations {@code annotations.N.annotation.*} among the attributes of a span. */
  static List<Judgement> annotations(Attributes attributes, JsonNode none) {
    List<Judgement> found = new ArrayList<>();
    String prefix = "annotations.0.annotation.";
    while (attributes.has(prefix + "name")
        || attributes.has(prefix + "score")
        || attributes.has(prefix + "label")) {
      found.add(
          new Judgement(
              attributes.text(prefix + "name"),
              attributes.text(prefix + "score"),
              attributes.text(prefix + "label"),
              attributes.text(prefix + "explanation"),
              source(attributes.text(prefix + "annotator_kind")),
              none));
      prefix = "annotations." + found.size() + ".annotation.";
    }
    return found;
  }

  private static String source(@Nullable String annotator) {
    if (annotator == null) {
      return "human";
    }
    return switch (annotator) {
      case "LLM" -> "model";
      case "CODE" -> "code";
      default -> "human";
    };
  }

  /** The feedback on the span that the draft links to, or else on its own span. */
  Parsed feedback(SpanDraft draft, Span span) {
    Faults faults = new Faults();
    if (name == null || name.isBlank()) {
      faults.missing("annotation.name");
    }
    String type = FeedbackTypes.ofName(name == null ? "" : name);
    Double raw = number(faults);
    boolean stars = type.equals("rating") && raw != null && raw >= 1;
    if (raw != null && !(raw >= 0 && raw <= (stars ? 5 : 1))) {
      faults.outOfRange("annotation.score", stars ? "in [1, 5]" : "in [0, 1]");
    }
    String comment = comment();
    if (raw == null && comment == null) {
      faults.missing("annotation.score");
    }
    Instant time = time(draft, span, faults);
    Problem problem = faults.first();
    if (problem != null) {
      return Rejections.of(event.isMissingNode() ? draft.record : event, draft.origin, problem);
    }
    String target = draft.linkedSpanId == null ? span.spanId() : draft.linkedSpanId;
    return new Feedback(
        span.tenantId(),
        Hashes.sha256(
            span.tenantId(), target, type, source, time.toString(), "" + raw, "" + comment),
        "span",
        target,
        time,
        type,
        raw == null || !stars ? raw : (Double) ((raw - 1) / 4),
        raw,
        stars ? "1..5" : "0..1",
        comment,
        source,
        null);
  }

  private @Nullable String comment() {
    if (label == null || label.isBlank()) {
      return explanation;
    }
    return explanation == null ? label : label + ": " + explanation;
  }

  private @Nullable Double number(Faults faults) {
    if (score == null || score.isBlank()) {
      return null;
    }
    try {
      return Double.valueOf(score);
    } catch (NumberFormatException notNumber) {
      faults.wrongType("annotation.score", "a number");
      return null;
    }
  }

  private Instant time(SpanDraft draft, Span span, Faults faults) {
    for (String key : new String[] {"timeUnixNano", "time_unix_nano", "time", "timestamp"}) {
      if (event.hasNonNull(key)) {
        Instant time = draft.instants.with(faults).read(event.path(key), "events." + key);
        return time == null ? span.endTime() : time;
      }
    }
    return span.endTime();
  }
}
