package dev.tracewise.judge;

import dev.tracewise.judge.GroupSplit.Part;
import dev.tracewise.model.Evidence;
import dev.tracewise.model.Evidence.Verdict;
import dev.tracewise.model.Interval;
import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * The gate for policies: a candidate passes when the lower bound of the paired difference to its
 * baseline is above zero on the evidence part, and the estimate is trusted.
 *
 * @param baseline which baseline: {@code logged} or {@code version:N}
 * @param groupsByPart groups in each part of the log; a part with fewer than 30 is refused
 * @param look number of the look, see {@link Looks}
 * @param candidatesTried how many candidates competed on the selection part
 */
public record PolicyGate(
    String baseline, Map<Part, Long> groupsByPart, int look, int candidatesTried) {
  private static final int MINIMUM_GROUPS = 30;
  private static final Interval NOTHING = new Interval(0, 0, 0);

  /** Copies the map. */
  public PolicyGate {
    groupsByPart = Collections.unmodifiableMap(new TreeMap<>(groupsByPart));
  }

  /**
   * Judges a candidate; never throws for data that cannot carry it, but refuses with the reason.
   *
   * @param terms paired terms on the evidence part
   * @param trust trust in the candidate's weights on the evidence part
   */
  public Evidence judge(PairedTerms terms, Trust trust) {
    if (terms.groups().isEmpty()) {
      return refusedWithoutRows(shortage(0));
    }
    ClusteredMean difference = ClusteredMean.of(terms.differences(), terms.groups());
    double bound = difference.lowerBound(Looks.level(look));
    String complaint = complaint(terms, trust, difference, bound);
    String reason = complaint.isEmpty() ? praise(difference, bound) : complaint;
    return new Evidence(
        "doubly_robust",
        ClusteredMean.of(terms.candidate(), terms.groups()).interval(),
        baseline,
        ClusteredMean.of(terms.baseline(), terms.groups()).interval(),
        difference.interval(),
        Looks.confidence(look),
        candidatesTried,
        trust.effectiveSampleSize(),
        trust.maxWeight(),
        difference.rows(),
        difference.groups(),
        complaint.isEmpty() ? Verdict.PASSED : Verdict.REFUSED,
        reason);
  }

  /** Evidence of a refusal before anything could be estimated, for the reason given. */
  public Evidence refusedWithoutRows(String reason) {
    return new Evidence(
        "doubly_robust",
        NOTHING,
        baseline,
        NOTHING,
        NOTHING,
        Looks.confidence(look),
        candidatesTried,
        null,
        null,
        0,
        0,
        Verdict.REFUSED,
        reason);
  }

  /** Why the log is too small, or empty if every part has its 30 groups. */
  public String shortage() {
    return shortage(groupsByPart.getOrDefault(Part.EVIDENCE, 0L));
  }

  private String shortage(long evidenceGroups) {
    for (Part part : Part.values()) {
      long groups = groupsByPart.getOrDefault(part, 0L);
      if (part == Part.EVIDENCE) {
        groups = Math.min(groups, evidenceGroups);
      }
      if (groups < MINIMUM_GROUPS) {
        return String.format(
            Locale.ROOT,
            "the %s part has %d groups, %d are needed",
            part.name().toLowerCase(Locale.ROOT),
            groups,
            MINIMUM_GROUPS);
      }
    }
    return "";
  }

  private String complaint(PairedTerms terms, Trust trust, ClusteredMean difference, double bound) {
    String shortage = shortage(difference.groups());
    if (!shortage.isEmpty()) {
      return shortage;
    }
    if (terms.rewardsAreAllEqual()) {
      return "rewards are all equal";
    }
    if (!trust.trusted()) {
      return "the estimate is not trusted: " + trust.reason();
    }
    if (!(bound > 0)) {
      return String.format(
          Locale.ROOT,
          "the gain of %.4f over %s is not certain: its %.3g %% lower bound is %.4f",
          difference.mean(),
          baseline,
          100 * Looks.confidence(look),
          bound);
    }
    return "";
  }

  private String praise(ClusteredMean difference, double bound) {
    return String.format(
        Locale.ROOT,
        "the gain of %.4f over %s is certain: its %.3g %% lower bound is %.4f",
        difference.mean(),
        baseline,
        100 * Looks.confidence(look),
        bound);
  }
}
