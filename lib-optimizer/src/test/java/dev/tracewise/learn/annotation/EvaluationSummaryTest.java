package dev.tracewise.learn.annotation;

import static dev.tracewise.learn.annotation.SpanOutcome.AMBIGUOUS;
import static dev.tracewise.learn.annotation.SpanOutcome.FAILURE;
import static dev.tracewise.learn.annotation.SpanOutcome.SUCCESS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EvaluationSummaryTest {
  @Test
  void check39TwoOfThreeSucceeded() {
    EvaluationSummary summary =
        EvaluationSummary.of(
            List.of(
                AgentTally.of("video", SUCCESS, 0.9, 50),
                AgentTally.of("video", FAILURE, 0.4, 75),
                AgentTally.of("text", SUCCESS, 0.8, 55)));
    assertThat(summary.successRate()).isCloseTo(0.6667, within(5e-5));
    assertThat(summary.meanSeconds()).isCloseTo(60, within(1e-12));
    assertThat(summary.meanConfidence()).isCloseTo(0.7, within(1e-12));
    assertThat(summary.agents()).isEqualTo(Map.of("video", 2L, "text", 1L));
  }

  @Test
  void check40PrecisionAndCalibration() {
    EvaluationSummary precise =
        EvaluationSummary.of(
            List.of(
                AgentTally.of("video", SUCCESS, null, 1),
                AgentTally.of("video", SUCCESS, null, 1),
                AgentTally.of("video", FAILURE, null, 1),
                AgentTally.of("text", AMBIGUOUS, null, 1)));
    assertThat(precise.precision()).containsOnlyKeys("video");
    assertThat(precise.precision().get("video")).isCloseTo(0.6667, within(5e-5));
    assertThat(precise.spans()).isEqualTo(4);
    assertThat(precise.clear()).isEqualTo(3);
    assertThat(precise.calibration()).isZero();
    assertThat(precise.meanConfidence()).isNull();
    EvaluationSummary calibrated =
        EvaluationSummary.of(
            List.of(AgentTally.of("a", SUCCESS, 0.95, 1), AgentTally.of("b", FAILURE, 0.30, 1)));
    assertThat(calibrated.calibration()).isCloseTo(1.0, within(1e-12));
  }

  @Test
  void calibrationIsZeroWhereItIsNotDefined() {
    assertThat(calibration(AgentTally.of("a", SUCCESS, 0.9, 1))).isZero();
    assertThat(
            calibration(AgentTally.of("a", SUCCESS, 0.9, 1), AgentTally.of("a", SUCCESS, 0.1, 1)))
        .isZero();
    assertThat(
            calibration(AgentTally.of("a", SUCCESS, 0.7, 1), AgentTally.of("a", FAILURE, 0.7, 1)))
        .isZero();
    assertThat(
            calibration(
                AgentTally.of("a", SUCCESS, 0.2, 1),
                AgentTally.of("a", FAILURE, 0.9, 1),
                AgentTally.of("a", AMBIGUOUS, 0.5, 1)))
        .isCloseTo(-1, within(1e-12));
  }

  @Test
  void nothingIsNoError() {
    EvaluationSummary none = EvaluationSummary.of(List.of());
    assertThat(none)
        .isEqualTo(new EvaluationSummary(0, 0, null, null, null, 0, Map.of(), Map.of()));
  }

  private static double calibration(AgentTally... tallies) {
    return EvaluationSummary.of(List.of(tallies)).calibration();
  }
}
