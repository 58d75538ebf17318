package dev.tracewise.action.policy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.tracewise.learn.policy.PolicySettings;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * One way to learn, tried in a run.
 *
 * @param id key within the run: {@code c001}, {@code c002}, …
 * @param settings how it learns
 */
record Candidate(String id, PolicySettings settings) implements Serializable {
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .enable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
          .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
          .build();

  /** Numbers the settings. */
  static List<Candidate> number(List<PolicySettings> settings) {
    List<Candidate> candidates = new ArrayList<>();
    for (PolicySettings each : settings) {
      candidates.add(new Candidate(id(candidates.size() + 1), each));
    }
    return candidates;
  }

  /** The key of the candidate of a number, from 1. */
  static String id(int number) {
    return String.format(Locale.ROOT, "c%03d", number);
  }

  /** The settings as JSON, the same text for the same settings. */
  String settingsJson() {
    try {
      return JSON.writeValueAsString(settings);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("settings are plain records", e);
    }
  }
}
