package dev.tracewise.learn.routing;

import java.io.Serializable;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * When routing is to be optimized again: there are enough experiences, and either a multiple of the
 * period was reached since the last look or the last ten rewards fell.
 *
 * @param minimumExperiences experiences below which nothing is due, default 50
 * @param period experiences from one optimization to the next, default 10
 * @param drop fall of the mean of the last rewards below the average that makes it due, default 0.1
 */
public record OptimizationTrigger(long minimumExperiences, long period, double drop)
    implements Serializable {
  /** The seed's defaults. */
  public static final OptimizationTrigger DEFAULTS = new OptimizationTrigger(50, 10, 0.1);

  private static final int RECENT = 10;

  /**
   * Why an optimization is due; empty where none is. Batches may be of any size: a multiple that
   * was jumped over counts.
   *
   * @param lookedAt experiences at the last look
   * @param experiences experiences now
   * @param rewards their last rewards in the order of time
   * @param averageReward exponentially weighted mean reward
   */
  public Optional<String> due(
      long lookedAt, long experiences, List<Double> rewards, double averageReward) {
    if (experiences < minimumExperiences) {
      return Optional.empty();
    }
    if (experiences / period > Math.max(minimumExperiences - 1, lookedAt) / period) {
      return Optional.of(experiences + " experiences, one optimization every " + period);
    }
    List<Double> recent = rewards.subList(Math.max(0, rewards.size() - RECENT), rewards.size());
    double mean = recent.stream().mapToDouble(Double::doubleValue).average().orElse(averageReward);
    return mean < averageReward - drop
        ? Optional.of(
            String.format(
                Locale.ROOT,
                "the last %d rewards are %.3f on average, %.3f is usual",
                recent.size(),
                mean,
                averageReward))
        : Optional.empty();
  }
}
