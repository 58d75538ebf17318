package dev.tracewise.source;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tracewise.model.Decision;
import dev.tracewise.model.Measures;
import dev.tracewise.model.Option;
import dev.tracewise.model.Parsed;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Interactions whose reward is to be predicted: decision lines of which only the interaction, the
 * agent, the options and the chosen one are needed; the output and what it took help.
 */
public final class InteractionFormat implements RecordFormat {
  private final Times times;
  private final Instant now;

  /**
   * @param clock tells which times are in the future, and the time of lines that name none
   */
  public InteractionFormat(Clock clock) {
    this.times = new Times(clock);
    this.now = clock.instant();
  }

  @Override
  public String name() {
    return "interactions";
  }

  @Override
  public boolean recognises(JsonNode value) {
    return value.has("interaction_id") && value.has("options");
  }

  @Override
  public List<Parsed> read(JsonNode value, RecordOrigin origin) {
    return Rejections.orRecord(value, origin, this::interaction);
  }

  private Decision interaction(Fields fields, RecordOrigin origin) throws InvalidRecord {
    Map<String, String> extras = new TreeMap<>();
    Map<String, Option> options = OptionFields.read(fields, extras);
    Measures outcome = OutcomeFields.read(fields, extras);
    return new Decision(
        Tenants.of(fields, origin),
        fields.requiredText("interaction_id"),
        fields.has("time") ? times.required(fields, "time") : now,
        fields.requiredText("agent_id"),
        DecisionFormat.modality(fields),
        fields.text("session_id"),
        fields.text("user_id"),
        fields.text("trace_id"),
        fields.text("span_id"),
        fields.number("confidence", 0, 1),
        ContextFields.read(fields, extras),
        List.copyOf(options.values()),
        OptionFields.chosen(fields, options.keySet()),
        null,
        Map.of(),
        fields.text("output"),
        outcome,
        null,
        Map.of(),
        extras,
        null,
        null);
  }
}
