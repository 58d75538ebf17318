package dev.tracewise.learn.policy;

import dev.tracewise.model.Errors;
import java.io.Serializable;

/**
 * How a reward model is fitted: ridge regression by coordinate descent.
 *
 * @param ridge penalty of the weights in rows, default 3: a weight that rests on so many rows is
 *     shrunk by half
 * @param passes most passes over the features, default 12
 */
public record RewardModelSettings(double ridge, int passes) implements Serializable {
  /** The defaults. */
  public static final RewardModelSettings DEFAULTS = new RewardModelSettings(3, 12);

  /** Refuses settings out of range. */
  public RewardModelSettings {
    if (!(ridge > 0 && Double.isFinite(ridge)) || passes < 1) {
      throw Errors.usage(
          "fit a reward model",
          "ridge is " + ridge + " and passes " + passes,
          "Both must be positive.");
    }
  }
}
