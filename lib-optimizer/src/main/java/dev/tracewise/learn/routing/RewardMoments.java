package dev.tracewise.learn.routing;

import dev.tracewise.model.Interval;
import java.util.List;
import org.apache.commons.statistics.distribution.TDistribution;

/**
 * The rewards of some choices in three numbers, which Spark can count as well.
 *
 * @param rows choices, at least one
 * @param mean mean reward
 * @param squares sum of the squared distances from the mean
 */
public record RewardMoments(long rows, double mean, double squares) {
  private static final double TWO_SIDED_LEVEL = 0.025;

  /** The moments of choices. */
  public static RewardMoments of(List<RoutedOutcome> outcomes) {
    double mean = outcomes.stream().mapToDouble(RoutedOutcome::reward).sum() / outcomes.size();
    double squares =
        outcomes.stream()
            .mapToDouble(outcome -> (outcome.reward() - mean) * (outcome.reward() - mean))
            .sum();
    return new RewardMoments(outcomes.size(), mean, squares);
  }

  /**
   * This mean less another one, with Welch's 95 % interval; it has no end where a side is of one
   * row.
   */
  public Interval less(RewardMoments other) {
    double difference = mean - other.mean;
    double margin = welchMargin(squaredError(), other.squaredError(), other.rows);
    return new Interval(difference, difference - margin, difference + margin);
  }

  private double welchMargin(double ours, double theirs, long otherRows) {
    double square = ours + theirs;
    if (square == 0 || Double.isInfinite(square)) {
      return square;
    }
    double freedom =
        square * square / (ours * ours / (rows - 1) + theirs * theirs / (otherRows - 1));
    return TDistribution.of(freedom).inverseSurvivalProbability(TWO_SIDED_LEVEL)
        * Math.sqrt(square);
  }

  private double squaredError() {
    return rows < 2 ? Double.POSITIVE_INFINITY : squares / (rows - 1) / rows;
  }
}
