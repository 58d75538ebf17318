package dev.tracewise.learn.router;

import dev.tracewise.learn.policy.EarlierTurns;
import dev.tracewise.learn.policy.Policy;
import dev.tracewise.learn.policy.PolicyArtifact;
import dev.tracewise.learn.policy.RewardModel;
import dev.tracewise.learn.policy.TrainedPolicy;
import org.jspecify.annotations.Nullable;

/**
 * A stored policy of either form: one that was learned, or a router.
 *
 * @param policy the policy
 * @param rewardModel estimated reward of each option; null for a router, which has none
 * @param turns what it looks at of the session's earlier turns; a router at none
 */
public record StoredPolicy(Policy policy, @Nullable RewardModel rewardModel, EarlierTurns turns) {
  /**
   * Reads either.
   *
   * @throws dev.tracewise.model.TracewiseException naming the field at fault
   */
  public static StoredPolicy read(byte[] artifact) {
    if (RouterArtifact.is(artifact)) {
      return new StoredPolicy(new Router(RouterArtifact.read(artifact)), null, EarlierTurns.NONE);
    }
    TrainedPolicy trained = PolicyArtifact.read(artifact);
    return new StoredPolicy(trained.policy(), trained.rewardModel(), trained.turns());
  }
}
