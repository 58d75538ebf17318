package dev.tracewise.learn.policy;

import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * Modelled rewards of every slot of a log, each by a model that was fitted without its fold, within
 * the range of the rewards that model was fitted on.
 */
final class FoldedValues {
  /** Fold of rows that every model may see and no value is wanted of. */
  static final int ALWAYS_FITTED = -1;

  private FoldedValues() {}

  /**
   * @param fold fold of each row, or {@link #ALWAYS_FITTED}
   * @param folds number of folds
   * @param rewards reward of each row
   * @param fit fits a model to rows of the log
   */
  static double[] of(
      EncodedLog log, int[] fold, int folds, double[] rewards, Function<int[], LinearModel> fit) {
    double[] values = new double[log.slotColumn.length];
    double[] scores = new double[log.mostOffered()];
    for (int held = 0; held < folds; held++) {
      int out = held;
      int[] fitted = IntStream.range(0, log.rows).filter(row -> fold[row] != out).toArray();
      if (fitted.length == log.rows) {
        continue;
      }
      LinearModel model = fit.apply(fitted);
      RewardRange range = RewardRange.of(rewards, fitted);
      for (int row = 0; row < log.rows; row++) {
        if (fold[row] == held) {
          log.scores(row, model, scores);
          for (int o = 0; o < log.offered(row); o++) {
            values[log.slotStart[row] + o] = range.clip(scores[o]);
          }
        }
      }
    }
    return values;
  }
}
