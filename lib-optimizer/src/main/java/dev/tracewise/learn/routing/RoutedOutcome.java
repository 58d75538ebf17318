package dev.tracewise.learn.routing;

import dev.tracewise.model.Errors;
import org.jspecify.annotations.Nullable;

/**
 * A rewarded choice.
 *
 * @param option what was chosen
 * @param confidence how sure the agent was, in [0, 1]; null where none is logged
 * @param success whether it succeeded; null where not known
 * @param reward its reward, in [0, 1]
 */
public record RoutedOutcome(
    String option, @Nullable Double confidence, @Nullable Boolean success, double reward) {
  /** Refuses numbers that are not in [0, 1]. */
  public RoutedOutcome {
    if (!(reward >= 0 && reward <= 1)) {
      throw invalid("reward", reward);
    }
    if (confidence != null && !(confidence >= 0 && confidence <= 1)) {
      throw invalid("confidence", confidence);
    }
  }

  private static RuntimeException invalid(String name, double value) {
    return Errors.usage(
        "measure routing",
        "the " + name + " of a choice is " + value,
        "Rewards and confidences are numbers in [0, 1].");
  }
}
