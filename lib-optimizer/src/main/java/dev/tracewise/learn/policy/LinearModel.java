package dev.tracewise.learn.policy;

import dev.tracewise.model.Context;
import dev.tracewise.model.Option;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A score of each option, linear in hashed features: weights of its own for every option that was
 * seen in training, weights common to all options, and weights of the options' features. An option
 * that was never seen has the common part only.
 */
final class LinearModel {
  private final int[] features;
  private final String[] options;
  private final float[] weights;
  private final int[] pairFeatures;
  private final float[] pairWeights;

  /**
   * @param features hashed indices, ascending
   * @param options names, ascending
   * @param weights of a feature for each option and last for all of them, feature after feature
   * @param pairFeatures hashed indices of the options' features, ascending
   * @param pairWeights their weights
   */
  LinearModel(
      int[] features, String[] options, float[] weights, int[] pairFeatures, float[] pairWeights) {
    this.features = features;
    this.options = options;
    this.weights = weights;
    this.pairFeatures = pairFeatures;
    this.pairWeights = pairWeights;
  }

  int columns() {
    return options.length + 1;
  }

  int[] features() {
    return features;
  }

  String[] options() {
    return options;
  }

  float weight(int feature, int column) {
    return weights[feature * columns() + column];
  }

  int[] pairFeatures() {
    return pairFeatures;
  }

  float[] pairWeights() {
    return pairWeights;
  }

  /** Scores of the options, in their order. */
  double[] scores(Featurizer featurizer, Context context, List<Option> offered) {
    double[] scores = new double[offered.size()];
    int[] columns = new int[scores.length];
    for (int o = 0; o < scores.length; o++) {
      columns[o] = Arrays.binarySearch(options, offered.get(o).name());
      scores[o] = pairScore(featurizer.option(context, offered.get(o)));
    }
    SparseVector vector = featurizer.context(context);
    for (int i = 0; i < vector.size(); i++) {
      int feature = Arrays.binarySearch(features, vector.index(i));
      if (feature >= 0) {
        addScores(feature, vector.value(i), columns, scores);
      }
    }
    return scores;
  }

  private void addScores(int feature, double value, int[] columns, double[] scores) {
    int row = feature * columns();
    double common = weights[row + options.length];
    for (int o = 0; o < scores.length; o++) {
      double own = columns[o] >= 0 ? weights[row + columns[o]] : 0;
      scores[o] += value * (common + own);
    }
  }

  private double pairScore(SparseVector vector) {
    double score = 0;
    for (int i = 0; i < vector.size(); i++) {
      score += (double) vector.value(i) * pairWeight(vector.index(i));
    }
    return score;
  }

  /** Weight of an option's feature by its hashed index; 0 where it has none. */
  float pairWeight(int index) {
    int feature = Arrays.binarySearch(pairFeatures, index);
    return feature < 0 ? 0 : pairWeights[feature];
  }

  /** The same without features whose weights are all zero. */
  LinearModel compact() {
    int[] kept = IntStream.range(0, features.length).filter(this::hasWeight).toArray();
    float[] keptWeights = new float[kept.length * columns()];
    for (int i = 0; i < kept.length; i++) {
      System.arraycopy(weights, kept[i] * columns(), keptWeights, i * columns(), columns());
    }
    int[] keptPairs =
        IntStream.range(0, pairFeatures.length).filter(f -> pairWeights[f] != 0).toArray();
    float[] keptPairWeights = new float[keptPairs.length];
    for (int i = 0; i < keptPairs.length; i++) {
      keptPairWeights[i] = pairWeights[keptPairs[i]];
    }
    return new LinearModel(
        IntStream.of(kept).map(f -> features[f]).toArray(),
        options,
        keptWeights,
        IntStream.of(keptPairs).map(f -> pairFeatures[f]).toArray(),
        keptPairWeights);
  }

  private boolean hasWeight(int feature) {
    for (int c = 0; c < columns(); c++) {
      if (weight(feature, c) != 0) {
        return true;
      }
    }
    return false;
  }

  /**
   * Weights as the constructor wants them.
   *
   * @param features all features, ascending
   * @param indices of each column its features, ascending, all among {@code features}
   * @param values of each column the weights of its features
   */
  static float[] dense(int[] features, List<int[]> indices, List<float[]> values) {
    int columns = indices.size();
    float[] weights = new float[features.length * columns];
    for (int c = 0; c < columns; c++) {
      for (int i = 0; i < indices.get(c).length; i++) {
        int feature = Arrays.binarySearch(features, indices.get(c)[i]);
        weights[feature * columns + c] = values.get(c)[i];
      }
    }
    return weights;
  }
}
