package dev.tracewise.learn.booster;

import dev.tracewise.learn.booster.PredictorSettings.Label;

/** Settings of predictors that are trained on few rows in little time. */
public final class SmallPredictors {
  /** Trees as everywhere; texts hashed into few features. */
  public static final PredictorSettings HASHED = of(TextFeatures.HASHED, BoosterSettings.SEED);

  private SmallPredictors() {}

  /** The same with other features of texts and other trees. */
  public static PredictorSettings of(TextFeatures text, BoosterSettings trees) {
    return new PredictorSettings(
        1,
        1,
        1000,
        new PredictorSettings.RewardModel(
            Label.SATISFACTION, 50, 20, 100, text, new FeatureWidths(8, 32, 4), trees));
  }
}
