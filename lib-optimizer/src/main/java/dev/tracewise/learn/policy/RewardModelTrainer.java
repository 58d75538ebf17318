package dev.tracewise.learn.policy;

import dev.tracewise.model.Errors;
import java.util.Arrays;
import java.util.List;

/** Fits reward models to logged decisions. */
public final class RewardModelTrainer {
  private RewardModelTrainer() {}

  /** Fits a model to rows of equal weight. */
  public static RewardModel train(
      List<LoggedDecision> rows, FeatureSettings features, RewardModelSettings settings) {
    double[] weights = new double[rows.size()];
    Arrays.fill(weights, 1);
    return train(rows, weights, features, settings);
  }

  /**
   * Fits a model to weighted rows.
   *
   * @param weights weight of each row, finite and ≥ 0
   */
  public static RewardModel train(
      List<LoggedDecision> rows,
      double[] weights,
      FeatureSettings features,
      RewardModelSettings settings) {
    requireRows(rows);
    for (double weight : weights) {
      if (!(weight >= 0 && Double.isFinite(weight))) {
        throw Errors.usage(
            "fit a reward model", "a weight is " + weight, "Weights are finite and ≥ 0.");
      }
    }
    List<Choice> choices = choices(rows);
    Featurizer featurizer = Featurizer.fit(choices, features);
    EncodedLog log = EncodedLog.of(featurizer, choices);
    double[] rewards = rewards(rows);
    int[] all = allRows(rows.size());
    return of(featurizer, RidgeRegression.fit(log, all, rewards, weights, settings), rewards);
  }

  static RewardModel of(Featurizer featurizer, LinearModel model, double[] rewards) {
    RewardRange range = RewardRange.of(rewards, allRows(rewards.length));
    return new RewardModel(featurizer, model, range.low(), range.high());
  }

  static void requireRows(List<LoggedDecision> rows) {
    if (rows.isEmpty()) {
      throw Errors.refused(
          "learn from the log", "it has no rows", "Wait for decisions with rewards.");
    }
  }

  static List<Choice> choices(List<LoggedDecision> rows) {
    return rows.stream().map(LoggedDecision::choice).toList();
  }

  static double[] rewards(List<LoggedDecision> rows) {
    return rows.stream().mapToDouble(LoggedDecision::reward).toArray();
  }

  static int[] allRows(int rows) {
    int[] all = new int[rows];
    for (int i = 0; i < rows; i++) {
      all[i] = i;
    }
    return all;
  }
}
