package dev.tracewise.learn.policy;

import java.util.Arrays;

/**
 * Ridge regression of rewards by coordinate descent, without learning rate or randomness. The score
 * of an option is a part common to all options plus a part of its own, both shrunk, so that an
 * option with few rows leans on the others; the common part more, for it decides nothing; the
 * constant feature makes its own part the mean of the option, shrunk to the mean of all by five
 * rows.
 *
 * @see <a href="https://doi.org/10.18637/jss.v033.i01">Friedman, Hastie &amp; Tibshirani 2010</a>
 */
final class RidgeRegression {
  private static final double OPTION_PRIOR_ROWS = 5;
  private static final double COMMON_FACTOR = 5;
  private static final double TINY = 1e-9;
  private static final double TOLERANCE = 1e-5;

  private final EncodedLog log;
  private final double ridge;
  private final int columns;
  private final int[] column;
  private final double[] rowWeight;
  private final double[] residual;
  private final SparseColumns context;
  private final SparseColumns pairs;
  private final double[] weights;
  private final double[] pairWeights;
  private double largestStep;

  private RidgeRegression(
      EncodedLog log, int[] rows, double[] rewards, double[] rowWeights, double ridge) {
    this.log = log;
    this.ridge = ridge;
    this.columns = log.options.length + 1;
    int[] ordered = byChosenColumn(log, rows);
    int[] slots = new int[ordered.length];
    column = new int[ordered.length];
    rowWeight = new double[ordered.length];
    residual = new double[ordered.length];
    for (int p = 0; p < ordered.length; p++) {
      slots[p] = log.chosenSlot[ordered[p]];
      column[p] = log.slotColumn[slots[p]];
      rowWeight[p] = rowWeights[ordered[p]];
      residual[p] = rewards[ordered[p]];
    }
    context = SparseColumns.of(log.context, ordered, log.features.length);
    pairs = SparseColumns.of(log.pairs, slots, log.pairFeatures.length);
    weights = new double[log.features.length * columns];
    pairWeights = new double[log.pairFeatures.length];
  }

  /**
   * Fits some rows of a log.
   *
   * @param rows which rows, ascending
   * @param rewards reward of every row of the log
   * @param rowWeights weight of every row of the log, ≥ 0
   */
  static LinearModel fit(
      EncodedLog log,
      int[] rows,
      double[] rewards,
      double[] rowWeights,
      RewardModelSettings settings) {
    RidgeRegression regression =
        new RidgeRegression(log, rows, rewards, rowWeights, settings.ridge());
    regression.descend(settings.passes(), RewardRange.of(rewards, rows).spread());
    return regression.model();
  }

  private static int[] byChosenColumn(EncodedLog log, int[] rows) {
    long[] order = new long[rows.length];
    for (int i = 0; i < rows.length; i++) {
      order[i] = (long) log.slotColumn[log.chosenSlot[rows[i]]] << 32 | rows[i];
    }
    Arrays.sort(order);
    int[] ordered = new int[rows.length];
    for (int i = 0; i < rows.length; i++) {
      ordered[i] = (int) order[i];
    }
    return ordered;
  }

  private void descend(int passes, double spread) {
    for (int pass = 0; pass < passes; pass++) {
      largestStep = 0;
      fitFeature(log.biasFeature, TINY, OPTION_PRIOR_ROWS);
      for (int f = 0; f < log.features.length; f++) {
        if (f != log.biasFeature) {
          fitFeature(f, COMMON_FACTOR * ridge, ridge);
        }
      }
      for (int f = 0; f < pairWeights.length; f++) {
        pairWeights[f] = fit(pairs, pairs.start[f], pairs.start[f + 1], pairWeights[f], ridge);
      }
      if (largestStep <= TOLERANCE * spread) {
        return;
      }
    }
  }

  private void fitFeature(int feature, double commonPenalty, double ownPenalty) {
    int from = context.start[feature];
    int to = context.start[feature + 1];
    int common = feature * columns + columns - 1;
    weights[common] = fit(context, from, to, weights[common], commonPenalty);
    while (from < to) {
      int own = column[context.row[from]];
      int end = from;
      while (end < to && column[context.row[end]] == own) {
        end++;
      }
      int cell = feature * columns + own;
      weights[cell] = fit(context, from, end, weights[cell], ownPenalty);
      from = end;
    }
  }

  /** Best weight of the entries while all else stays; the residuals follow. */
  private double fit(SparseColumns matrix, int from, int to, double weight, double penalty) {
    double slope = 0;
    double curvature = 0;
    for (int e = from; e < to; e++) {
      int row = matrix.row[e];
      double scaled = rowWeight[row] * matrix.value[e];
      slope += scaled * residual[row];
      curvature += scaled * matrix.value[e];
    }
    if (!(curvature > 0)) {
      return weight;
    }
    double step = (slope - penalty * weight) / (curvature + penalty);
    for (int e = from; e < to; e++) {
      residual[matrix.row[e]] -= step * matrix.value[e];
    }
    largestStep = Math.max(largestStep, Math.abs(step));
    return weight + step;
  }

  private LinearModel model() {
    float[] rounded = new float[weights.length];
    for (int i = 0; i < rounded.length; i++) {
      rounded[i] = (float) weights[i];
    }
    float[] roundedPairs = new float[pairWeights.length];
    for (int i = 0; i < roundedPairs.length; i++) {
      roundedPairs[i] = (float) pairWeights[i];
    }
    return new LinearModel(log.features, log.options, rounded, log.pairFeatures, roundedPairs);
  }
}
