package dev.tracewise.settings;

import dev.tracewise.learn.modality.StrategyRule;
import dev.tracewise.learn.modality.TrainingRule;

/**
 * When a modality is trained.
 *
 * @param lookbackDays days of experiences that are looked at, ≥ 1
 * @param minRealRows real rows that are data enough, ≥ 1
 * @param targetSuccess success rate from which nothing has to be done, in [0, 1]
 * @param staleDays days after which a training is old, ≥ 1
 * @param forcedShare share of the verdicts to wait that are turned into trainings, in [0, 1]: what
 *     they bring is what can be learned about waiting
 * @param strategyRule how the strategy is chosen while no model may choose it
 */
public record DecideSettings(
    int lookbackDays,
    int minRealRows,
    double targetSuccess,
    int staleDays,
    double forcedShare,
    StrategyRule strategyRule) {
  /** Refuses values out of range. */
  public DecideSettings {
    Ranges.atLeast("lookback-days", lookbackDays, 1);
    Ranges.atLeast("min-real-rows", minRealRows, 1);
    Ranges.atLeast("stale-days", staleDays, 1);
    Ranges.share("target-success", targetSuccess);
    Ranges.share("forced-share", forcedShare);
  }

  /** The rule with these numbers. */
  public TrainingRule rule() {
    TrainingRule seed = TrainingRule.DEFAULTS;
    return new TrainingRule(
        minRealRows,
        seed.minimumSyntheticRows(),
        seed.minimumDataQuality(),
        targetSuccess,
        staleDays,
        seed.gainPerShortfall());
  }
}
