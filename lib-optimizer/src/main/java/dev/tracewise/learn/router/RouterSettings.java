package dev.tracewise.learn.router;

import dev.tracewise.judge.calibration.Calibration;
import dev.tracewise.learn.routing.KeywordBaseline;
import dev.tracewise.model.Errors;
import java.io.Serializable;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * All that a router decides by.
 *
 * @param keywords rules, the first that fits decides; one without words speaks only where nobody
 *     else does
 * @param entities which options entities speak for
 * @param temperature how the probabilities of the agent's model are sharpened: each to the power of
 *     1 / temperature; 0 takes the most probable, 1 leaves them
 * @param weights how much each scorer counts, ≥ 0
 * @param confidenceThreshold probability from which the best option is chosen outright; above 1
 *     never
 * @param calibration from the probability that the scorers give an option to how often its reward
 *     is at least {@link dev.tracewise.learn.routing.RouteExample#WORTH_IMITATING}; it changes what
 *     is said of a choice, never the choice
 */
public record RouterSettings(
    KeywordBaseline keywords,
    EntityLabels entities,
    double temperature,
    Map<Scorer, Double> weights,
    double confidenceThreshold,
    Calibration calibration)
    implements Serializable {
  /** The threshold that no probability reaches. */
  public static final double NEVER = 2;

  /** Does what the agent's model says, and chooses evenly where it says nothing. */
  public static final RouterSettings AS_LOGGED =
      new RouterSettings(
          new KeywordBaseline(List.of()),
          EntityLabels.NONE,
          1,
          Map.of(Scorer.KEYWORDS, 1.0, Scorer.ENTITIES, 1.0, Scorer.MODEL, 1.0),
          NEVER,
          new Calibration.None());

  /** Copies the weights; refuses numbers out of range. */
  public RouterSettings {
    EnumMap<Scorer, Double> copy = new EnumMap<>(Scorer.class);
    for (Scorer scorer : Scorer.values()) {
      double weight = weights.getOrDefault(scorer, 0.0);
      if (!(weight >= 0 && Double.isFinite(weight))) {
        throw invalid("the weight of its " + scorer.id() + " is " + weight);
      }
      copy.put(scorer, weight);
    }
    weights = Collections.unmodifiableMap(copy);
    if (!(temperature >= 0 && Double.isFinite(temperature))) {
      throw invalid("its temperature is " + temperature);
    }
    if (!(confidenceThreshold >= 0 && Double.isFinite(confidenceThreshold))) {
      throw invalid("its confidence threshold is " + confidenceThreshold);
    }
  }

  /** With other keyword rules. */
  public RouterSettings withKeywords(KeywordBaseline rules) {
    return new RouterSettings(
        rules, entities, temperature, weights, confidenceThreshold, calibration);
  }

  /** With other entity labels. */
  public RouterSettings withEntities(EntityLabels labels) {
    return new RouterSettings(
        keywords, labels, temperature, weights, confidenceThreshold, calibration);
  }

  /** With another temperature. */
  public RouterSettings withTemperature(double value) {
    return new RouterSettings(keywords, entities, value, weights, confidenceThreshold, calibration);
  }

  /** With another weight of a scorer. */
  public RouterSettings withWeight(Scorer scorer, double weight) {
    EnumMap<Scorer, Double> changed = new EnumMap<>(weights);
    changed.put(scorer, weight);
    return new RouterSettings(
        keywords, entities, temperature, changed, confidenceThreshold, calibration);
  }

  /** With another confidence threshold. */
  public RouterSettings withConfidenceThreshold(double value) {
    return new RouterSettings(keywords, entities, temperature, weights, value, calibration);
  }

  /** With another calibration of what it says of its choices. */
  public RouterSettings withCalibration(Calibration learned) {
    return new RouterSettings(
        keywords, entities, temperature, weights, confidenceThreshold, learned);
  }

  private static RuntimeException invalid(String why) {
    return Errors.usage(
        "make a router", why, "Temperature, weights and threshold are finite and not negative.");
  }
}
