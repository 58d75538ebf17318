package dev.tracewise.learn.routing;

/**
 * Exponentially weighted mean: each value counts α, what came before 1 − α; the first value counts
 * all. Whether a value is the first is told by the count, not by the mean: a mean of exactly zero
 * is a mean.
 *
 * @param alpha weight of a new value, in (0, 1]
 * @param count values so far
 * @param value the mean, 0 without values
 */
public record ExponentialMean(double alpha, long count, double value) {
  /** A mean of nothing. */
  public static ExponentialMean empty(double alpha) {
    return new ExponentialMean(alpha, 0, 0);
  }

  /** With one more value. */
  public ExponentialMean plus(double next) {
    double mean = count == 0 ? next : (1 - alpha) * value + alpha * next;
    return new ExponentialMean(alpha, count + 1, mean);
  }
}
