package dev.tracewise.judge.calibration;

import java.io.Serializable;

/**
 * Turns a predicted probability into one that happens as often as it says. It never turns the order
 * of two probabilities round.
 */
public sealed interface Calibration extends Serializable
    permits Calibration.None, PlattScaling, IsotonicCalibration {
  /**
   * The calibrated probability.
   *
   * @param probability in [0, 1]
   * @return a number in [0, 1]
   */
  double calibrated(double probability);

  /** The name of the method: {@code none}, {@code platt} or {@code isotonic}. */
  String method();

  /** Leaves probabilities as they are. */
  record None() implements Calibration {
    @Override
    public double calibrated(double probability) {
      return probability;
    }

    @Override
    public String method() {
      return "none";
    }
  }
}
