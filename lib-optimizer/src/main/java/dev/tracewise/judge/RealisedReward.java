package dev.tracewise.judge;

import dev.tracewise.model.Interval;
import java.io.Serializable;

/**
 * What a version earns since it went live, beside what its evidence promised. It may be looked at
 * after every batch of outcomes: the interval is a confidence sequence, which covers the truth at
 * all looks together with 95 %.
 *
 * @param value mean reward with its interval
 * @param rows rewarded decisions
 * @param groups their groups
 */
public record RealisedReward(Interval value, long rows, long groups) implements Serializable {
  /** Groups below which nothing is said. */
  public static final long MINIMUM_GROUPS = 30;

  private static final double LEVEL = 0.05;

  /** Groups at which the sequence is narrowest for its level. */
  private static final double TIGHTEST = 200;

  /** ρ² of the sequence: (−2 log α + log(1 − 2 log α)) / t. */
  private static final double RHO_SQUARED =
      (-2 * StrictMath.log(LEVEL) + StrictMath.log(1 - 2 * StrictMath.log(LEVEL))) / TIGHTEST;

  /** How what is earned compares with what was promised. */
  public enum Standing {
    /** It may well be as good as promised. */
    HOLDS,
    /** It is worse. */
    BELOW,
    /** There are too few groups to say. */
    UNKNOWN
  }

  /**
   * The reward of a mean over decisions.
   *
   * @see <a href="https://doi.org/10.1214/24-AOS2408">Waudby-Smith et al. 2024, Theorem 2.2:
   *     asymptotic confidence sequences</a>
   */
  public static RealisedReward of(ClusteredMean mean) {
    double scaled = mean.groups() * RHO_SQUARED;
    double quantile =
        StrictMath.sqrt(
            2 * (scaled + 1) / scaled * StrictMath.log(StrictMath.sqrt(scaled + 1) / LEVEL));
    double margin = quantile * mean.standardError();
    return new RealisedReward(
        new Interval(mean.mean(), mean.mean() - margin, mean.mean() + margin),
        mean.rows(),
        mean.groups());
  }

  /**
   * Compares it.
   *
   * @param promised value of the version by its evidence; worse is what lies below its lower end
   */
  public Standing standing(Interval promised) {
    if (groups < MINIMUM_GROUPS) {
      return Standing.UNKNOWN;
    }
    return value.high() < promised.low() ? Standing.BELOW : Standing.HOLDS;
  }
}
