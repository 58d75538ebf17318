package dev.tracewise.learn.modality.simulation;

/**
 * A training whose improvement is known.
 *
 * @param day when it was decided
 * @param features what was known, in the order of the training decision's features
 * @param improvement what it brought; 0 where it was refused
 * @param weight how much it counts
 */
public record DecisionExample(int day, double[] features, double improvement, double weight) {
  /** The same with its weight multiplied. */
  DecisionExample times(double factor) {
    return new DecisionExample(day, features, improvement, weight * factor);
  }
}
