package dev.tracewise.judge;

import dev.tracewise.model.Errors;
import org.jspecify.annotations.Nullable;

/**
 * One logged row as an off-policy estimator sees it.
 *
 * @param group group of the row, see {@link Groups}
 * @param reward observed reward, finite
 * @param propensity probability in (0, 1] with which the log chose what it chose
 * @param target probability in [0, 1] with which the judged policy chooses the same
 * @param values what a reward model says; null where there is none, then neither DM nor DR exist
 */
public record OffPolicyRow(
    String group, double reward, double propensity, double target, @Nullable ModelValues values) {
  /** Refuses what is no probability and rewards that are not finite. */
  public OffPolicyRow {
    if (!(propensity > 0 && propensity <= 1)) {
      throw invalid("a propensity is " + propensity, "It must lie in (0, 1].");
    }
    if (!(target >= 0 && target <= 1 + 1e-9)) {
      throw invalid("a target probability is " + target, "It must lie in [0, 1].");
    }
    if (!Double.isFinite(reward)) {
      throw invalid("a reward is " + reward, "Rewards must be finite.");
    }
  }

  /** Importance ratio target / propensity. */
  public double weight() {
    return target / propensity;
  }

  private static RuntimeException invalid(String why, String remedy) {
    return Errors.usage("evaluate a policy", why, remedy);
  }

  /**
   * Model values of a row.
   *
   * @param chosen modelled reward of the option that was chosen
   * @param expected modelled reward expected under the judged policy
   */
  public record ModelValues(double chosen, double expected) {}
}
