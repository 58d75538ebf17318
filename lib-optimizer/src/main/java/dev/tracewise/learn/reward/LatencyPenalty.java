package dev.tracewise.learn.reward;

import dev.tracewise.model.Errors;
import java.io.Serializable;

/** How the share of the penalty grows with the seconds that a decision took. */
public sealed interface LatencyPenalty extends Serializable {
  /**
   * Share of the penalty.
   *
   * @param seconds time taken, &gt; 0
   * @return a number in [0, 1]
   */
  double share(double seconds);

  /**
   * Hyperbolic: 1 − 1/(1 + t/h), half of the penalty at h, all of it never.
   *
   * @param halfSeconds seconds at which half of the penalty is due, &gt; 0
   */
  record Hyperbolic(double halfSeconds) implements LatencyPenalty {
    /** Refuses a scale that is not positive. */
    public Hyperbolic {
      requirePositive(halfSeconds);
    }

    @Override
    public double share(double seconds) {
      return 1 - 1 / (1 + seconds / halfSeconds);
    }
  }

  /**
   * Linear: t/s, all of the penalty from s on.
   *
   * @param fullSeconds seconds from which all of the penalty is due, &gt; 0
   */
  record Linear(double fullSeconds) implements LatencyPenalty {
    /** Refuses a scale that is not positive. */
    public Linear {
      requirePositive(fullSeconds);
    }

    @Override
    public double share(double seconds) {
      return Math.min(1, seconds / fullSeconds);
    }
  }

  private static void requirePositive(double seconds) {
    if (!(seconds > 0 && Double.isFinite(seconds))) {
      throw Errors.usage(
          "set up the reward",
          "the time scale of the penalty is " + seconds + " seconds",
          "Give a positive number of seconds.");
    }
  }
}
