package dev.tracewise.learn.annotation;

import dev.tracewise.model.Errors;
import java.time.Duration;

/**
 * When labels and outcomes are enough to learn from again.
 *
 * @param minAnnotations labels within {@code annotationWindow} that start a training, ≥ 1, default
 *     50
 * @param annotationWindow how far back labels count, default 7 days
 * @param annotationInterval least time between two trainings that labels started, default 1 day
 * @param minSamples outcomes since the last training that are enough, ≥ 1, default 100
 * @param sampleInterval least time between two trainings that outcomes started, default 1 hour
 * @param maxDrop fall of the success rate below its baseline from which on the intervals are not
 *     waited for, in (0, 1], default 0.1
 * @param minImprovement least gain with which what was learned is accepted, in [0, 1), default 0.05
 */
public record TriggerSettings(
    int minAnnotations,
    Duration annotationWindow,
    Duration annotationInterval,
    int minSamples,
    Duration sampleInterval,
    double maxDrop,
    double minImprovement) {
  /** The defaults. */
  public static final TriggerSettings DEFAULTS =
      new TriggerSettings(
          50, Duration.ofDays(7), Duration.ofDays(1), 100, Duration.ofHours(1), 0.1, 0.05);

  /** Refuses values out of range. */
  public TriggerSettings {
    require(minAnnotations >= 1, "min-annotations must be at least 1, but is " + minAnnotations);
    require(minSamples >= 1, "min-samples must be at least 1, but is " + minSamples);
    require(
        annotationWindow.toMillis() > 0,
        "annotation-window must be above 0, but is " + annotationWindow);
    require(
        !annotationInterval.isNegative(),
        "annotation-interval must not be negative, but is " + annotationInterval);
    require(
        !sampleInterval.isNegative(),
        "sample-interval must not be negative, but is " + sampleInterval);
    require(maxDrop > 0 && maxDrop <= 1, "max-drop must be above 0, to 1, but is " + maxDrop);
    require(
        minImprovement >= 0 && minImprovement < 1,
        "min-improvement must be from 0 to below 1, but is " + minImprovement);
  }

  private static void require(boolean holds, String why) {
    if (!holds) {
      throw Errors.usage(
          "set up the triggers", why, "conf/tracewise.conf has the defaults and the ranges.");
    }
  }
}
