package dev.tracewise.source;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tracewise.model.Decision.OptionOutcome;
import dev.tracewise.model.Measures;
import java.util.Map;
import java.util.Map.Entry;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reads what came of a decision. */
final class OutcomeFields {
  private static final Set<String> KNOWN =
      Set.of("quality", "success", "satisfaction", "seconds", "cost_usd");

  private OutcomeFields() {}

  /** The outcome of the record; what is not known of it goes to {@code extras}. */
  static Measures read(Fields record, Map<String, String> extras) throws InvalidRecord {
    if (!record.has("outcome")) {
      return Measures.UNKNOWN;
    }
    Fields fields = Fields.at(record.value("outcome"), record.path("outcome"));
    fields.addUnknown(KNOWN, extras);
    return measures(fields);
  }

  /** The reward of the record, in [0, 1]. */
  static @Nullable Double reward(Fields record) throws InvalidRecord {
    return record.number("reward", 0, 1);
  }

  /** What each option would have brought: numbers are rewards, objects are outcomes. */
  static Map<String, OptionOutcome> byOption(Fields record, Set<String> options)
      throws InvalidRecord {
    String name = "outcomes_by_option";
    Map<String, OptionOutcome> outcomes = new TreeMap<>();
    for (Entry<String, JsonNode> entry : record.entries(name)) {
      String path = record.path(name) + "." + entry.getKey();
      if (!options.contains(entry.getKey())) {
        throw new InvalidRecord(
            "unknown_option", path, "The option " + entry.getKey() + " was not offered.");
      }
      outcomes.put(entry.getKey(), optionOutcome(entry.getValue(), path));
    }
    return outcomes;
  }

  private static OptionOutcome optionOutcome(JsonNode value, String path) throws InvalidRecord {
    if (value.isObject()) {
      Fields fields = Fields.at(value, path);
      return new OptionOutcome(measures(fields), reward(fields));
    }
    double reward = Fields.numberOf(value, path);
    if (reward < 0 || reward > 1) {
      throw Fields.outOfRange(path, reward, 0, 1);
    }
    return new OptionOutcome(Measures.UNKNOWN, reward);
  }

  private static Measures measures(Fields fields) throws InvalidRecord {
    return new Measures(
        fields.number("quality", 0, 1),
        fields.truth("success"),
        fields.number("satisfaction", 0, 1),
        fields.number("seconds", 0, Double.MAX_VALUE),
        fields.number("cost_usd", 0, Double.MAX_VALUE));
  }
}
