package dev.tracewise.judge.calibration;

import dev.tracewise.model.Interval;
import java.util.Arrays;
import java.util.LinkedHashMap;
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
    return RegressionMetrics.squaredErrors(predictions, labels);
  }

  @Override
  public double[] baseRateLosses() {
    double[] means = Folds.meansOfOthers(labels, folds);
    return RegressionMetrics.squaredErrors(
        Arrays.stream(folds).mapToDouble(fold -> means[fold]).toArray(), labels);
  }

  @Override
  public String method() {
    return "out_of_fold_squared_error";
  }

  @Override
  public Map<String, Interval> metrics(long seed) {
    RegressionMetrics figures = RegressionMetrics.of(predictions, labels, groups);
    Map<String, Interval> metrics = new LinkedHashMap<>();
    metrics.put("mae", figures.meanAbsoluteError());
    metrics.put("rmse", figures.rootMeanSquaredError());
    return metrics;
  }
}
