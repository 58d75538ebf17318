package dev.tracewise.source;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tracewise.model.ChoiceRequest;
import dev.tracewise.model.Option;
import dev.tracewise.model.Parsed;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Decisions that are still to be made: decision lines of which only the interaction, the agent, the
 * context and the options are needed.
 */
public final class ChoiceRequestFormat implements RecordFormat {
  private final Times times;
  private final Instant now;

  /**
   * @param clock tells which times are in the future, and the time of requests that name none
   */
  public ChoiceRequestFormat(Clock clock) {
    this.times = new Times(clock);
    this.now = clock.instant();
  }

  @Override
  public String name() {
    return "requests";
  }

  @Override
  public boolean recognises(JsonNode value) {
    return value.has("interaction_id") && value.has("options");
  }

  @Override
  public List<Parsed> read(JsonNode value, RecordOrigin origin) {
    return Rejections.orRecord(value, origin, this::request);
  }

  private ChoiceRequest request(Fields fields, RecordOrigin origin) throws InvalidRecord {
    Map<String, String> extras = new TreeMap<>();
    Map<String, Option> options = OptionFields.read(fields, extras);
    Map<String, Double> model = OptionFields.probabilities(fields, options.keySet());
    return new ChoiceRequest(
        Tenants.of(fields, origin),
        fields.requiredText("interaction_id"),
        fields.has("time") ? times.required(fields, "time") : now,
        fields.requiredText("agent_id"),
        DecisionFormat.modality(fields),
        fields.text("session_id"),
        fields.text("user_id"),
        fields.text("trace_id"),
        fields.text("span_id"),
        ContextFields.read(fields, extras),
        options.values().stream().map(option -> thought(option, model)).toList());
  }

  /** What the agent's model thinks of an option, where the request says it, as its feature. */
  private static Option thought(Option option, Map<String, Double> model) {
    Double probability = model.get(option.name());
    return probability == null ? option : option.with(Option.MODEL_PROBABILITY, probability);
  }
}
