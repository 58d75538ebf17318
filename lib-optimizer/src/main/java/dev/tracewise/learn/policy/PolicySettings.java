package dev.tracewise.learn.policy;

import dev.tracewise.model.Errors;
import java.io.Serializable;
import java.util.function.Consumer;

/**
 * One way to learn a policy.
 *
 * @param algorithm what is maximised
 * @param features features of contexts and options
 * @param rewardModel the reward model, part of the policy or of its objective
 * @param learningRate step of AdaGrad, default 0.2, doubly robust 0.01
 * @param epochs passes over the rows, default 10
 * @param l2 penalty on the squared weights of a row's features, default 1e-4
 * @param entropy reward of the policy's entropy, default 0.001
 * @param weightClip largest 1/propensity, default 50
 * @param temperature of {@link Algorithm#DIRECT}, as a share of the rewards' standard deviation,
 *     default 0.05
 * @param floor smallest probability of any option, default 0
 * @param seed seed of the order of the rows
 */
public record PolicySettings(
    Algorithm algorithm,
    FeatureSettings features,
    RewardModelSettings rewardModel,
    double learningRate,
    int epochs,
    double l2,
    double entropy,
    double weightClip,
    double temperature,
    double floor,
    long seed)
    implements Serializable {
  /** Refuses settings out of range. */
  public PolicySettings {
    boolean valid =
        learningRate > 0
            && epochs > 0
            && l2 >= 0
            && entropy >= 0
            && weightClip >= 1
            && temperature > 0
            && floor >= 0
            && floor <= 1
            && Double.isFinite(learningRate + l2 + entropy + weightClip + temperature);
    if (!valid) {
      throw Errors.usage(
          "learn a policy",
          "its settings are out of range",
          "learningRate, epochs and temperature are positive, l2 and entropy ≥ 0, weightClip ≥ 1,"
              + " floor in [0, 1].");
    }
  }

  /** The defaults of an algorithm. */
  public static PolicySettings of(Algorithm algorithm) {
    double learningRate = algorithm == Algorithm.DOUBLY_ROBUST ? 0.01 : 0.2;
    return new PolicySettings(
        algorithm,
        FeatureSettings.DEFAULTS,
        RewardModelSettings.DEFAULTS,
        learningRate,
        10,
        1e-4,
        0.001,
        50,
        0.05,
        0,
        42);
  }

  /** The same with other features. */
  public PolicySettings withFeatures(FeatureSettings other) {
    return but(draft -> draft.features = other);
  }

  /** The same with another reward model. */
  public PolicySettings withRewardModel(RewardModelSettings other) {
    return but(draft -> draft.rewardModel = other);
  }

  /** The same with another l2 penalty. */
  public PolicySettings withL2(double other) {
    return but(draft -> draft.l2 = other);
  }

  /** The same with another temperature. */
  public PolicySettings withTemperature(double other) {
    return but(draft -> draft.temperature = other);
  }

  /** The same with another floor under each option's probability. */
  public PolicySettings withFloor(double other) {
    return but(draft -> draft.floor = other);
  }

  /** The same with another number of epochs. */
  public PolicySettings withEpochs(int other) {
    return but(draft -> draft.epochs = other);
  }

  /** The same with another seed. */
  public PolicySettings withSeed(long other) {
    return but(draft -> draft.seed = other);
  }

  private PolicySettings but(Consumer<Draft> change) {
    Draft draft = new Draft(this);
    change.accept(draft);
    return draft.settled();
  }

  SoftmaxTrainer.Descent descent() {
    return new SoftmaxTrainer.Descent(learningRate, epochs, l2, entropy, seed);
  }

  /** Settings on their way to others: what may be changed. */
  private static final class Draft {
    private final PolicySettings before;
    private FeatureSettings features;
    private RewardModelSettings rewardModel;
    private double l2;
    private double temperature;
    private double floor;
    private int epochs;
    private long seed;

    Draft(PolicySettings before) {
      this.before = before;
      features = before.features;
      rewardModel = before.rewardModel;
      l2 = before.l2;
      temperature = before.temperature;
      floor = before.floor;
      epochs = before.epochs;
      seed = before.seed;
    }

    PolicySettings settled() {
      return new PolicySettings(
          before.algorithm,
          features,
          rewardModel,
          before.learningRate,
          epochs,
          l2,
          before.entropy,
          before.weightClip,
          temperature,
          floor,
          seed);
    }
  }
}
