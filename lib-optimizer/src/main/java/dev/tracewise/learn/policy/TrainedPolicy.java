package dev.tracewise.learn.policy;

/**
 * A learned policy with the reward model that was fitted on the same rows.
 *
 * @param policy the policy
 * @param rewardModel estimated reward of each option
 */
public record TrainedPolicy(SoftmaxPolicy policy, RewardModel rewardModel) {
  /** What it looks at of the turns before. */
  public EarlierTurns turns() {
    return policy.featurizer().turns();
  }
}
