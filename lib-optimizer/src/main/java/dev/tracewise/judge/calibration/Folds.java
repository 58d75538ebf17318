package dev.tracewise.judge.calibration;

import java.util.Arrays;
import java.util.stream.IntStream;

/** Rows by fold. */
final class Folds {
  private Folds() {}

  /** One more than the largest fold. */
  static int count(int[] folds) {
    return Arrays.stream(folds).max().orElse(-1) + 1;
  }

  /** The rows of all folds but one, in order. */
  static int[] rowsOutside(int[] folds, int fold) {
    return IntStream.range(0, folds.length).filter(i -> folds[i] != fold).toArray();
  }

  static double[] pick(double[] values, int[] rows) {
    return Arrays.stream(rows).mapToDouble(row -> values[row]).toArray();
  }

  /** For each fold the mean of the others; that of all where there is only one. */
  static double[] meansOfOthers(double[] values, int[] folds) {
    double[] means = new double[count(folds)];
    for (int fold = 0; fold < means.length; fold++) {
      int[] others = rowsOutside(folds, fold);
      double[] used = others.length == 0 ? values : pick(values, others);
      means[fold] = Arrays.stream(used).sum() / used.length;
    }
    return means;
  }
}
