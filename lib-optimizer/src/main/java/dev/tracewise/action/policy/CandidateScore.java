package dev.tracewise.action.policy;

import dev.tracewise.judge.OffPolicyEvaluation.Estimate;
import dev.tracewise.judge.Trust;
import java.io.Serializable;
import java.util.List;

/**
 * A candidate and how it did on the selection part.
 *
 * @param candidateId key within the run
 * @param settings its settings as JSON
 * @param artifactSha256 hash of its artefact
 * @param estimates its value by every estimator
 * @param effectiveSampleSize of its weights
 * @param maxWeight largest importance weight
 * @param rows rows of the selection part
 * @param seconds time to train and judge it
 */
public record CandidateScore(
    String candidateId,
    String settings,
    String artifactSha256,
    List<Value> estimates,
    double effectiveSampleSize,
    double maxWeight,
    long rows,
    double seconds)
    implements Serializable {
  static final String DECIDING_ESTIMATOR = "dr";

  /** Copies the estimates. */
  public CandidateScore {
    estimates = List.copyOf(estimates);
  }

  static CandidateScore of(
      Candidate candidate,
      String artifactSha256,
      List<Estimate> estimates,
      Trust trust,
      Measured measured) {
    return new CandidateScore(
        candidate.id(),
        candidate.settingsJson(),
        artifactSha256,
        estimates.stream()
            .map(e -> new Value(e.estimator(), e.value(), e.low(), e.high()))
            .toList(),
        trust.effectiveSampleSize(),
        trust.maxWeight(),
        measured.rows(),
        measured.seconds());
  }

  /** The value that decides: doubly robust, on the selection part. */
  double score() {
    return estimates.stream()
        .filter(estimate -> estimate.estimator().equals(DECIDING_ESTIMATOR))
        .findFirst()
        .orElseThrow()
        .value();
  }

  /**
   * One estimate: estimator, value and two-sided 95 % interval.
   *
   * @param estimator its name, as ips or dr
   * @param value estimated value
   * @param low lower end of the two-sided 95 % interval
   * @param high upper end of the interval
   */
  public record Value(String estimator, double value, double low, double high)
      implements Serializable {}

  /** How much was done and how long it took. */
  record Measured(long rows, double seconds) {}
}
