package dev.tracewise.learn.policy;

import java.util.Locale;

/** How a policy is learned. */
public enum Algorithm {
  /** Softmax of the modelled rewards. */
  DIRECT,
  /** Maximises the clipped importance-weighted reward. */
  CLIPPED_IPS,
  /**
   * Maximises the self-normalised importance-weighted reward: rewards are shifted by the policy's
   * own self-normalised value, which makes the optimum that of the ratio.
   *
   * @see <a href="https://openreview.net/forum?id=SJaP_-xAb">Joachims et al. 2018 (BanditNet)</a>
   */
  SNIPS,
  /** Maximises the doubly robust value, its model fitted on other folds. */
  DOUBLY_ROBUST;

  /** The name in tables and on the command line, such as {@code doubly_robust}. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }
}
