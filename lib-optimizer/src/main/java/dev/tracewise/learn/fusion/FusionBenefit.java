package dev.tracewise.learn.fusion;

/**
 * What fusing two modalities is expected to bring.
 *
 * @param expected the benefit, in [0, 1]; a rule's is a score, a model's is reward
 * @param worthwhile the benefit from which it is worth to fuse
 * @param decidedBy {@code rule}, or the version of the model
 */
public record FusionBenefit(double expected, double worthwhile, String decidedBy) {
  /** Score of the rule from which it is worth to fuse. */
  public static final double WORTHWHILE_SCORE = 0.5;

  /** Reward gained from which it is worth to fuse: less is not worth a second answer. */
  public static final double WORTHWHILE_IMPROVEMENT = 0.02;

  /** Who decides where no version does. */
  public static final String RULE = "rule";

  /** Keeps the benefit in [0, 1]. */
  public FusionBenefit {
    expected = Math.min(1, Math.max(0, expected));
  }

  /** The benefit by the stated rule. */
  public static FusionBenefit byRule(FusionContext context) {
    return new FusionBenefit(context.benefitByRule(), WORTHWHILE_SCORE, RULE);
  }

  /**
   * The benefit by a model.
   *
   * @param improvement reward that it expects above answering from one
   * @param version the version
   */
  public static FusionBenefit byModel(double improvement, String version) {
    return new FusionBenefit(improvement, WORTHWHILE_IMPROVEMENT, version);
  }

  /** Whether it is worth to fuse. */
  public boolean isWorthwhile() {
    return expected >= worthwhile;
  }
}
