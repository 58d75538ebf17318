package dev.tracewise.action.policy;

import dev.tracewise.judge.OffPolicyEvaluation;
import java.io.Serializable;
import java.util.List;

/**
 * What an evaluation found, small enough to send to the driver.
 *
 * @param estimates by every estimator that applies
 * @param effectiveSampleSize (Σw)²/Σw²
 * @param maxWeight largest weight
 * @param maxWeightShare the same as a share of their sum
 * @param meanWeight mean weight
 * @param meanReward mean reward of the log
 * @param rows rows judged on
 * @param groups their groups
 * @param missing rows for which the policy had no probabilities
 * @param distrust why not to trust it; empty if trusted
 */
record Evaluation(
    List<CandidateScore.Value> estimates,
    double effectiveSampleSize,
    double maxWeight,
    double maxWeightShare,
    double meanWeight,
    double meanReward,
    long rows,
    long groups,
    long missing,
    String distrust)
    implements Serializable {
  /** There was nothing to judge on. */
  static Evaluation empty(long missing) {
    return new Evaluation(
        List.of(), 0, 0, 0, 0, 0, 0, 0, missing, "no rewarded rows with a propensity");
  }

  static List<CandidateScore.Value> values(OffPolicyEvaluation evaluation) {
    return evaluation.estimates().stream()
        .map(e -> new CandidateScore.Value(e.estimator(), e.value(), e.low(), e.high()))
        .toList();
  }
}
