package dev.tracewise.learn.routing;

import java.io.Serializable;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * When a router is to be tuned again: enough routes have a known truth, and either the last tuning
 * is old or the accuracy fell.
 *
 * @param minimumLabelled routes with a known truth below which nothing is due, default 100
 * @param interval time from one tuning to the next, default an hour
 * @param drop fall of the accuracy below its baseline that makes it due, default 0.1
 */
public record TuningTrigger(long minimumLabelled, Duration interval, double drop)
    implements Serializable {
  /** The seed's defaults. */
  public static final TuningTrigger DEFAULTS = new TuningTrigger(100, Duration.ofHours(1), 0.1);

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
    if (labelled < minimumLabelled) {
      return Optional.empty();
    }
    if (baseline != null && baseline - accuracy > drop) {
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
