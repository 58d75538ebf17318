package dev.tracewise.learn.policy;

/**
 * Rewards and clipped inverse propensities of the rows.
 *
 * @param rewards reward of each row
 * @param weights min(1/propensity, clip) of each row
 * @param meanReward mean of the rewards
 * @param scale standard deviation of the rewards, 1 where they are all equal
 */
record RowScores(double[] rewards, double[] weights, double meanReward, double scale) {
  static RowScores of(double[] rewards, double[] propensities, double clip) {
    double mean = 0;
    for (double reward : rewards) {
      mean += reward / rewards.length;
    }
    double variance = 0;
    double[] weights = new double[rewards.length];
    for (int i = 0; i < rewards.length; i++) {
      variance += (rewards[i] - mean) * (rewards[i] - mean) / rewards.length;
      weights[i] = Math.min(1 / propensities[i], clip);
    }
    double deviation = Math.sqrt(variance);
    return new RowScores(rewards, weights, mean, deviation > 1e-12 ? deviation : 1);
  }

  double reward(int row) {
    return rewards[row];
  }

  double weight(int row) {
    return weights[row];
  }
}
