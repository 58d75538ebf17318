package dev.tracewise.learn.fusion;

import org.jspecify.annotations.Nullable;

/**
 * How far the two likeliest modalities of a query agree, in [0, 1]: 1 where there is no second one,
 * or it is the same.
 */
public enum Agreement {
  /**
   * How much the first outweighs the second: 1 − second / first. Two different modalities of equal
   * confidence contradict each other fully, and a second one that fades away stops mattering.
   */
  DOMINANCE {
    @Override
    double ofDifferent(double first, double second) {
      return first == 0 ? 0 : 1 - second / first;
    }
  },

  /**
   * The seed's program: 1 − half of the distance of the confidences, so that different modalities
   * of equal confidence agree fully.
   */
  CONFIDENCE_GAP {
    @Override
    double ofDifferent(double first, double second) {
      return Math.min(1, Math.max(0, 1 - 0.5 * (first - second)));
    }
  };

  /** The agreement of two modalities, in either order; null for no second one. */
  public double of(ModalityConfidence one, @Nullable ModalityConfidence other) {
    if (other == null || one.modality() == other.modality()) {
      return 1;
    }
    return ofDifferent(
        Math.max(one.confidence(), other.confidence()),
        Math.min(one.confidence(), other.confidence()));
  }

  abstract double ofDifferent(double first, double second);
}
