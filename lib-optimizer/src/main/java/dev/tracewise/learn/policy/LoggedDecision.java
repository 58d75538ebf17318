package dev.tracewise.learn.policy;

import dev.tracewise.model.Context;
import dev.tracewise.model.Errors;
import dev.tracewise.model.Option;
import java.util.List;

/**
 * A decision with its propensity and its reward: what policies learn from.
 *
 * @param interactionId key of the decision
 * @param group group of the row, see {@link dev.tracewise.judge.Groups}
 * @param context what was known
 * @param options what could be chosen, names unique
 * @param chosen index of what was chosen
 * @param propensity probability in (0, 1] with which it was chosen
 * @param reward observed reward, finite
 */
public record LoggedDecision(
    String interactionId,
    String group,
    Context context,
    List<Option> options,
    int chosen,
    double propensity,
    double reward) {
  /** Copies the options; refuses what cannot be learned from. */
  public LoggedDecision {
    options = new Choice(context, options, chosen).options();
    if (!(propensity > 0 && propensity <= 1)) {
      throw invalid(interactionId, "its propensity is " + propensity, "It must lie in (0, 1].");
    }
    if (!Double.isFinite(reward)) {
      throw invalid(interactionId, "its reward is " + reward, "Rewards must be finite.");
    }
  }

  /** The same with another choice. */
  LoggedDecision as(int other, double itsPropensity, double itsReward) {
    return new LoggedDecision(
        interactionId, group, context, options, other, itsPropensity, itsReward);
  }

  /** The decision without propensity and reward. */
  public Choice choice() {
    return new Choice(context, options, chosen);
  }

  private static RuntimeException invalid(String interactionId, String why, String remedy) {
    return Errors.usage("learn from decision \"" + interactionId + "\"", why, remedy);
  }
}
