package dev.tracewise.model;

import org.jspecify.annotations.Nullable;

/**
 * What came of a decision. Null means not known, which is not the same as zero.
 *
 * @param quality quality of the result in [0, 1]
 * @param success whether the task was done
 * @param satisfaction the user's satisfaction in [0, 1]
 * @param seconds how long it took, ≥ 0
 * @param costUsd what it cost in USD, ≥ 0
 */
public record Measures(
    @Nullable Double quality,
    @Nullable Boolean success,
    @Nullable Double satisfaction,
    @Nullable Double seconds,
    @Nullable Double costUsd) {
  /** Nothing is known. */
  public static final Measures UNKNOWN = new Measures(null, null, null, null, null);
}
