package dev.tracewise.learn.modality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DecideSettingsTest {
  @ParameterizedTest
  @CsvSource({
    "0, 50, .85, 7, .05, lookback-days",
    "90, 0, .85, 7, .05, min-real-rows",
    "90, 50, 1.1, 7, .05, target-success",
    "90, 50, .85, 0, .05, stale-days",
    "90, 50, .85, 7, NaN, forced-share"
  })
  void whatIsOutOfRangeIsRefusedByItsKey(
      int lookback, int rows, double target, int stale, double forced, String key) {
    assertThatThrownBy(
            () -> new DecideSettings(lookback, rows, target, stale, forced, StrategyRule.SEED))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(key);
  }

  @Test
  void theRuleIsTheSeedsWithTheseNumbers() {
    TrainingRule rule = new DecideSettings(90, 60, 0.9, 14, 0.05, StrategyRule.SEED).rule();
    assertThat(rule.minimumRealRows()).isEqualTo(60);
    assertThat(rule.targetSuccess()).isEqualTo(0.9);
    assertThat(rule.staleDays()).isEqualTo(14);
    assertThat(rule.gainPerShortfall()).isEqualTo(TrainingRule.DEFAULTS.gainPerShortfall());
  }
}
