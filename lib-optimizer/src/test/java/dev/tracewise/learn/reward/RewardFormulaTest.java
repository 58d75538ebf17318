package dev.tracewise.learn.reward;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.tracewise.model.Measures;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RewardFormulaTest {
  private static final RewardFormula FORMULA = new RewardFormula(RewardSettings.DEFAULTS);

  @ParameterizedTest(name = "check {0}: ({1}, {2}, {3} s, {4}) gives {5}")
  @CsvSource({
    "1, .92, true, 1.2, .95, .9422857143",
    "2, .95, true, .5, .92, .9512380952",
    "3, .4, false, 5, .3, .2166666667",
    "4, .9, true, 1, .8, .8909090909",
    "4, .3, false, 5, .2, .1466666667",
    "5, .7, true, 0, , .8285714286",
    "5, .7, false, 0, , .4",
    "6, .7, true, 10, , .7785714286",
    "7, 0, false, 10, , 0",
    "7, 1, true, 0, 1, 1",
    "7, 1.5, true, 0, 1, 1",
    "8, .8, true, 0, 0.0, .62",
    "9, .9, true, 0, , .942857143",
    "9, .8, true, 0, , .885714286",
    "9, .2, false, 0, , .114285714",
    "9, .7, true, 0, , .828571429",
  })
  void theChecksOfThePeersHold(
      int check,
      Double quality,
      Boolean success,
      Double seconds,
      Double satisfaction,
      double expected) {
    assertThat(value(quality, success, satisfaction, seconds)).isEqualTo(expected, within(1e-9));
  }

  private static @Nullable Double value(
      @Nullable Double quality,
      @Nullable Boolean success,
      @Nullable Double satisfaction,
      @Nullable Double seconds) {
    return FORMULA.reward(new Measures(quality, success, satisfaction, seconds, null)).value();
  }

  @Test
  void whatIsMissingDropsOut() {
    assertThat(value(0.7, null, null, null)).isEqualTo(0.7, within(1e-15));
    assertThat(value(null, true, null, null)).isEqualTo(1);
    assertThat(value(null, null, 0.4, null)).isEqualTo(0.4, within(1e-15));
    assertThat(value(0.5, null, 0.9, null)).isEqualTo((0.2 + 0.27) / 0.7, within(1e-15));
  }

  @Test
  void nothingKnownIsNoReward() {
    assertThat(FORMULA.reward(Measures.UNKNOWN)).isEqualTo(Reward.UNKNOWN);
    assertThat(value(null, null, null, 3.0)).isNull();
  }

  @Test
  void partsSumToTheReward() {
    Reward reward = FORMULA.reward(new Measures(0.92, true, 0.95, 1.2, null));
    assertThat(reward.parts())
        .containsOnlyKeys("quality", "satisfaction", "success", "time_penalty");
    double sum = reward.parts().values().stream().mapToDouble(Double::doubleValue).sum();
    assertThat(reward.value()).isEqualTo(sum, within(1e-12));
  }

  @Test
  void theLinearPenaltyGivesThePrintedFigureOfTheSeed() {
    RewardSettings linear =
        new RewardSettings(0.4, 0.3, 0.3, 0.1, new LatencyPenalty.Linear(4), Map.of());
    Measures measures = new Measures(0.92, true, 0.95, 1.2, null);
    assertThat(new RewardFormula(linear).reward(measures).value()).isEqualTo(0.923, within(1e-12));
    assertThat(linear.penalty().share(99)).isEqualTo(1);
  }

  @Test
  void feedbackHasItsWeights() {
    RewardSettings settings = RewardSettings.DEFAULTS;
    assertThat(settings.feedbackWeight("clarity")).isEqualTo(0.6);
    assertThat(settings.feedbackWeight("comment")).isZero();
  }

  @Test
  void customFeedbackWeighsNothingUnlessConfigured() {
    assertThat(RewardSettings.DEFAULTS.feedbackWeight("custom:toxicity")).isZero();
    RewardSettings named = withFeedback(Map.of("custom:tone", 2.0));
    assertThat(named.feedbackWeight("custom:tone")).isEqualTo(2);
    assertThat(named.feedbackWeight("custom:toxicity")).isZero();
    RewardSettings most = withFeedback(Map.of("custom", 1.0, "custom:toxicity", 0.0));
    assertThat(most.feedbackWeight("custom:tone")).isEqualTo(1);
    assertThat(most.feedbackWeight("custom:toxicity")).isZero();
  }

  private static RewardSettings withFeedback(Map<String, Double> weights) {
    return new RewardSettings(0.4, 0.3, 0.3, 0.1, new LatencyPenalty.Hyperbolic(10), weights);
  }

  @Test
  void settingsThatCannotBeAreRefused() {
    LatencyPenalty shape = new LatencyPenalty.Hyperbolic(10);
    assertThatThrownBy(() -> new LatencyPenalty.Hyperbolic(0))
        .hasMessageContaining("the time scale of the penalty is 0.0 seconds");
    assertThatThrownBy(() -> new LatencyPenalty.Linear(Double.NaN))
        .hasMessageContaining("NaN seconds");
    assertThatThrownBy(() -> new RewardSettings(-1, 0, 0, 0, shape, Map.of()))
        .hasMessageContaining("the weight of quality is -1.0");
    assertThatThrownBy(() -> new RewardSettings(0, 0, 0, 0, shape, Map.of()))
        .hasMessageContaining("are all zero");
  }
}
