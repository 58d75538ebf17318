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

  private final LearningRows learning;
  private final List<LoggedDecision> rows;
  private final PolicySettings settings;
  private final Featurizer featurizer;
  private final EncodedLog log;
  private final double[] rewards;
  private final double[] rowWeights;

  private PolicyTrainer(LearningRows learning, PolicySettings settings) {
    this.learning = learning;
    this.rows = learning.decisions();
    this.settings = settings;
    List<Choice> choices = RewardModelTrainer.choices(rows);
    featurizer = Featurizer.fit(choices, settings.features());
    log = EncodedLog.of(featurizer, choices);
    rewards = RewardModelTrainer.rewards(rows);
    rowWeights = learning.weights();
  }

  /**
   * Learns a policy and a reward model.
   *
   * @param rows training rows, in key order, at least one
   * @param settings how to learn
   */
  public static TrainedPolicy train(List<LoggedDecision> rows, PolicySettings settings) {
    return train(LearningRows.ofLog(rows), settings);
  }

  /**
   * Learns a policy from rows of the log and from rows that were made, and a reward model from
   * those of the log: what was made up is no reason to expect more.
   */
  public static TrainedPolicy train(LearningRows rows, PolicySettings settings) {
    return new PolicyTrainer(rows, settings).train();
  }

  private TrainedPolicy train() {
    LinearModel model = fitRewards(RewardModelTrainer.allRows(log.rows));
    double[] propensities = rows.stream().mapToDouble(LoggedDecision::propensity).toArray();
    RowScores scores = RowScores.of(rewards, propensities, rowWeights, settings.weightClip());
    SoftmaxPolicy policy =
        switch (settings.algorithm()) {
          case DIRECT -> policy(model.compact(), settings.temperature() * scores.scale());
          case CLIPPED_IPS -> trained(new ImportanceObjective(log, scores, Shift.NONE));
          case SNIPS -> trained(new ImportanceObjective(log, scores, Shift.SELF_NORMALISED));
          case DOUBLY_ROBUST -> doublyRobust(model, scores);
        };
    return new TrainedPolicy(policy, RewardModelTrainer.of(featurizer, measured(model), logged()));
  }

  /** The model of the rewards that were observed. */
  private LinearModel measured(LinearModel model) {
    if (learning.isLogAlone()) {
      return model.compact();
    }
    double[] ones = new double[log.rows];
    Arrays.fill(ones, 1);
    return RidgeRegression.fit(log, learning.logged(), rewards, ones, settings.rewardModel())
        .compact();
  }

  private double[] logged() {
    return Arrays.copyOf(rewards, learning.logged().length);
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
