package dev.tracewise.judge.calibration;

import dev.tracewise.judge.ClusteredMean;
import dev.tracewise.model.Interval;
import java.util.List;
import java.util.function.DoubleBinaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * How good predicted probabilities are, on held-out rows, each with its two-sided 95 % interval by
 * group.
 *
 * @param accuracy share of rows on the right side of one half, Wilson's interval
 * @param logLoss mean −log of the probability of what happened, at least 1e-15
 * @param brier mean squared distance of probability and outcome
 * @param areaUnderCurve area under the ROC curve; null where only one outcome occurs
 * @param calibrationError expected calibration error, interval by bootstrap
 * @param rows rows
 * @param groups groups
 * @param positives rows with the outcome 1
 */
public record BinaryMetrics(
    Interval accuracy,
    Interval logLoss,
    Interval brier,
    @Nullable Interval areaUnderCurve,
    Interval calibrationError,
    long rows,
    long groups,
    long positives) {
  private static final double LEAST_PROBABILITY = 1e-15;

  /**
   * The metrics of predictions.
   *
   * @param seed seed of the bootstrap
   */
  public static BinaryMetrics of(Predictions predictions, long seed) {
    List<String> groups = predictions.groups();
    return new BinaryMetrics(
        Shares.of(perRow(predictions, (p, y) -> (p > 0.5) == (y == 1) ? 1 : 0), groups),
        atLeastZero(ClusteredMean.of(logLosses(predictions), groups)),
        atLeastZero(ClusteredMean.of(perRow(predictions, (p, y) -> (p - y) * (p - y)), groups)),
        predictions.hasBothClasses() ? AreaUnderCurve.of(predictions) : null,
        CalibrationErrorBootstrap.interval(predictions, seed),
        predictions.rows(),
        predictions.distinctGroups(),
        predictions.positives());
  }

  /** Log loss of each row, for paired comparisons. */
  public static double[] logLosses(Predictions predictions) {
    return perRow(predictions, (p, y) -> logLoss(y == 1 ? p : 1 - p));
  }

  /** What a prediction costs that gave this probability, at least 1e-15, to what happened. */
  public static double logLoss(double probability) {
    return -StrictMath.log(Math.max(LEAST_PROBABILITY, probability));
  }

  private static double[] perRow(Predictions predictions, DoubleBinaryOperator value) {
    double[] values = new double[predictions.rows()];
    for (int i = 0; i < values.length; i++) {
      values[i] = value.applyAsDouble(predictions.probabilities()[i], predictions.outcomes()[i]);
    }
    return values;
  }

  private static Interval atLeastZero(ClusteredMean mean) {
    Interval interval = mean.interval();
    return new Interval(interval.estimate(), Math.max(0, interval.low()), interval.high());
  }
}
