package dev.tracewise.jobs.bench;

import org.jspecify.annotations.Nullable;

/**
 * What {@code bench train} measured; times are wall seconds from files to a booster.
 *
 * @param rows rows that were trained on
 * @param features features of a row
 * @param rounds trees that were grown
 * @param workers tasks that grew them together
 * @param threads threads of each
 * @param coldSeconds the first training of the session
 * @param seconds the median of the later ones
 * @param python XGBoost's own Python package; null where it is missing
 * @param pythonMissing why it is
 * @param trainingRatio our time over that of Python in the same round, the median of the rounds
 */
public record TrainingFigures(
    long rows,
    int features,
    int rounds,
    int workers,
    int threads,
    double coldSeconds,
    double seconds,
    @Nullable Python python,
    @Nullable String pythonMissing,
    @Nullable Double trainingRatio) {
  /**
   * The peer.
   *
   * @param version its version
   * @param seconds its median training, of which every first in a process does not count
   * @param logLoss of its booster on held-out rows, in nats
   * @param ourLogLoss of ours on the same rows, by the same program
   */
  public record Python(String version, double seconds, double logLoss, double ourLogLoss) {}
}
