package dev.tracewise.learn.modality;

import java.util.List;

/**
 * With which strategy to train.
 *
 * @param strategy the strategy
 * @param decidedBy {@link TrainingVerdict#RULE}, or the version that decided
 * @param reasons why, in words
 */
public record StrategyVerdict(TrainingStrategy strategy, String decidedBy, List<String> reasons) {
  /** Copies the reasons. */
  public StrategyVerdict {
    reasons = List.copyOf(reasons);
  }
}
