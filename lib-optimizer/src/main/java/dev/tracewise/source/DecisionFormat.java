package dev.tracewise.source;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tracewise.model.Context;
import dev.tracewise.model.Decision;
import dev.tracewise.model.Decision.Placement;
import dev.tracewise.model.Decision.Served;
import dev.tracewise.model.Measures;
import dev.tracewise.model.Modality;
import dev.tracewise.model.Option;
import dev.tracewise.model.Outcome;
import dev.tracewise.model.Parsed;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Our own decision log: decision lines, and outcome lines that complete them. */
public final class DecisionFormat implements RecordFormat {
  private static final Set<String> KNOWN =
      Set.of(
          "tenant_id",
          "interaction_id",
          "time",
          "agent_id",
          "modality",
          "session_id",
          "user_id",
          "trace_id",
          "span_id",
          "confidence",
          "context",
          "options",
          "chosen",
          "propensity",
          "probabilities",
          "output",
          "outcome",
          "reward",
          "outcomes_by_option",
          "metadata",
          "served_kind",
          "served_version",
          "experiment_id",
          "variant",
          "episode_id",
          "step",
          "slate_position");

  private final Times times;

  /**
   * @param clock tells which times are in the future
   */
  public DecisionFormat(Clock clock) {
    this.times = new Times(clock);
  }

  @Override
  public String name() {
    return "decisions";
  }

  @Override
  public boolean recognises(JsonNode value) {
    boolean decides = value.has("options") || value.has("chosen");
    return !value.hasNonNull("target")
        && (value.has("interaction_id") || decides && value.has("agent_id"));
  }

  @Override
  public List<Parsed> read(JsonNode value, RecordOrigin origin) {
    return Rejections.orRecord(
        value,
        origin,
        (fields, from) -> isOutcome(fields) ? outcome(fields, from) : decision(fields, from));
  }

  private static boolean isOutcome(Fields fields) {
    boolean decides = fields.has("options") || fields.has("chosen");
    return !decides && (fields.has("outcome") || fields.has("reward"));
  }

  private Outcome outcome(Fields fields, RecordOrigin origin) throws InvalidRecord {
    Outcome outcome =
        new Outcome(
            Tenants.of(fields, origin),
            fields.requiredText("interaction_id"),
            times.required(fields, "time"),
            OutcomeFields.read(fields, new TreeMap<>()),
            OutcomeFields.reward(fields));
    if (outcome.measures().equals(Measures.UNKNOWN) && outcome.reward() == null) {
      throw new InvalidRecord("missing_field", "outcome", "The outcome says nothing.");
    }
    return outcome;
  }

  private Decision decision(Fields fields, RecordOrigin origin) throws InvalidRecord {
    String tenant = Tenants.of(fields, origin);
    String interaction = fields.requiredText("interaction_id");
    Map<String, String> metadata = metadata(fields);
    Context context = ContextFields.read(fields, metadata);
    Map<String, Option> options = OptionFields.read(fields, metadata);
    String chosen = OptionFields.chosen(fields, options.keySet());
    Map<String, Double> probabilities = OptionFields.probabilities(fields, options.keySet());
    return new Decision(
        tenant,
        interaction,
        times.required(fields, "time"),
        fields.requiredText("agent_id"),
        modality(fields),
        fields.text("session_id"),
        fields.text("user_id"),
        fields.text("trace_id"),
        fields.text("span_id"),
        fields.number("confidence", 0, 1),
        context,
        List.copyOf(options.values()),
        chosen,
        OptionFields.propensity(fields, chosen, probabilities),
        probabilities,
        fields.text("output"),
        OutcomeFields.read(fields, metadata),
        OutcomeFields.reward(fields),
        OutcomeFields.byOption(fields, options.keySet()),
        metadata,
        served(fields),
        placement(fields));
  }

  private static Map<String, String> metadata(Fields fields) throws InvalidRecord {
    Map<String, String> metadata = new TreeMap<>();
    for (Entry<String, JsonNode> entry : fields.entries("metadata")) {
      metadata.put(entry.getKey(), Fields.asText(entry.getValue()));
    }
    fields.addUnknown(KNOWN, metadata);
    return metadata;
  }

  static @Nullable String modality(Fields fields) throws InvalidRecord {
    String name = fields.text("modality");
    if (name == null || name.isEmpty()) {
      return null;
    }
    return Modality.of(name)
        .orElseThrow(
            () ->
                Fields.unknownValue(
                    "modality", name, "text, image, audio, video, document or mixed"))
        .id();
  }

  private static @Nullable Placement placement(Fields fields) throws InvalidRecord {
    Placement placement =
        new Placement(
            fields.text("experiment_id"),
            fields.text("variant"),
            fields.text("episode_id"),
            fields.index("step"),
            fields.index("slate_position"));
    return placement.equals(Placement.NOWHERE) ? null : placement;
  }

  private static @Nullable Served served(Fields fields) throws InvalidRecord {
    String kind = fields.text("served_kind");
    if (kind == null && !fields.has("served_version")) {
      return null;
    }
    JsonNode version = fields.required("served_version");
    if (!version.canConvertToLong() || !version.canConvertToExactIntegral()) {
      throw Fields.wrongType("served_version", "a whole number", version);
    }
    if (version.longValue() < 1) {
      throw Fields.outOfRange("served_version", version.doubleValue(), 1, Double.MAX_VALUE);
    }
    return new Served(fields.requiredText("served_kind"), version.longValue());
  }
}
