package dev.tracewise.learn.fusion;

import dev.tracewise.model.Errors;

/**
 * What is known when it is decided whether to fuse: the five features of the benefit model, all in
 * [0, 1].
 *
 * @param primaryConfidence confidence of the likeliest modality
 * @param secondaryConfidence confidence of the second one
 * @param agreement how far they agree, see {@link Agreement}
 * @param ambiguity how unclear the query is, see {@link Ambiguity}
 * @param historicalSuccess how often the pair helped, see {@link PairHistory}
 */
public record FusionContext(
    double primaryConfidence,
    double secondaryConfidence,
    double agreement,
    double ambiguity,
    double historicalSuccess) {
  /** What is taken where nothing is known. */
  public static final FusionContext DEFAULTS = new FusionContext(0.5, 0.3, 0, 0.5, 0.7);

  private static final double SECONDARY_WEIGHT = 0.4;
  private static final double DISAGREEMENT_WEIGHT = 0.3;
  private static final double AMBIGUITY_WEIGHT = 0.3;

  /** Refuses numbers that are not in [0, 1]. */
  public FusionContext {
    requireShare("confidence of the first modality", primaryConfidence);
    requireShare("confidence of the second modality", secondaryConfidence);
    requireShare("agreement", agreement);
    requireShare("ambiguity", ambiguity);
    requireShare("historical success", historicalSuccess);
  }

  /** The features in the order of their names in the benefit model. */
  public double[] features() {
    return new double[] {
      primaryConfidence, secondaryConfidence, agreement, ambiguity, historicalSuccess
    };
  }

  /**
   * Benefit of fusing while no model says it: 0.4 · second confidence + 0.3 · disagreement + 0.3 ·
   * ambiguity.
   */
  public double benefitByRule() {
    double benefit =
        SECONDARY_WEIGHT * secondaryConfidence
            + DISAGREEMENT_WEIGHT * (1 - agreement)
            + AMBIGUITY_WEIGHT * ambiguity;
    return Math.min(1, Math.max(0, benefit));
  }

  private static void requireShare(String name, double value) {
    if (!(value >= 0 && value <= 1)) {
      throw Errors.usage(
          "fuse modalities", "the " + name + " is " + value, "It is a number in [0, 1].");
    }
  }
}
