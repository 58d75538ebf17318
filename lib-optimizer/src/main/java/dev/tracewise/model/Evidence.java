package dev.tracewise.model;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * Why a version may, or may not, go live. All intervals are two-sided 95 % but {@code confidence},
 * which states the level of the gate's one-sided bound.
 *
 * @param method how it was estimated, such as {@code doubly_robust}
 * @param value estimated value of the candidate
 * @param baseline which baseline: {@code logged} or {@code version:N}
 * @param baselineValue estimated value of the baseline
 * @param difference paired difference candidate − baseline
 * @param confidence one-sided confidence of the gate's bound, 0.975 at the first look
 * @param candidatesTried how many candidates competed on the selection part
 * @param effectiveSampleSize (Σw)²/Σw² on the evidence part
 * @param maxWeight largest importance weight on the evidence part
 * @param rows rows of evidence
 * @param groups groups of evidence
 * @param verdict passed or refused
 * @param reason the verdict in words
 */
public record Evidence(
    String method,
    Interval value,
    String baseline,
    Interval baselineValue,
    Interval difference,
    double confidence,
    int candidatesTried,
    @Nullable Double effectiveSampleSize,
    @Nullable Double maxWeight,
    long rows,
    long groups,
    Verdict verdict,
    String reason)
    implements Serializable {
  /** The same verdict in other words. */
  public Evidence withReason(String words) {
    return new Evidence(
        method,
        value,
        baseline,
        baselineValue,
        difference,
        confidence,
        candidatesTried,
        effectiveSampleSize,
        maxWeight,
        rows,
        groups,
        verdict,
        words);
  }

  /** What the gate said. */
  public enum Verdict {
    /** The bound is above zero and the estimate is trusted. */
    PASSED,
    /** It is not. */
    REFUSED
  }
}
