package dev.tracewise.judge.calibration;

import dev.tracewise.model.Interval;
import java.util.List;
import java.util.Map;

/**
 * Predictions for rows, each by a model that was trained on the other folds alone. What is
 * calibrated on the way is calibrated on the other folds too, and the base rate is theirs.
 */
public sealed interface HeldOutPredictions
    permits HeldOutProbabilities, HeldOutNumbers, HeldOutClasses {
  /** The group of each row. */
  List<String> groups();

  /** What was observed on each row; of classes their number. */
  double[] labels();

  /** What the prediction loses on each row. */
  double[] losses();

  /** What the mean of the other folds loses on each row. */
  double[] baseRateLosses();

  /** What a loss is called in evidence: {@code out_of_fold_log_loss} and the like. */
  String method();

  /**
   * The figures with their 95 % intervals, by name.
   *
   * @param seed seed of what is bootstrapped
   */
  Map<String, Interval> metrics(long seed);
}
