package dev.tracewise.learn.policy;

import dev.tracewise.judge.GroupSplit;
import dev.tracewise.learn.policy.ImportanceObjective.Shift;
import java.util.Arrays;
import java.util.List;

/**
 * Learns policies from logged decisions. The same rows in the same order and the same settings give
 * the same bits.
 */
public final class PolicyTrainer {
  private static final int FOLDS = 3;
  private static final double START_TEMPERATURE = 0.05;

  private final List<LoggedDecision> rows;
  private final PolicySettings settings;
  private final Featurizer featurizer;
  private final EncodedLog log;
  private final double[] rewards;
  private final double[] rowWeights;

  private PolicyTrainer(List<LoggedDecision> rows, PolicySettings settings) {
    this.rows = rows;
    this.settings = settings;
    List<Choice> choices = RewardModelTrainer.choices(rows);
    featurizer = Featurizer.fit(choices, settings.features());
    log = EncodedLog.of(featurizer, choices);
    rewards = RewardModelTrainer.rewards(rows);
    rowWeights = new double[rows.size()];
    Arrays.fill(rowWeights, 1);
  }

  /**
   * Learns a policy and a reward model.
   *
   * @param rows training rows, in key order, at least one
   * @param settings how to learn
   */
  public static TrainedPolicy train(List<LoggedDecision> rows, PolicySettings settings) {
    RewardModelTrainer.requireRows(rows);
    return new PolicyTrainer(rows, settings).train();
  }

  private TrainedPolicy train() {
    LinearModel model = fitRewards(RewardModelTrainer.allRows(log.rows));
    RewardModel rewardModel = RewardModelTrainer.of(featurizer, model.compact(), rewards);
    double[] propensities = rows.stream().mapToDouble(LoggedDecision::propensity).toArray();
    RowScores scores = RowScores.of(rewards, propensities, settings.weightClip());
    SoftmaxPolicy policy =
        switch (settings.algorithm()) {
          case DIRECT -> policy(rewardModel.model(), settings.temperature() * scores.scale());
          case CLIPPED_IPS -> trained(new ImportanceObjective(log, scores, Shift.NONE));
          case SNIPS -> trained(new ImportanceObjective(log, scores, Shift.SELF_NORMALISED));
          case DOUBLY_ROBUST -> doublyRobust(model, scores);
        };
    return new TrainedPolicy(policy, rewardModel);
  }

  private LinearModel fitRewards(int[] chosenRows) {
    return RidgeRegression.fit(log, chosenRows, rewards, rowWeights, settings.rewardModel());
  }

  private SoftmaxPolicy trained(RowObjective objective) {
    LinearModel model = SoftmaxTrainer.train(log, objective, settings.descent());
    return policy(model.compact(), 1);
  }

  /** Starts from the reward model's own policy, softened so that its slopes are alive. */
  private SoftmaxPolicy doublyRobust(LinearModel model, RowScores scores) {
    DoublyRobustObjective objective = DoublyRobustObjective.of(log, scores, crossFitted());
    double scale = 1 / (START_TEMPERATURE * scores.scale());
    LinearModel trained = SoftmaxTrainer.train(log, objective, settings.descent(), model, scale);
    return policy(trained.compact(), 1);
  }

  private SoftmaxPolicy policy(LinearModel model, double temperature) {
    return new SoftmaxPolicy(featurizer, model, temperature, settings.floor());
  }

  /** Modelled reward of every slot, by a model that has not seen the row's group. */
  private double[] crossFitted() {
    int[] fold = new int[log.rows];
    for (int i = 0; i < log.rows; i++) {
      fold[i] = GroupSplit.fold("", "", rows.get(i).group(), FOLDS);
    }
    return FoldedValues.of(log, fold, FOLDS, rewards, this::fitRewards);
  }
}
