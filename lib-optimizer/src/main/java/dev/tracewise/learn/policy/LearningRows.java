package dev.tracewise.learn.policy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * The rows that a policy learns from, with their weights: rows of the log first, then rows that
 * were made.
 *
 * <p>A synthetic row says that one option succeeds and nothing about the others. It enters as what
 * a uniform log of its options would have shown: a row for each option, the one it names with its
 * reward (the best of the log, where that is higher), the others with the mean reward of the log,
 * together weighing what one row of the log weighs, or less where there are more synthetic rows
 * than logged ones.
 */
public final class LearningRows {
  private final List<LoggedDecision> decisions;
  private final double[] weights;
  private final int logged;

  private LearningRows(List<LoggedDecision> decisions, double[] weights, int logged) {
    this.decisions = Collections.unmodifiableList(decisions);
    this.weights = weights;
    this.logged = logged;
  }

  /** Rows of the log alone. */
  public static LearningRows ofLog(List<LoggedDecision> log) {
    return weighted(log, List.of(), 1);
  }

  /**
   * Rows of the log and synthetic ones.
   *
   * @param log rows of the log, in key order
   * @param synthetic synthetic rows, in key order
   */
  public static LearningRows hybrid(List<LoggedDecision> log, List<LoggedDecision> synthetic) {
    return weighted(log, synthetic, 1);
  }

  /**
   * Synthetic rows alone. Of the log, which weighs nothing, only the mean reward counts, and the
   * estimates that go with the policy are its.
   *
   * @param log rows of the log, in key order
   * @param synthetic synthetic rows, in key order, at least one
   */
  public static LearningRows synthetic(List<LoggedDecision> log, List<LoggedDecision> synthetic) {
    return weighted(log, synthetic, 0);
  }

  private static LearningRows weighted(
      List<LoggedDecision> log, List<LoggedDecision> synthetic, double logWeight) {
    RewardModelTrainer.requireRows(log);
    double[] rewards = RewardModelTrainer.rewards(log);
    double mean = 0;
    double best = Double.NEGATIVE_INFINITY;
    for (double reward : rewards) {
      mean += reward / rewards.length;
      best = Math.max(best, reward);
    }
    double total = Math.min(1, (double) log.size() / Math.max(1, synthetic.size()));
    List<LoggedDecision> decisions = new ArrayList<>(log);
    List<Double> weights = new ArrayList<>(Collections.nCopies(log.size(), logWeight));
    for (LoggedDecision made : synthetic) {
      int options = made.options().size();
      for (int option = 0; option < options; option++) {
        double reward = option == made.chosen() ? Math.max(made.reward(), best) : mean;
        decisions.add(made.as(option, 1.0 / options, reward));
        weights.add(total / options);
      }
    }
    return new LearningRows(
        decisions, weights.stream().mapToDouble(Double::doubleValue).toArray(), log.size());
  }

  /** All rows, those of the log first. */
  List<LoggedDecision> decisions() {
    return decisions;
  }

  /** Weight of each row. */
  double[] weights() {
    return weights.clone();
  }

  /** Numbers of the rows of the log. */
  int[] logged() {
    return RewardModelTrainer.allRows(logged);
  }

  /** Whether every row counts as one of the log. */
  boolean isLogAlone() {
    return logged == decisions.size() && Arrays.stream(weights).allMatch(w -> w == 1);
  }
}
