package dev.tracewise.learn.policy;

import dev.tracewise.model.Context;
import dev.tracewise.model.Option;
import java.util.List;

/**
 * Expected reward of each option in a context, within the range of the rewards it was fitted on.
 */
public final class RewardModel {
  private final Featurizer featurizer;
  private final LinearModel model;
  private final double low;
  private final double high;

  RewardModel(Featurizer featurizer, LinearModel model, double low, double high) {
    this.featurizer = featurizer;
    this.model = model;
    this.low = low;
    this.high = high;
  }

  /** Expected rewards of the options, in their order. */
  public double[] values(Context context, List<Option> options) {
    double[] values = model.scores(featurizer, context, options);
    for (int i = 0; i < values.length; i++) {
      values[i] = Math.max(low, Math.min(high, values[i]));
    }
    return values;
  }

  LinearModel model() {
    return model;
  }

  double low() {
    return low;
  }

  double high() {
    return high;
  }
}
