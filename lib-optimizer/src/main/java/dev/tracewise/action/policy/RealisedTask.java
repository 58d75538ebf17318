package dev.tracewise.action.policy;

import dev.tracewise.judge.ClusteredMean;
import dev.tracewise.judge.RealisedReward;
import dev.tracewise.learn.policy.LoggedDecision;
import dev.tracewise.learn.policy.Policy;
import dev.tracewise.learn.router.StoredPolicy;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.function.FlatMapFunction;

/**
 * What a policy earned in the decisions it served, in one task and in the order of their keys.
 * Explored decisions count by the probability that the policy itself gives them over the propensity
 * that was used, normalised by the sum of these weights.
 */
final class RealisedTask implements FlatMapFunction<Iterator<String>, RealisedReward> {
  private static final long serialVersionUID = 1L;

  private final byte[] artifact;

  RealisedTask(byte[] artifact) {
    this.artifact = artifact;
  }

  @Override
  public Iterator<RealisedReward> call(Iterator<String> lines) {
    Policy policy = StoredPolicy.read(artifact).policy();
    List<Double> weights = new ArrayList<>();
    List<Double> rewards = new ArrayList<>();
    List<String> groups = new ArrayList<>();
    while (lines.hasNext()) {
      LoggedDecision decision = TrainingLine.parse(lines.next()).decision();
      double[] probabilities = policy.probabilities(decision.context(), decision.options());
      double weight = probabilities[decision.chosen()] / decision.propensity();
      weights.add(weight);
      rewards.add(weight * decision.reward());
      groups.add(decision.group());
    }
    return rewards.isEmpty()
        ? List.<RealisedReward>of().iterator()
        : List.of(RealisedReward.of(ClusteredMean.ratio(array(rewards), array(weights), groups)))
            .iterator();
  }

  private static double[] array(List<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).toArray();
  }
}
