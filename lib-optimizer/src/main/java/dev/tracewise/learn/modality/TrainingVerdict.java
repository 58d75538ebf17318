package dev.tracewise.learn.modality;

import dev.tracewise.model.Errors;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Whether to train a modality now.
 *
 * @param verdict train or wait
 * @param expectedImprovement what training is expected to bring, ≥ 0; null where nothing is known
 * @param probability probability that training helps; null where a rule decided
 * @param decidedBy {@link #RULE}, or what decided: {@link #XGBOOST}
 * @param reasons why, in words
 */
public record TrainingVerdict(
    Verdict verdict,
    @Nullable Double expectedImprovement,
    @Nullable Double probability,
    String decidedBy,
    List<String> reasons) {
  /** Decided by the stated rules, not by a model. */
  public static final String RULE = "rule";

  /** Decided by a model of boosted trees, whose version the reasons name. */
  public static final String XGBOOST = "xgboost";

  private static final double HALF = 0.5;
  private static final double IMPROVEMENT_IF_IT_HELPS = 0.1;

  /** Copies the reasons. */
  public TrainingVerdict {
    reasons = List.copyOf(reasons);
  }

  /**
   * The verdict of a model: train where training more likely helps than not.
   *
   * @param probability probability that training helps, in [0, 1]
   * @param decidedBy what decided: {@link #XGBOOST}
   * @param reasons why, in words
   */
  public static TrainingVerdict byModel(
      double probability, String decidedBy, List<String> reasons) {
    if (!(probability >= 0 && probability <= 1)) {
      throw Errors.usage(
          "decide about a training",
          "the probability that it helps is " + probability,
          "A probability is a number in [0, 1].");
    }
    return new TrainingVerdict(
        probability > HALF ? Verdict.TRAIN : Verdict.WAIT,
        IMPROVEMENT_IF_IT_HELPS * probability,
        probability,
        decidedBy,
        reasons);
  }

  /** What to do. */
  public enum Verdict {
    /** Train now. */
    TRAIN,
    /** Do not train now. */
    WAIT;

    /** The name in tables. */
    public String id() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
