package dev.tracewise.judge;

import java.util.List;
import java.util.Locale;

/**
 * Whether importance weights carry an estimate: effective sample ≥ 100, largest weight ≤ 5 % of
 * their sum, and the mean weight within three standard errors of one, as it must be if propensities
 * are right.
 *
 * @param effectiveSampleSize (Σw)²/Σw²; zero if all weights are zero
 * @param maxWeight largest weight
 * @param maxWeightShare the same as a share of their sum; zero if all weights are zero
 * @param meanWeight mean of the weights
 * @param meanWeightStandardError its standard error by group
 * @param trusted whether all three hold
 * @param reason the first rule that is broken, in words; empty if trusted
 */
public record Trust(
    double effectiveSampleSize,
    double maxWeight,
    double maxWeightShare,
    double meanWeight,
    double meanWeightStandardError,
    boolean trusted,
    String reason) {
  /** Effective sample below which no estimate is trusted. */
  public static final double MINIMUM_EFFECTIVE_SAMPLE = 100;

  private static final double MAXIMUM_SHARE = 0.05;
  private static final double STANDARD_ERRORS = 3;
  private static final double ROUNDING = 1e-9;

  /**
   * Judges the weights.
   *
   * @param weights importance ratios, one per row, finite and ≥ 0
   * @param groups the group of each row
   */
  public static Trust of(double[] weights, List<String> groups) {
    ClusteredMean mean = ClusteredMean.of(weights, groups);
    double largest = 0;
    Sum squares = new Sum();
    for (double weight : weights) {
      largest = Math.max(largest, weight);
      squares.add(weight * weight);
    }
    double sum = mean.mean() * weights.length;
    double effective = largest == 0 ? 0 : sum * sum / squares.value();
    double share = largest == 0 ? 0 : largest / sum;
    String reason = complaint(effective, share, mean);
    return new Trust(
        effective, largest, share, mean.mean(), mean.standardError(), reason.isEmpty(), reason);
  }

  private static String complaint(double effective, double share, ClusteredMean mean) {
    if (effective == 0) {
      return "the policy never chooses what the log chose: all weights are zero";
    }
    if (effective < MINIMUM_EFFECTIVE_SAMPLE) {
      return format("the effective sample is %.1f rows, 100 are needed", effective);
    }
    if (share > MAXIMUM_SHARE) {
      return format("one row carries %.1f %% of the weight, at most 5 %% are allowed", 100 * share);
    }
    double distance = Math.abs(mean.mean() - 1);
    if (distance > STANDARD_ERRORS * mean.standardError() + ROUNDING) {
      return format("the mean weight is %.3f, not 1: the propensities are wrong", mean.mean());
    }
    return "";
  }

  private static String format(String pattern, double value) {
    return String.format(Locale.ROOT, pattern, value);
  }
}
