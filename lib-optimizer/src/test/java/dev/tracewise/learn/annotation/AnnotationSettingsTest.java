package dev.tracewise.learn.annotation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tracewise.learn.reward.RewardFormula;
import dev.tracewise.learn.reward.RewardSettings;
import dev.tracewise.model.Measures;
import dev.tracewise.model.RoutingLabel;
import java.time.Duration;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnnotationSettingsTest {
  private static final AnnotationSettings DEFAULTS = AnnotationSettings.DEFAULTS;

  @ParameterizedTest(name = "check 41: {0}")
  @CsvSource({
    "SUCCESS, HHMMLL-",
    "FAILURE, HHHHMMM",
    "AMBIGUOUS, HHMMMMM",
  })
  void thePrioritiesAreThoseOfTheTable(SpanOutcome outcome, String expected) {
    double[] confidences = {.1, .29, .3, .59, .6, .75, .76};
    String found =
        Arrays.stream(confidences)
            .mapToObj(confidence -> letter(DEFAULTS, outcome, confidence))
            .collect(Collectors.joining());
    assertThat(found).isEqualTo(expected);
  }

  @Test
  void withoutAConfidenceOnlyTheOutcomeCounts() {
    assertThat(letter(DEFAULTS, SpanOutcome.FAILURE, null)).isEqualTo("M");
    assertThat(letter(DEFAULTS, SpanOutcome.AMBIGUOUS, null)).isEqualTo("M");
    assertThat(letter(DEFAULTS, SpanOutcome.SUCCESS, null)).isEqualTo("-");
  }

  @Test
  void theThresholdIsASetting() {
    AnnotationSettings strict = settings(0.9, 0.3, 0.95);
    assertThat(letter(strict, SpanOutcome.SUCCESS, 0.8)).isEqualTo("M");
    assertThat(letter(strict, SpanOutcome.SUCCESS, 0.92)).isEqualTo("L");
    assertThat(letter(strict, SpanOutcome.FAILURE, 0.8)).isEqualTo("H");
  }

  @ParameterizedTest(name = "check 42: {0} is worth {1}")
  @CsvSource({
    "CORRECT_ROUTING, .96",
    "WRONG_ROUTING, .12",
    "AMBIGUOUS, .24",
    "INSUFFICIENT_INFO, .20",
  })
  void labelsAreWorthTheRewardsOfThePeer(RoutingLabel label, String reward) {
    Measures parts = LabelParts.of(label);
    Double value = new RewardFormula(RewardSettings.DEFAULTS).reward(parts).value();
    assertThat(value).isNotNull();
    assertThat(Math.abs(value - Double.parseDouble(reward))).isLessThan(1e-12);
  }

  @Test
  void aPersonsLabelCountsInTheSatisfactionAndItsOtherPartsDoNot() {
    RewardSettings rewards = RewardSettings.DEFAULTS;
    assertThat(rewards.feedbackWeight(LabelParts.SATISFACTION_TYPE))
        .isEqualTo(DEFAULTS.humanWeight());
    assertThat(rewards.feedbackWeight(LabelParts.QUALITY_TYPE)).isZero();
    assertThat(rewards.feedbackWeight(LabelParts.SUCCESS_TYPE)).isZero();
  }

  @Test
  void labelsHaveTheirNamesInEveryShape() {
    assertThat(RoutingLabel.of(" Wrong-Routing ")).contains(RoutingLabel.WRONG_ROUTING);
    assertThat(RoutingLabel.of("insufficient info")).contains(RoutingLabel.INSUFFICIENT_INFO);
    assertThat(RoutingLabel.of("fine")).isEmpty();
    assertThat(RoutingLabel.AMBIGUOUS.id()).isEqualTo("ambiguous");
  }

  @Test
  void settingsThatCannotBeAreRefused() {
    assertThatThrownBy(() -> DEFAULTS.withLimit(0))
        .hasMessageContaining("limit must be at least 1, but is 0");
    assertThatThrownBy(() -> settings(1.2, 0.3, 0.7)).hasMessageContaining("confidence-threshold");
    assertThatThrownBy(() -> settings(0.6, 0.7, 0.7)).hasMessageContaining("low-confidence");
    assertThatThrownBy(() -> settings(0.6, 0.3, Double.NaN))
        .hasMessageContaining("fair-confidence must be between 0 and 1, but is NaN");
    assertThatThrownBy(
            () ->
                new AnnotationSettings.Sla(Duration.ZERO, Duration.ofHours(1), Duration.ofDays(1)))
        .hasMessageContaining("sla must be above 0");
    assertThatThrownBy(() -> new AnnotationSettings(1, .6, .3, .7, 0, 2, DEFAULTS.sla()))
        .hasMessageContaining("lookback-hours");
    assertThatThrownBy(() -> new AnnotationSettings(1, .6, .3, .7, 1, 0, DEFAULTS.sla()))
        .hasMessageContaining("human-weight");
  }

  private static AnnotationSettings settings(double threshold, double low, double fair) {
    return new AnnotationSettings(50, threshold, low, fair, 24, 2, DEFAULTS.sla());
  }

  private static String letter(
      AnnotationSettings settings, SpanOutcome outcome, @Nullable Double confidence) {
    return settings
        .ask(outcome, confidence)
        .map(reason -> reason.priority().name().substring(0, 1))
        .orElse("-");
  }
}
