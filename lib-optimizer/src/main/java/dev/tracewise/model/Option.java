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
  /** The feature with the probability that the agent's own model gives the option, in [0, 1]. */
  public static final String MODEL_PROBABILITY = "model_probability";

  /** Copies the features, sorted by name. */
  public Option {
    features = Collections.unmodifiableMap(new TreeMap<>(features));
  }

  /** The same option with one more feature; one of that name that it has stays. */
  public Option with(String feature, double value) {
    Map<String, Double> all = new TreeMap<>(features);
    all.putIfAbsent(feature, value);
    return new Option(name, all);
  }

  /** An option without features. */
  public static Option named(String name) {
    return new Option(name, Map.of());
  }
}
