package dev.tracewise.judge;

import dev.tracewise.model.Errors;
import dev.tracewise.model.Interval;
import java.io.Serializable;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.statistics.distribution.TDistribution;

/**
 * A mean with a standard error that is robust to dependence within groups: the squared sums of the
 * residuals by group over n², times G/(G − 1). Intervals use Student's t with G − 1 degrees of
 * freedom. With one group nothing is known about the spread: the standard error is infinite.
 *
 * @param mean the estimate
 * @param standardError its standard error, ≥ 0, possibly infinite, never NaN
 * @param rows rows that went in
 * @param groups groups that went in
 * @see <a href="https://doi.org/10.3368/jhr.50.2.317">Cameron &amp; Miller 2015, section II</a>
 */
public record ClusteredMean(double mean, double standardError, long rows, long groups)
    implements Serializable {
  private static final double TWO_SIDED_LEVEL = 0.025;

  /**
   * Mean of the values.
   *
   * @param values one per row, finite
   * @param groups the group of each row
   */
  public static ClusteredMean of(double[] values, List<String> groups) {
    requireRows(values.length, groups.size());
    double mean = Sum.of(values) / values.length;
    double[] residuals = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      residuals[i] = values[i] - mean;
    }
    return ofResiduals(mean, residuals, groups);
  }

  /**
   * Ratio of two means, its error by linearisation (delta method). A denominator of zero gives the
   * ratio zero, without spread.
   *
   * @param numerators one per row
   * @param denominators one per row
   * @param groups the group of each row
   */
  public static ClusteredMean ratio(
      double[] numerators, double[] denominators, List<String> groups) {
    requireRows(numerators.length, groups.size());
    double denominator = Sum.of(denominators) / denominators.length;
    if (denominator == 0) {
      return ofResiduals(0, new double[numerators.length], groups);
    }
    double ratio = Sum.of(numerators) / numerators.length / denominator;
    double[] residuals = new double[numerators.length];
    for (int i = 0; i < residuals.length; i++) {
      residuals[i] = (numerators[i] - ratio * denominators[i]) / denominator;
    }
    return ofResiduals(ratio, residuals, groups);
  }

  /**
   * An estimate with the influence of each row on it.
   *
   * @param estimate the estimate
   * @param residuals influence of each row, scaled so that their mean is the error of the estimate;
   *     they must sum to zero
   * @param groups the group of each row
   */
  public static ClusteredMean ofResiduals(
      double estimate, double[] residuals, List<String> groups) {
    requireRows(residuals.length, groups.size());
    Sum[] sums = new Sum[residuals.length];
    Map<String, Integer> positions = new HashMap<>();
    for (int i = 0; i < residuals.length; i++) {
      int position = positions.computeIfAbsent(groups.get(i), name -> positions.size());
      if (sums[position] == null) {
        sums[position] = new Sum();
      }
      sums[position].add(residuals[i]);
    }
    return new ClusteredMean(
        estimate,
        standardError(sums, positions.size(), residuals.length),
        residuals.length,
        positions.size());
  }

  private static double standardError(Sum[] sums, int groups, int rows) {
    if (groups < 2) {
      return Double.POSITIVE_INFINITY;
    }
    Sum squares = new Sum();
    for (int g = 0; g < groups; g++) {
      double sum = sums[g].value();
      squares.add(sum * sum);
    }
    double correction = (double) groups / (groups - 1);
    return StrictMath.sqrt(correction * squares.value()) / rows;
  }

  /**
   * One-sided lower bound.
   *
   * @param level probability that the truth lies below, in (0, 0.5)
   */
  public double lowerBound(double level) {
    return mean - margin(level);
  }

  /** The two-sided 95 % interval. */
  public Interval interval() {
    double margin = margin(TWO_SIDED_LEVEL);
    return new Interval(mean, mean - margin, mean + margin);
  }

  private double margin(double level) {
    if (groups < 2) {
      return Double.POSITIVE_INFINITY;
    }
    return TDistribution.of(groups - 1.0).inverseSurvivalProbability(level) * standardError;
  }

  private static void requireRows(int values, int groups) {
    if (values == 0 || values != groups) {
      throw Errors.usage(
          "estimate a mean",
          values == 0 ? "there are no rows" : values + " values have " + groups + " groups",
          "Give at least one row, each with its group.");
    }
  }
}
