package dev.tracewise.action;

import dev.tracewise.model.Evidence;
import dev.tracewise.model.Interval;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Evidence as others read it, in the shape of the column {@code model_versions.evidence}.
 *
 * @param method how it was estimated
 * @param estimate value of the candidate
 * @param low lower end of its two-sided 95 % interval
 * @param high upper end
 * @param baseline what it was judged against
 * @param difference paired difference candidate − baseline
 * @param differenceLow lower end of its two-sided 95 % interval
 * @param differenceHigh upper end
 * @param confidence one-sided confidence of the gate's bound
 * @param candidatesTried how many competed
 * @param effectiveSampleSize (Σw)²/Σw² on the evidence
 * @param maxWeight largest importance weight on the evidence
 * @param rows rows of evidence
 * @param groups groups of evidence
 * @param verdict passed or refused
 * @param reason the verdict in words
 */
public record EvidenceReport(
    String method,
    double estimate,
    double low,
    double high,
    Baseline baseline,
    double difference,
    double differenceLow,
    double differenceHigh,
    double confidence,
    int candidatesTried,
    @Nullable Double effectiveSampleSize,
    @Nullable Double maxWeight,
    long rows,
    long groups,
    String verdict,
    String reason) {
  /** The report of evidence. */
  public static EvidenceReport of(Evidence evidence) {
    Interval value = evidence.value();
    Interval baseline = evidence.baselineValue();
    Interval difference = evidence.difference();
    return new EvidenceReport(
        evidence.method(),
        value.estimate(),
        value.low(),
        value.high(),
        new Baseline(evidence.baseline(), baseline.estimate(), baseline.low(), baseline.high()),
        difference.estimate(),
        difference.low(),
        difference.high(),
        evidence.confidence(),
        evidence.candidatesTried(),
        evidence.effectiveSampleSize(),
        evidence.maxWeight(),
        evidence.rows(),
        evidence.groups(),
        evidence.verdict().name().toLowerCase(Locale.ROOT),
        evidence.reason());
  }

  /**
   * What a candidate was judged against.
   *
   * @param name {@code logged} or {@code version:N}
   * @param estimate its value
   * @param low lower end of the two-sided 95 % interval
   * @param high upper end
   */
  public record Baseline(String name, double estimate, double low, double high) {}
}
