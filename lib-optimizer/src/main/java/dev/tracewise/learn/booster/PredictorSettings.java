package dev.tracewise.learn.booster;

import dev.tracewise.model.Errors;
import java.io.Serializable;

/**
 * How predictors are trained.
 *
 * @param workers tasks that grow trees together, ≥ 1
 * @param threads threads of each, ≥ 1
 * @param maxRows rows of a modality that are used at most, ≥ 100
 * @param rewardModel the reward model
 */
public record PredictorSettings(int workers, int threads, int maxRows, RewardModel rewardModel)
    implements Serializable {
  /** Refuses values out of range. */
  public PredictorSettings {
    atLeast("workers", workers, 1);
    atLeast("threads", threads, 1);
    atLeast("max-rows", maxRows, 100);
  }

  /** What the reward model learns to predict. */
  public enum Label {
    /** What the feedback says. */
    SATISFACTION,
    /** The quality of the result. */
    QUALITY,
    /** The whole reward. */
    REWARD
  }

  /**
   * How the reward model is trained.
   *
   * @param label what it predicts
   * @param minRows rows of a modality below which there is no model, ≥ 10
   * @param minRowsWithPrior the same where other modalities lend theirs, ≥ 10
   * @param poolBelow rows of a modality below which it borrows from the others, ≥ 0
   * @param text what becomes of texts
   * @param widths widths of what is hashed
   * @param trees how the trees are grown
   */
  public record RewardModel(
      Label label,
      int minRows,
      int minRowsWithPrior,
      int poolBelow,
      TextFeatures text,
      FeatureWidths widths,
      BoosterSettings trees)
      implements Serializable {
    /** Refuses values out of range. */
    public RewardModel {
      atLeast("min-rows", minRows, 10);
      atLeast("min-rows-with-prior", minRowsWithPrior, 10);
      atLeast("pool-below", poolBelow, 0);
    }
  }

  private static void atLeast(String key, int value, int least) {
    if (value < least) {
      throw Errors.usage(
          "set up predictors",
          key + " is " + value + ", less than " + least,
          "The keys are described in conf/tracewise.conf.");
    }
  }
}
