package dev.tracewise.learn.routing;

/**
 * What to choose.
 *
 * @param option the option
 * @param confidence how sure the recommendation is, in [0, 1]
 * @param reasoning why, in words
 * @param decidedBy {@link #RULE}, or the version that decided
 */
public record Recommendation(String option, double confidence, String reasoning, String decidedBy) {
  /** Decided by keywords, not by a model. */
  public static final String RULE = "rule";
}
