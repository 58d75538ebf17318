package dev.tracewise.learn.reward;

import dev.tracewise.model.Measures;
import java.io.Serializable;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The reward of a decision: weighted mean of quality, success and satisfaction, less a penalty for
 * the time it took, in [0, 1]. A part that is not known drops out and the rest is renormalised.
 *
 * @param settings weights and shape of the penalty
 */
public record RewardFormula(RewardSettings settings) implements Serializable {
  /**
   * The reward of what came of a decision; without value when quality, success and satisfaction are
   * all unknown.
   */
  public Reward reward(Measures measures) {
    @Nullable Double success =
        measures.success() == null ? null : Double.valueOf(measures.success() ? 1 : 0);
    double known =
        weightIfKnown(settings.qualityWeight(), measures.quality())
            + weightIfKnown(settings.successWeight(), success)
            + weightIfKnown(settings.satisfactionWeight(), measures.satisfaction());
    if (known == 0) {
      return Reward.UNKNOWN;
    }
    double base =
        (part(settings.qualityWeight(), measures.quality())
                + part(settings.successWeight(), success)
                + part(settings.satisfactionWeight(), measures.satisfaction()))
            / known;
    Map<String, Double> parts = new TreeMap<>();
    putPart(parts, "quality", settings.qualityWeight() / known, measures.quality());
    putPart(parts, "success", settings.successWeight() / known, success);
    putPart(parts, "satisfaction", settings.satisfactionWeight() / known, measures.satisfaction());
    double penalty = penalty(measures.seconds());
    if (measures.seconds() != null) {
      parts.put("time_penalty", 0 - penalty);
    }
    return new Reward(Math.min(1, Math.max(0, base - penalty)), parts);
  }

  private double penalty(@Nullable Double seconds) {
    if (seconds == null || !(seconds > 0)) {
      return 0;
    }
    return settings.penaltyWeight() * settings.penalty().share(seconds);
  }

  private static double weightIfKnown(double weight, @Nullable Double value) {
    return value == null ? 0 : weight;
  }

  private static double part(double weight, @Nullable Double value) {
    return value == null ? 0 : weight * value;
  }

  private static void putPart(
      Map<String, Double> parts, String name, double weight, @Nullable Double value) {
    if (value != null) {
      parts.put(name, weight * value);
    }
  }
}
