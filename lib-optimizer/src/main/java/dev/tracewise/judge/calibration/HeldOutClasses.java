package dev.tracewise.judge.calibration;

import dev.tracewise.judge.ClusteredMean;
import dev.tracewise.model.Interval;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Probabilities of several classes predicted out of fold, judged by their log loss. The base rate
 * of a class counts it once more than it was seen, so that one not seen before has a finite loss.
 *
 * @param groups the group of each row
 * @param folds the fold of each row, from 0
 * @param labels the number of each row's class, from 0
 * @param probabilities one row each, one column per class
 */
public record HeldOutClasses(
    List<String> groups, int[] folds, double[] labels, double[][] probabilities)
    implements HeldOutPredictions {
  /** Copies the groups. */
  public HeldOutClasses {
    groups = List.copyOf(groups);
  }

  @Override
  public double[] losses() {
    double[] losses = new double[labels.length];
    for (int i = 0; i < losses.length; i++) {
      losses[i] = BinaryMetrics.logLoss(probabilities[i][(int) labels[i]]);
    }
    return losses;
  }

  @Override
  public double[] baseRateLosses() {
    double[] losses = new double[labels.length];
    for (int i = 0; i < losses.length; i++) {
      int[] others = Folds.rowsOutside(folds, folds[i]);
      double same = 0;
      for (int row : others) {
        same += labels[row] == labels[i] ? 1 : 0;
      }
      losses[i] = BinaryMetrics.logLoss((same + 1) / (others.length + probabilities[i].length));
    }
    return losses;
  }

  @Override
  public String method() {
    return "out_of_fold_log_loss";
  }

  @Override
  public Map<String, Interval> metrics(long seed) {
    double[] right = new double[labels.length];
    for (int i = 0; i < right.length; i++) {
      right[i] = likeliest(probabilities[i]) == (int) labels[i] ? 1 : 0;
    }
    Interval loss = ClusteredMean.of(losses(), groups).interval();
    Map<String, Interval> metrics = new LinkedHashMap<>();
    metrics.put("accuracy", Shares.of(right, groups));
    metrics.put("log_loss", new Interval(loss.estimate(), Math.max(0, loss.low()), loss.high()));
    return metrics;
  }

  private static int likeliest(double[] probabilities) {
    int likeliest = 0;
    for (int c = 1; c < probabilities.length; c++) {
      likeliest = probabilities[c] > probabilities[likeliest] ? c : likeliest;
    }
    return likeliest;
  }
}
