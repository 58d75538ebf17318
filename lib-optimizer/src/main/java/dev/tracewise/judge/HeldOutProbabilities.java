package dev.tracewise.judge;

import dev.tracewise.model.Interval;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Probabilities of a label that is 0 or 1, predicted out of fold as log-odds and calibrated on the
 * other folds, judged by their log loss.
 *
 * @param groups the group of each row
 * @param folds the fold of each row, from 0
 * @param labels 0 or 1
 * @param margins predicted log-odds, before calibration
 */
public record HeldOutProbabilities(
    List<String> groups, int[] folds, double[] labels, double[] margins)
    implements HeldOutPredictions {
  /** Copies the groups. */
  public HeldOutProbabilities {
    groups = List.copyOf(groups);
  }

  /** The calibration of all folds, which the version takes along. */
  public PlattScaling calibration() {
    return PlattScaling.fit(margins, labels);
  }

  /** The calibrated probability of each row, by the other folds' calibration. */
  public double[] probabilities() {
    double[] probabilities = new double[labels.length];
    for (int fold = 0; fold < Folds.count(folds); fold++) {
      int[] others = Folds.rowsOutside(folds, fold);
      PlattScaling calibration =
          others.length == 0
              ? PlattScaling.IDENTITY
              : PlattScaling.fit(Folds.pick(margins, others), Folds.pick(labels, others));
      for (int i = 0; i < labels.length; i++) {
        if (folds[i] == fold) {
          probabilities[i] = calibration.probability(margins[i]);
        }
      }
    }
    return probabilities;
  }

  @Override
  public double[] losses() {
    return losses(probabilities());
  }

  @Override
  public double[] baseRateLosses() {
    double[] means = Folds.meansOfOthers(labels, folds);
    return losses(Arrays.stream(folds).mapToDouble(fold -> means[fold]).toArray());
  }

  private double[] losses(double[] probabilities) {
    double[] losses = new double[labels.length];
    for (int i = 0; i < losses.length; i++) {
      losses[i] = Losses.log(probabilities[i], labels[i]);
    }
    return losses;
  }

  @Override
  public String method() {
    return "out_of_fold_log_loss";
  }

  @Override
  public Map<String, Interval> metrics() {
    return PredictionMetrics.ofProbabilities(probabilities(), labels, groups);
  }
}
