package dev.tracewise.learn.annotation;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What has come since the last training.
 *
 * @param annotations labels within the window
 * @param samples decisions whose outcome is known, since the last training; those without do not
 *     count
 * @param sinceTraining time since the last training; null where there was none
 * @param baseline success rate that the last training left; null where there is none
 * @param current success rate since; null where nothing is known
 */
public record TriggerState(
    long annotations,
    long samples,
    @Nullable Duration sinceTraining,
    @Nullable Double baseline,
    @Nullable Double current) {
  /** How far the success rate has fallen below the baseline; 0 where it has not, or is unknown. */
  public double drop() {
    return baseline == null || current == null ? 0 : Math.max(0, baseline - current);
  }
}
