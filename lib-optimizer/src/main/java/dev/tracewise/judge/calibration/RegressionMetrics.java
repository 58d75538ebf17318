package dev.tracewise.judge.calibration;

import dev.tracewise.judge.ClusteredMean;
import dev.tracewise.model.Errors;
import dev.tracewise.model.Interval;
import java.util.List;

/**
 * How good predicted numbers are, on held-out rows, with two-sided 95 % intervals by group.
 *
 * @param meanAbsoluteError mean distance
 * @param rootMeanSquaredError root of the mean squared distance; the interval is the root of that
 *     of the mean
 * @param rows rows
 * @param groups groups
 */
public record RegressionMetrics(
    Interval meanAbsoluteError, Interval rootMeanSquaredError, long rows, long groups) {
  /**
   * The metrics of predictions.
   *
   * @param predicted predicted number of each row, finite
   * @param actual what it was, finite
   * @param groups the group of each row
   */
  public static RegressionMetrics of(double[] predicted, double[] actual, List<String> groups) {
    double[] squared = squaredErrors(predicted, actual);
    double[] absolute = new double[squared.length];
    for (int i = 0; i < squared.length; i++) {
      absolute[i] = Math.abs(predicted[i] - actual[i]);
    }
    ClusteredMean mae = ClusteredMean.of(absolute, groups);
    Interval mse = ClusteredMean.of(squared, groups).interval();
    return new RegressionMetrics(
        new Interval(mae.mean(), Math.max(0, mae.interval().low()), mae.interval().high()),
        new Interval(
            Math.sqrt(mse.estimate()), Math.sqrt(Math.max(0, mse.low())), Math.sqrt(mse.high())),
        mae.rows(),
        mae.groups());
  }

  /** Squared error of each row, for paired comparisons. */
  public static double[] squaredErrors(double[] predicted, double[] actual) {
    if (predicted.length != actual.length) {
      throw Errors.usage(
          "judge predictions",
          predicted.length + " predictions have " + actual.length + " true values",
          "Give one true value for each prediction.");
    }
    double[] squared = new double[predicted.length];
    for (int i = 0; i < squared.length; i++) {
      double distance = predicted[i] - actual[i];
      if (!Double.isFinite(distance)) {
        throw Errors.usage(
            "judge predictions",
            "row " + i + " predicts " + predicted[i] + " where it was " + actual[i],
            "Leave out rows whose numbers are not finite.");
      }
      squared[i] = distance * distance;
    }
    return squared;
  }
}
