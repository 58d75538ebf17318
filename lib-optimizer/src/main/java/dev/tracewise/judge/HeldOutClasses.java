package dev.tracewise.judge;

import dev.tracewise.model.Interval;
import java.util.List;
import java.util.Map;

/**
 * Probabilities of several classes predicted out of fold, judged by their log loss.
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
      losses[i] = Losses.log(probabilities[i][(int) labels[i]], 1);
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
      losses[i] = Losses.log(others.length == 0 ? 0 : same / others.length, 1);
    }
    return losses;
  }

  @Override
  public String method() {
    return "out_of_fold_log_loss";
  }

  @Override
  public Map<String, Interval> metrics() {
    int[] classes = new int[labels.length];
    for (int i = 0; i < classes.length; i++) {
      classes[i] = (int) labels[i];
    }
    return PredictionMetrics.ofClasses(probabilities, classes, groups);
  }
}
