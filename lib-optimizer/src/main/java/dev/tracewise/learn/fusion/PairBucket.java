package dev.tracewise.learn.fusion;

import java.io.Serializable;

/**
 * What fusing a pair brought on one day, in whole numbers that add up in any order.
 *
 * @param pair the pair
 * @param epochDay day of the fusions, since 1970-01-01 UTC
 * @param attempts fusions
 * @param successes those that helped
 * @param improvementMillionths sum of what they improved, in millionths; failures add nothing
 */
public record PairBucket(
    ModalityPair pair, long epochDay, long attempts, long successes, long improvementMillionths)
    implements Serializable {
  private static final double MILLION = 1e6;

  /** Both together; of the same pair and day. */
  public PairBucket plus(PairBucket other) {
    return new PairBucket(
        pair,
        epochDay,
        attempts + other.attempts,
        successes + other.successes,
        improvementMillionths + other.improvementMillionths);
  }

  /** Mean improvement of a fusion: what the benefit model learns; 0 without attempts. */
  public double meanImprovement() {
    return attempts == 0 ? 0 : improvementMillionths / MILLION / attempts;
  }
}
