package dev.tracewise.learn.routing;

import java.io.Serializable;

/**
 * Share of choices that explore: it shrinks with every successful step down to a floor.
 *
 * @param start share before the first step, default 0.1
 * @param decay factor of each step, default 0.995
 * @param floor least share, default 0.05
 */
public record ExplorationSchedule(double start, double decay, double floor)
    implements Serializable {
  /** The seed's defaults. */
  public static final ExplorationSchedule DEFAULTS = new ExplorationSchedule(0.1, 0.995, 0.05);

  /** Share after so many successful steps. */
  public double share(long steps) {
    return Math.max(floor, start * StrictMath.pow(decay, (double) steps));
  }
}
