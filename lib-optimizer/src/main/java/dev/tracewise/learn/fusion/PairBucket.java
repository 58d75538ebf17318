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

  /** One fusion that helped by so much, in [0, 1]. */
  public static PairBucket success(ModalityPair pair, long epochDay, double improvement) {
    return new PairBucket(pair, epochDay, 1, 1, Math.round(MILLION * improvement));
  }

  /** One fusion that did not help. */
  public static PairBucket failure(ModalityPair pair, long epochDay) {
    return new PairBucket(pair, epochDay, 1, 0, 0);
  }

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
