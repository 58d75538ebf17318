package dev.tracewise.jobs.demo;

import org.jspecify.annotations.Nullable;

/**
 * The reward formula as its specification states it, written a second time on purpose: the truth
 * that the product is held against must not come from the product's own code.
 */
final class TrueReward {
  private TrueReward() {}

  static double of(
      @Nullable Double quality, boolean success, @Nullable Double satisfaction, double seconds) {
    double weighted = success ? 0.3 : 0;
    double weights = 0.3;
    if (quality != null) {
      weighted += 0.4 * quality;
      weights += 0.4;
    }
    if (satisfaction != null) {
      weighted += 0.3 * satisfaction;
      weights += 0.3;
    }
    double penalty = seconds > 0 ? 0.1 * (1 - 1 / (1 + seconds / 10)) : 0;
    return Math.min(1, Math.max(0, weighted / weights - penalty));
  }
}
