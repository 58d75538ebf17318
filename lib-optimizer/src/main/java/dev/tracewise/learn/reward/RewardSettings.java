package dev.tracewise.learn.reward;

import dev.tracewise.model.Errors;
import java.io.Serializable;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * Constants of the reward.
 *
 * @param qualityWeight weight of the quality, default 0.4
 * @param successWeight weight of success, default 0.3
 * @param satisfactionWeight weight of the user's satisfaction, default 0.3
 * @param penaltyWeight largest penalty for time taken, default 0.1
 * @param penalty shape of the penalty, default hyperbolic with half of it at 10 seconds
 * @param feedbackWeights weight of each type of feedback in the satisfaction, {@code custom:NAME}
 *     for one of your own, {@code custom} for all of those that are not named; a type that is
 *     missing has weight 0. So have custom types by default: whether more of {@code
 *     custom:toxicity} is better nobody told; but for {@code custom:annotation}, the label that a
 *     person gave to the span, which counts twice
 */
public record RewardSettings(
    double qualityWeight,
    double successWeight,
    double satisfactionWeight,
    double penaltyWeight,
    LatencyPenalty penalty,
    Map<String, Double> feedbackWeights)
    implements Serializable {
  /** The defaults. */
  public static final RewardSettings DEFAULTS =
      new RewardSettings(
          0.4,
          0.3,
          0.3,
          0.1,
          new LatencyPenalty.Hyperbolic(10),
          Map.of(
              "helpfulness", 1.0,
              "correctness", 1.0,
              "relevance", 0.8,
              "clarity", 0.6,
              "completeness", 0.6,
              "thumbs", 1.0,
              "rating", 1.0,
              "custom:annotation", 2.0));

  /** Refuses weights that are negative or all zero; sorts the map. */
  public RewardSettings {
    requireWeight("quality", qualityWeight);
    requireWeight("success", successWeight);
    requireWeight("satisfaction", satisfactionWeight);
    requireWeight("penalty", penaltyWeight);
    feedbackWeights.forEach(RewardSettings::requireWeight);
    if (qualityWeight + successWeight + satisfactionWeight == 0) {
      throw invalid("the weights of quality, success and satisfaction are all zero");
    }
    feedbackWeights = Collections.unmodifiableMap(new TreeMap<>(feedbackWeights));
  }

  /** Weight of a type of feedback such as {@code clarity} or {@code custom:tone}. */
  public double feedbackWeight(String type) {
    double unnamed = type.startsWith("custom:") ? feedbackWeights.getOrDefault("custom", 0.0) : 0.0;
    return feedbackWeights.getOrDefault(type, unnamed);
  }

  private static void requireWeight(String name, double weight) {
    if (!(weight >= 0 && Double.isFinite(weight))) {
      throw invalid("the weight of " + name + " is " + weight);
    }
  }

  private static RuntimeException invalid(String why) {
    return Errors.usage(
        "set up the reward", why, "Weights are finite and ≥ 0, at least one part weighs more.");
  }
}
