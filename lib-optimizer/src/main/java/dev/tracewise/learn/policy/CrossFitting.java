package dev.tracewise.learn.policy;

import dev.tracewise.judge.GroupSplit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Modelled rewards for judging policies, each by a model that has not seen the reward of the row:
 * weights, and the range that values are clipped to, come from the rows that a model was fitted on.
 * Only what carries no reward is shared with the rows held out: scales of numbers and the choice of
 * features, from contexts and options.
 *
 * @param tenantId tenant of the rows; with the agent and the group it decides the fold
 * @param agentId agent of the rows
 * @param features features of the models
 * @param settings how the models are fitted
 */
public record CrossFitting(
    String tenantId, String agentId, FeatureSettings features, RewardModelSettings settings) {
  private static final int FOLDS = 5;

  /** Cross-fitting with the default features and models. */
  public static CrossFitting of(String tenantId, String agentId) {
    return new CrossFitting(
        tenantId, agentId, FeatureSettings.DEFAULTS, RewardModelSettings.DEFAULTS);
  }

  /**
   * Values on the selection part, by one model fitted on the training part.
   *
   * @param training rows of the training part, in key order
   * @param selection rows of the selection part, in key order, at least one
   */
  public RewardEstimates onSelection(
      List<LoggedDecision> training, List<LoggedDecision> selection) {
    return estimates(training, selection, new int[selection.size()], 1);
  }

  /**
   * Values on the evidence part in five folds by group, each by a model fitted on training,
   * selection and the other folds.
   *
   * @param training rows of the training part, in key order
   * @param selection rows of the selection part, in key order
   * @param evidence rows of the evidence part, in key order, at least one
   */
  public RewardEstimates onEvidence(
      List<LoggedDecision> training,
      List<LoggedDecision> selection,
      List<LoggedDecision> evidence) {
    List<LoggedDecision> before = new ArrayList<>(training);
    before.addAll(selection);
    int[] fold = new int[evidence.size()];
    for (int i = 0; i < fold.length; i++) {
      fold[i] = GroupSplit.fold(tenantId, agentId, evidence.get(i).group(), FOLDS);
    }
    return estimates(before, evidence, fold, FOLDS);
  }

  private RewardEstimates estimates(
      List<LoggedDecision> before, List<LoggedDecision> judged, int[] foldOfJudged, int folds) {
    RewardModelTrainer.requireRows(judged);
    List<LoggedDecision> all = new ArrayList<>(before);
    all.addAll(judged);
    List<Choice> choices = RewardModelTrainer.choices(all);
    EncodedLog log = EncodedLog.of(Featurizer.fit(choices, features), choices);
    int[] fold = new int[all.size()];
    Arrays.fill(fold, 0, before.size(), FoldedValues.ALWAYS_FITTED);
    System.arraycopy(foldOfJudged, 0, fold, before.size(), judged.size());
    double[] rewards = RewardModelTrainer.rewards(all);
    double[] weights = new double[rewards.length];
    Arrays.fill(weights, 1);
    double[] values =
        FoldedValues.of(
            log,
            fold,
            folds,
            rewards,
            fitted -> RidgeRegression.fit(log, fitted, rewards, weights, settings));
    return new RewardEstimates(judged, inOrder(log, values, before.size()));
  }

  private static double[][] inOrder(EncodedLog log, double[] values, int from) {
    double[][] ordered = new double[log.rows - from][];
    for (int i = 0; i < ordered.length; i++) {
      int row = from + i;
      ordered[i] = new double[log.offered(row)];
      for (int slot = log.slotStart[row]; slot < log.slotStart[row + 1]; slot++) {
        ordered[i][log.slotPosition[slot]] = values[slot];
      }
    }
    return ordered;
  }
}
