package dev.tracewise.learn.policy;

/**
 * Range of the rewards that a model was fitted on.
 *
 * @param low lowest reward, 0 without rows
 * @param high highest reward, 0 without rows
 */
record RewardRange(double low, double high) {
  /**
   * @param rewards reward of every row of a log
   * @param rows which rows count
   */
  static RewardRange of(double[] rewards, int[] rows) {
    if (rows.length == 0) {
      return new RewardRange(0, 0);
    }
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    for (int row : rows) {
      low = Math.min(low, rewards[row]);
      high = Math.max(high, rewards[row]);
    }
    return new RewardRange(low, high);
  }

  double clip(double value) {
    return Math.max(low, Math.min(high, value));
  }

  /** Width of the range, 1 where all rewards are equal. */
  double spread() {
    return high > low ? high - low : 1;
  }
}
