package dev.tracewise.judge;

import dev.tracewise.model.Interval;
import java.util.List;
import java.util.Map;

/**
 * Numbers predicted out of fold, judged by their squared error.
 *
 * @param groups the group of each row
 * @param folds the fold of each row, from 0
 * @param labels what was observed
 * @param predictions what was predicted
 */
public record HeldOutNumbers(
    List<String> groups, int[] folds, double[] labels, double[] predictions)
    implements HeldOutPredictions {
  /** Copies the groups. */
  public HeldOutNumbers {
    groups = List.copyOf(groups);
  }

  @Override
  public double[] losses() {
    double[] losses = new double[labels.length];
    for (int i = 0; i < losses.length; i++) {
      losses[i] = Losses.squared(predictions[i], labels[i]);
    }
    return losses;
  }

  @Override
  public double[] baseRateLosses() {
    double[] means = Folds.meansOfOthers(labels, folds);
    double[] losses = new double[labels.length];
    for (int i = 0; i < losses.length; i++) {
      losses[i] = Losses.squared(means[folds[i]], labels[i]);
    }
    return losses;
  }

  @Override
  public String method() {
    return "out_of_fold_squared_error";
  }

  @Override
  public Map<String, Interval> metrics() {
    return PredictionMetrics.ofNumbers(predictions, labels, groups);
  }
}
