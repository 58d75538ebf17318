package dev.tracewise.learn.routing;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Whether an agent's routing is ready to be optimized, and healthy.
 *
 * @param ready whether there are experiences enough to optimize
 * @param healthy whether it is ready and earns more than half of the reward
 * @param reason the first thing that is missing, in words; what holds where nothing is
 */
public record Health(boolean ready, boolean healthy, String reason) {
  private static final double LEAST_REWARD = 0.5;

  /**
   * The health of an agent.
   *
   * @param experiences rewarded choices
   * @param averageReward their exponentially weighted mean; null without any
   * @param minimumExperiences experiences from which it is ready; healthy is only above them
   */
  public static Health of(
      long experiences, @Nullable Double averageReward, long minimumExperiences) {
    boolean ready = experiences >= minimumExperiences;
    if (experiences <= minimumExperiences || averageReward == null) {
      return new Health(
          ready,
          false,
          experiences + " experiences, more than " + minimumExperiences + " are needed");
    }
    boolean healthy = averageReward > LEAST_REWARD;
    return new Health(
        true,
        healthy,
        String.format(
            Locale.ROOT,
            "mean reward %.3f, %s %.1f",
            averageReward,
            healthy ? "above" : "not above",
            LEAST_REWARD));
  }
}
