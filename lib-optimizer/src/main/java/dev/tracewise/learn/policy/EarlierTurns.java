package dev.tracewise.learn.policy;

import java.util.EnumSet;
import java.util.Set;

/**
 * How much of a session's earlier turns a policy looks at. What was asked before does not depend on
 * the policy. What was chosen before does: the estimate of a policy that looks at its own earlier
 * choices holds for one decision at a time, while the others are made as the log made them.
 */
public enum EarlierTurns {
  /** Nothing. */
  NONE,
  /** How many there were, how long ago the last one was, its modality and its text. */
  QUERIES,
  /** Also which option the last one got, and whether it succeeded, as far as that was known. */
  CHOICES;

  /** What policies with these sources look at. */
  static EarlierTurns of(Set<FeatureSource> sources) {
    if (!sources.contains(FeatureSource.EARLIER_QUERIES)) {
      return NONE;
    }
    return sources.contains(FeatureSource.EARLIER_CHOICES) ? CHOICES : QUERIES;
  }

  /** The sources that are left of these. */
  Set<FeatureSource> within(Set<FeatureSource> sources) {
    Set<FeatureSource> left = EnumSet.noneOf(FeatureSource.class);
    left.addAll(sources);
    if (this != CHOICES) {
      left.remove(FeatureSource.EARLIER_CHOICES);
    }
    if (this == NONE) {
      left.remove(FeatureSource.EARLIER_QUERIES);
    }
    return left;
  }

  /** The one of both that looks at more. */
  public EarlierTurns or(EarlierTurns other) {
    return compareTo(other) < 0 ? other : this;
  }
}
