package dev.tracewise.judge;

import dev.tracewise.model.Errors;
import java.util.List;

/**
 * What two policies are worth on each row of evidence, in the same order.
 *
 * @param groups the group of each row
 * @param candidate term of the candidate, such as its doubly robust term
 * @param baseline term of the baseline; of the logged behaviour the reward itself
 * @param rewards rewards as observed
 */
public record PairedTerms(
    List<String> groups, double[] candidate, double[] baseline, double[] rewards) {
  /** Refuses columns of different length. */
  public PairedTerms {
    groups = List.copyOf(groups);
    int rows = groups.size();
    if (candidate.length != rows || baseline.length != rows || rewards.length != rows) {
      throw Errors.usage(
          "compare two policies",
          "the columns have "
              + rows
              + ", "
              + candidate.length
              + ", "
              + baseline.length
              + " and "
              + rewards.length
              + " rows",
          "Give one term of each policy and one reward for each row.");
    }
  }

  /** Term of the candidate less that of the baseline, of each row. */
  public double[] differences() {
    double[] differences = new double[candidate.length];
    for (int i = 0; i < differences.length; i++) {
      differences[i] = candidate[i] - baseline[i];
    }
    return differences;
  }

  boolean rewardsAreAllEqual() {
    for (double reward : rewards) {
      if (reward != rewards[0]) {
        return false;
      }
    }
    return true;
  }
}
