package dev.tracewise.learn.policy;

import java.util.Arrays;

/**
 * Rewards and clipped inverse propensities of the rows.
 *
 * @param rewards reward of each row
 * @param weights min(1/propensity, clip) of each row
 * @param rowWeights how much each row counts
 * @param meanReward mean of the rewards
 * @param scale standard deviation of the rewards, 1 where they are all equal
 */
record RowScores(
    double[] rewards, double[] weights, double[] rowWeights, double meanReward, double scale) {
  /** Of rows that all count the same. */
  static RowScores of(double[] rewards, double[] propensities, double clip) {
    double[] ones = new double[rewards.length];
    Arrays.fill(ones, 1);
    return of(rewards, propensities, ones, clip);
  }

  static RowScores of(double[] rewards, double[] propensities, double[] rowWeights, double clip) {
    double total = Arrays.stream(rowWeights).sum();
    double mean = 0;
    for (int i = 0; i < rewards.length; i++) {
      mean += rowWeights[i] * rewards[i] / total;
    }
    double variance = 0;
    double[] weights = new double[rewards.length];
    for (int i = 0; i < rewards.length; i++) {
      variance += rowWeights[i] * (rewards[i] - mean) * (rewards[i] - mean) / total;
      weights[i] = Math.min(1 / propensities[i], clip);
    }
    double deviation = Math.sqrt(variance);
    return new RowScores(rewards, weights, rowWeights, mean, deviation > 1e-12 ? deviation : 1);
  }

  double reward(int row) {
    return rewards[row];
  }

  double weight(int row) {
    return weights[row];
  }

  double rowWeight(int row) {
    return rowWeights[row];
  }
}
