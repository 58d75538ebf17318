package dev.tracewise.judge;

/** What a prediction costs on a row; less is better. */
public final class Losses {
  /** Probabilities are kept this far from 0 and 1, so that one row never costs everything. */
  public static final double SMALLEST_PROBABILITY = 1e-6;

  private Losses() {}

  /** −log of the probability given to what happened; fractional labels cost their mixture. */
  public static double log(double probability, double label) {
    double p = Math.min(1 - SMALLEST_PROBABILITY, Math.max(SMALLEST_PROBABILITY, probability));
    return -label * Math.log(p) - (1 - label) * Math.log(1 - p);
  }

  /** The squared error. */
  public static double squared(double prediction, double label) {
    return (prediction - label) * (prediction - label);
  }
}
