package dev.tracewise.learn.modality;

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
 * @param synthetic what synthetic rows are made of
 */
public record DecideSettings(
    int lookbackDays,
    int minRealRows,
    double targetSuccess,
    int staleDays,
    double forcedShare,
    StrategyRule strategyRule,
    SyntheticSettings synthetic) {
  /** Refuses values out of range. */
  public DecideSettings {
    requirePositive("lookback-days", lookbackDays);
    requirePositive("min-real-rows", minRealRows);
    requirePositive("stale-days", staleDays);
    requireShare("target-success", targetSuccess);
    requireShare("forced-share", forcedShare);
  }

  /** The same with the seed's synthetic rows. */
  public DecideSettings(
      int lookbackDays,
      int minRealRows,
      double targetSuccess,
      int staleDays,
      double forcedShare,
      StrategyRule strategyRule) {
    this(
        lookbackDays,
        minRealRows,
        targetSuccess,
        staleDays,
        forcedShare,
        strategyRule,
        SyntheticSettings.SEED);
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

  private static void requirePositive(String key, int value) {
    if (value < 1) {
      throw new IllegalArgumentException(key + " must be at least 1, but is " + value);
    }
  }

  private static void requireShare(String key, double value) {
    if (!(value >= 0 && value <= 1)) {
      throw new IllegalArgumentException(key + " must be in [0, 1], but is " + value);
    }
  }
}
