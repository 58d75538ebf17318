package dev.tracewise.learn.policy;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Trains a softmax over options by AdaGrad, one row at a time in a seeded order; the result is the
 * mean of the weights after each epoch of the second half.
 *
 * @see <a href="https://jmlr.org/papers/v12/duchi11a.html">Duchi, Hazan &amp; Singer 2011</a>
 */
final class SoftmaxTrainer {
  private static final double INITIAL_SQUARES = 1e-2;
  private static final double LIMIT = 1e6;

  private final EncodedLog log;
  private final RowObjective objective;
  private final Descent descent;
  private final int columns;
  private final double[] weights;
  private final double[] squares;
  private final double[] pairWeights;
  private final double[] pairSquares;
  private final double[] probabilities;
  private final double[] slopes;

  /**
   * How to go.
   *
   * @param learningRate step of AdaGrad
   * @param epochs passes over the rows
   * @param l2 penalty on the weights that a row touches
   * @param entropy reward of entropy
   * @param seed seed of the order of the rows
   */
  record Descent(double learningRate, int epochs, double l2, double entropy, long seed) {}

  private SoftmaxTrainer(EncodedLog log, RowObjective objective, Descent descent) {
    this.log = log;
    this.objective = objective;
    this.descent = descent;
    this.columns = log.options.length;
    weights = new double[log.features.length * columns];
    squares = new double[weights.length];
    pairWeights = new double[log.pairFeatures.length];
    pairSquares = new double[pairWeights.length];
    probabilities = new double[log.mostOffered()];
    slopes = new double[probabilities.length];
  }

  /** Trains from weights of zero. */
  static LinearModel train(EncodedLog log, RowObjective objective, Descent descent) {
    return new SoftmaxTrainer(log, objective, descent).train();
  }

  /**
   * Trains from the weights of a model.
   *
   * @param start a model with the log's features and options
   * @param scale what its weights are multiplied by
   */
  static LinearModel train(
      EncodedLog log, RowObjective objective, Descent descent, LinearModel start, double scale) {
    SoftmaxTrainer trainer = new SoftmaxTrainer(log, objective, descent);
    trainer.startFrom(start, scale);
    return trainer.train();
  }

  private void startFrom(LinearModel start, double scale) {
    for (int f = 0; f < log.features.length; f++) {
      for (int c = 0; c < columns; c++) {
        weights[f * columns + c] = scale * start.weight(f, c);
      }
    }
    for (int f = 0; f < pairWeights.length; f++) {
      pairWeights[f] = scale * start.pairWeights()[f];
    }
  }

  private LinearModel train() {
    Arrays.fill(squares, INITIAL_SQUARES);
    Arrays.fill(pairSquares, INITIAL_SQUARES);
    SplittableRandom random = new SplittableRandom(descent.seed());
    int[] order = RewardModelTrainer.allRows(log.rows);
    double[] sum = new double[weights.length];
    double[] pairSum = new double[pairWeights.length];
    int averaged = 0;
    for (int epoch = 0; epoch < descent.epochs(); epoch++) {
      shuffle(order, random);
      for (int row : order) {
        learn(row);
      }
      objective.epochEnds();
      if (2 * (epoch + 1) > descent.epochs()) {
        addTo(sum, weights);
        addTo(pairSum, pairWeights);
        averaged++;
      }
    }
    return model(sum, pairSum, averaged);
  }

  private static void shuffle(int[] order, SplittableRandom random) {
    for (int i = order.length - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      int swapped = order[i];
      order[i] = order[j];
      order[j] = swapped;
    }
  }

  private static void addTo(double[] sum, double[] values) {
    for (int i = 0; i < sum.length; i++) {
      sum[i] += values[i];
    }
  }

  private void learn(int row) {
    double weight = objective.weight(row);
    if (weight == 0) {
      return;
    }
    int n = log.offered(row);
    score(row, n);
    SoftmaxPolicy.softmax(probabilities, n);
    objective.slopes(row, probabilities, n, slopes);
    if (descent.entropy() > 0) {
      addEntropySlopes(probabilities, n, descent.entropy(), slopes);
    }
    for (int o = 0; o < n; o++) {
      slopes[o] *= weight;
    }
    update(row, n);
  }

  /** Adds coefficient × dH/dz, where dH/dz = −p (ln p + H). */
  static void addEntropySlopes(double[] p, int n, double coefficient, double[] slopes) {
    double entropy = 0;
    for (int o = 0; o < n; o++) {
      if (p[o] > 0) {
        entropy -= p[o] * StrictMath.log(p[o]);
      }
    }
    for (int o = 0; o < n; o++) {
      if (p[o] > 0) {
        slopes[o] -= coefficient * p[o] * (StrictMath.log(p[o]) + entropy);
      }
    }
  }

  private void score(int row, int n) {
    int from = log.slotStart[row];
    Arrays.fill(probabilities, 0, n, 0);
    for (int e = log.context.start[row]; e < log.context.start[row + 1]; e++) {
      int base = log.context.feature[e] * columns;
      double value = log.context.value[e];
      if (log.complete[row]) {
        for (int o = 0; o < n; o++) {
          probabilities[o] += value * weights[base + o];
        }
      } else {
        for (int o = 0; o < n; o++) {
          probabilities[o] += value * weights[base + log.slotColumn[from + o]];
        }
      }
    }
    for (int o = 0; o < n; o++) {
      for (int e = log.pairs.start[from + o]; e < log.pairs.start[from + o + 1]; e++) {
        probabilities[o] += log.pairs.value[e] * pairWeights[log.pairs.feature[e]];
      }
    }
  }

  private void update(int row, int n) {
    int from = log.slotStart[row];
    for (int e = log.context.start[row]; e < log.context.start[row + 1]; e++) {
      int base = log.context.feature[e] * columns;
      double value = log.context.value[e];
      if (log.complete[row]) {
        for (int o = 0; o < n; o++) {
          step(weights, squares, base + o, value * slopes[o]);
        }
      } else {
        for (int o = 0; o < n; o++) {
          step(weights, squares, base + log.slotColumn[from + o], value * slopes[o]);
        }
      }
    }
    for (int o = 0; o < n; o++) {
      for (int e = log.pairs.start[from + o]; e < log.pairs.start[from + o + 1]; e++) {
        double slope = log.pairs.value[e] * slopes[o];
        step(pairWeights, pairSquares, log.pairs.feature[e], slope);
      }
    }
  }

  private void step(double[] of, double[] squaresOf, int cell, double slope) {
    double gradient = slope - descent.l2() * of[cell];
    squaresOf[cell] += gradient * gradient;
    double next = of[cell] + descent.learningRate() * gradient / Math.sqrt(squaresOf[cell]);
    of[cell] = Math.max(-LIMIT, Math.min(LIMIT, next));
  }

  /** Own weights are centred by feature, so an option never seen scores like the mean of all. */
  private LinearModel model(double[] sum, double[] pairSum, int averaged) {
    float[] own = new float[log.features.length * (columns + 1)];
    for (int f = 0; f < log.features.length; f++) {
      double mean = 0;
      for (int c = 0; c < columns; c++) {
        mean += sum[f * columns + c] / columns;
      }
      for (int c = 0; c < columns; c++) {
        own[f * (columns + 1) + c] = (float) ((sum[f * columns + c] - mean) / averaged);
      }
    }
    float[] pairs = new float[pairSum.length];
    for (int f = 0; f < pairs.length; f++) {
      pairs[f] = (float) (pairSum[f] / averaged);
    }
    return new LinearModel(log.features, log.options, own, log.pairFeatures, pairs);
  }
}
