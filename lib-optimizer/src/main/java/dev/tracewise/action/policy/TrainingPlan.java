package dev.tracewise.action.policy;

import dev.tracewise.learn.data.DataLimits;
import dev.tracewise.learn.modality.SyntheticSettings;
import dev.tracewise.learn.modality.TrainingStrategy;
import dev.tracewise.learn.policy.EarlierTurns;
import org.jspecify.annotations.Nullable;

/**
 * What a policy is learned from.
 *
 * @param strategy rows of the log, synthetic ones, or both
 * @param synthetic which option each modality expects
 * @param content a table or JSON lines that say what synthetic queries are about; null to mine the
 *     log
 * @param limits from where on a training set is doubted or refused
 * @param turns what policies look at of the session's earlier turns
 */
public record TrainingPlan(
    TrainingStrategy strategy,
    SyntheticSettings synthetic,
    @Nullable String content,
    DataLimits limits,
    EarlierTurns turns) {
  /** The log alone, with the default limits and without a look at earlier turns. */
  public static final TrainingPlan OF_LOG =
      new TrainingPlan(
          TrainingStrategy.PURE_REAL,
          SyntheticSettings.SEED,
          null,
          DataLimits.DEFAULTS,
          EarlierTurns.NONE);

  /** What is learned from, without a look at earlier turns. */
  public TrainingPlan(
      TrainingStrategy strategy,
      SyntheticSettings synthetic,
      @Nullable String content,
      DataLimits limits) {
    this(strategy, synthetic, content, limits, EarlierTurns.NONE);
  }
}
