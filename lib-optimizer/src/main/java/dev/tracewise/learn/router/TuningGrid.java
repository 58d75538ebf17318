package dev.tracewise.learn.router;

import java.io.Serializable;
import java.util.List;
import java.util.function.DoublePredicate;

/**
 * What is tried when a router is tuned.
 *
 * @param entityThresholds least scores of an entity that counts, in [0, 1]
 * @param entityLabels most types of entities that get an option, ≥ 1
 * @param temperatures temperatures of the agent's model, ≥ 0
 * @param keywordListSizes most words for an option, ≥ 1
 * @param keywordCertainties standard errors that are taken off before a word counts, ≥ 0
 * @param weights weights of a scorer, ≥ 0
 * @param confidenceThresholds probabilities from which the best option is chosen outright, ≥ 0
 * @param level probability, over all values of a tunable, that one without effect is taken on the
 *     selection part, in (0, 0.5)
 */
public record TuningGrid(
    List<Double> entityThresholds,
    int entityLabels,
    List<Double> temperatures,
    List<Double> keywordListSizes,
    List<Double> keywordCertainties,
    List<Double> weights,
    List<Double> confidenceThresholds,
    double level)
    implements Serializable {
  /** The seed's grids; its list of thresholds ended at 0.85 by a slip, here at 0.9 as it says. */
  public static final TuningGrid DEFAULTS =
      new TuningGrid(
          List.of(.1, .15, .2, .25, .3, .35, .4, .45, .5, .55, .6, .65, .7, .75, .8, .85, .9),
          15,
          List.of(0.0, .1, .3, .5, .7),
          List.of(5.0, 15.0, 50.0),
          List.of(1.0, 2.0),
          List.of(0.0, .5, 2.0, 4.0),
          List.of(.5, .6, .7, .8),
          0.025);

  /** Refuses values out of range. */
  public TuningGrid {
    entityThresholds = all("entity-thresholds", "in [0, 1]", entityThresholds, v -> v <= 1);
    temperatures = all("temperatures", "0 or more", temperatures, v -> true);
    keywordListSizes =
        all("keyword-list-sizes", "whole and 1 or more", keywordListSizes, TuningGrid::isCount);
    keywordCertainties = all("keyword-certainties", "0 or more", keywordCertainties, v -> true);
    weights = all("weights", "0 or more", weights, v -> true);
    confidenceThresholds =
        all("confidence-thresholds", "0 or more", confidenceThresholds, v -> true);
    if (entityLabels < 1) {
      throw new IllegalArgumentException(
          "entity-labels must be at least 1, but is " + entityLabels);
    }
    if (!(level > 0 && level < 0.5)) {
      throw new IllegalArgumentException("level must be above 0 and below 0.5, but is " + level);
    }
  }

  private static boolean isCount(double value) {
    return value >= 1 && value == Math.rint(value);
  }

  private static List<Double> all(
      String key, String range, List<Double> values, DoublePredicate valid) {
    for (double value : values) {
      if (!(value >= 0 && Double.isFinite(value) && valid.test(value))) {
        throw new IllegalArgumentException(key + " must be " + range + ", but has " + value);
      }
    }
    return values.stream().distinct().toList();
  }
}
