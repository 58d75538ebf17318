package dev.tracewise.source;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tracewise.model.Parsed;
import dev.tracewise.model.RoutingLabel;
import dev.tracewise.model.SpanLabel;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Lines with labels of spans: {@code span_id}, {@code label} and {@code annotator}, with {@code
 * confidence}, {@code suggested_agent}, {@code reasoning}, {@code source} (human unless said),
 * {@code requires_human_review} and {@code time} as far as they are known.
 */
public final class LabelFormat implements RecordFormat {
  private static final double HUMAN_CONFIDENCE = 1.0;
  private static final double MODEL_CONFIDENCE = 0.5;

  private final Times times;

  /**
   * @param clock tells which times are in the future
   */
  public LabelFormat(Clock clock) {
    this.times = new Times(clock);
  }

  @Override
  public String name() {
    return "labels";
  }

  @Override
  public boolean recognises(JsonNode value) {
    return value.has("span_id") && value.has("label");
  }

  @Override
  public List<Parsed> read(JsonNode value, RecordOrigin origin) {
    return Rejections.orRecord(value, origin, this::label);
  }

  private SpanLabel label(Fields fields, RecordOrigin origin) throws InvalidRecord {
    String source = source(fields);
    boolean human = source.equals("human");
    Double confidence = fields.number("confidence", 0, 1);
    Boolean review = fields.truth("requires_human_review");
    return new SpanLabel(
        Tenants.of(fields, origin),
        fields.requiredText("span_id"),
        known(fields.requiredText("label")),
        Objects.requireNonNullElse(confidence, human ? HUMAN_CONFIDENCE : MODEL_CONFIDENCE),
        fields.text("suggested_agent"),
        fields.text("reasoning"),
        source,
        fields.requiredText("annotator"),
        Objects.requireNonNullElse(review, !human),
        time(fields));
  }

  private @Nullable Instant time(Fields fields) throws InvalidRecord {
    return fields.has("time") ? times.required(fields, "time") : null;
  }

  private static RoutingLabel known(String label) throws InvalidRecord {
    RoutingLabel known = RoutingLabel.of(label).orElse(null);
    if (known == null) {
      String allowed =
          Arrays.stream(RoutingLabel.values())
              .map(RoutingLabel::id)
              .collect(Collectors.joining(", "));
      throw Fields.unknownValue("label", label, allowed);
    }
    return known;
  }

  private static String source(Fields fields) throws InvalidRecord {
    String source = Objects.requireNonNullElse(fields.text("source"), "human");
    if (!source.equals("human") && !source.equals("model")) {
      throw Fields.unknownValue("source", source, "human or model");
    }
    return source;
  }
}
