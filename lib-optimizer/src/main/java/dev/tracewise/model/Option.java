package dev.tracewise.model;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * Something an agent may choose.
 *
 * @param name its name, unique among the options of one decision
 * @param features numeric features of the option itself, finite; empty where it has none
 */
public record Option(String name, Map<String, Double> features) {
  /** Copies the features, sorted by name. */
  public Option {
    features = Collections.unmodifiableMap(new TreeMap<>(features));
  }

  /** An option without features. */
  public static Option named(String name) {
    return new Option(name, Map.of());
  }
}
