package dev.tracewise.learn.routing;

import dev.tracewise.model.Errors;
import java.io.Serializable;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * When a router is to be tuned again: enough routes have a known truth, and either the last tuning
 * is old or the accuracy fell.
 *
 * @param minLabelled routes with a known truth below which nothing is due, ≥ 1, default 100
 * @param interval least time from one tuning to the next, default an hour
 * @param maxDrop fall of the accuracy below its baseline from which on the interval is not waited
 *     for, in (0, 1], default 0.1
 */
public record TuningTrigger(long minLabelled, Duration interval, double maxDrop)
    implements Serializable {
  /** The seed's defaults. */
  public static final TuningTrigger DEFAULTS = new TuningTrigger(100, Duration.ofHours(1), 0.1);

  /** Refuses values out of range. */
  public TuningTrigger {
    require(minLabelled >= 1, "min-labelled must be at least 1, but is " + minLabelled);
    require(!interval.isNegative(), "interval must not be negative, but is " + interval);
    require(maxDrop > 0 && maxDrop <= 1, "max-drop must be above 0, to 1, but is " + maxDrop);
  }

  private static void require(boolean holds, String why) {
    if (!holds) {
      throw Errors.usage(
          "set up the tuning of routers",
          why,
          "conf/tracewise.conf has the defaults and the ranges.");
    }
  }

  /**
   * Why a tuning is due; empty where none is.
   *
   * @param labelled routes with a known truth; others do not count
   * @param sinceLast time since the last tuning; null for never
   * @param baseline accuracy after the last tuning; null for never
   * @param accuracy accuracy now
   */
  public Optional<String> due(
      long labelled, @Nullable Duration sinceLast, @Nullable Double baseline, double accuracy) {
    if (labelled < minLabelled) {
      return Optional.empty();
    }
    if (baseline != null && baseline - accuracy > maxDrop) {
      return Optional.of(
          String.format(Locale.ROOT, "the accuracy fell from %.3f to %.3f", baseline, accuracy));
    }
    if (sinceLast == null || sinceLast.compareTo(interval) >= 0) {
      return Optional.of(labelled + " routes with a known truth, " + age(sinceLast));
    }
    return Optional.empty();
  }

  private static String age(@Nullable Duration sinceLast) {
    return sinceLast == null ? "never tuned" : "tuned " + sinceLast.toMinutes() + " minutes ago";
  }
}
