package dev.tracewise.learn.policy;

import java.util.Arrays;
import java.util.function.Function;
import java.util.stream.IntStream;

/** Modelled rewards of every slot of a log, each by a model that was fitted without its fold. */
final class FoldedValues {
  /** Fold of rows that every model may see and no value is wanted of. */
  static final int ALWAYS_FITTED = -1;

  private FoldedValues() {}

  /**
   * @param fold fold of each row, or {@link #ALWAYS_FITTED}
   * @param folds number of folds
   * @param fit fits a model to rows of the log
   */
  static double[] of(EncodedLog log, int[] fold, int folds, Function<int[], LinearModel> fit) {
    double[] values = new double[log.slotColumn.length];
    double[] scores = new double[log.mostOffered()];
    for (int held = 0; held < folds; held++) {
      int out = held;
      int[] fitted = IntStream.range(0, log.rows).filter(row -> fold[row] != out).toArray();
      if (fitted.length == log.rows) {
        continue;
      }
      LinearModel model = fit.apply(fitted);
      for (int row = 0; row < log.rows; row++) {
        if (fold[row] == held) {
          log.scores(row, model, scores);
          System.arraycopy(scores, 0, values, log.slotStart[row], log.offered(row));
        }
      }
    }
    return values;
  }

  /** Brings values into the range of the rewards. */
  static void clip(double[] values, double[] rewards) {
    double low = Arrays.stream(rewards).min().orElse(0);
    double high = Arrays.stream(rewards).max().orElse(0);
    for (int i = 0; i < values.length; i++) {
      values[i] = Math.max(low, Math.min(high, values[i]));
    }
  }
}
