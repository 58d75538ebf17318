package dev.tracewise.model;

import java.io.Serializable;

/**
 * An estimate with its two-sided confidence interval.
 *
 * @param estimate point estimate
 * @param low lower end
 * @param high upper end, not below {@code low}
 */
public record Interval(double estimate, double low, double high) implements Serializable {
  /** Refuses an inverted interval. */
  public Interval {
    if (low > high) {
      throw new IllegalArgumentException("inverted interval: low " + low + " > high " + high);
    }
  }
}
