package dev.tracewise.learn.routing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ConfidenceCalibrationTest {
  @Test
  void whatIsTooSureIsPutRightOnChoicesThatWereNotLearnedFrom() {
    SplittableRandom random = new SplittableRandom(1);
    List<Double> confidences = new ArrayList<>();
    List<Boolean> successes = new ArrayList<>();
    for (int i = 0; i < 900; i++) {
      double sure = 0.5 + random.nextDouble() / 2;
      confidences.add(sure);
      successes.add(random.nextDouble() < sure - 0.3);
    }
    ConfidenceCalibration learned = ConfidenceCalibration.of(confidences, successes).orElseThrow();
    assertThat(learned.method()).isEqualTo("platt");
    assertThat(learned.rows()).isEqualTo(300);
    assertThat(learned.errorBefore()).isBetween(0.25, 0.35);
    assertThat(learned.errorAfter()).isLessThan(0.1);
  }

  @Test
  void tooFewChoicesTeachNothing() {
    assertThat(ConfidenceCalibration.of(List.of(0.5), List.of(true))).isEmpty();
  }

  @Test
  void whereEverythingSucceedsNothingIsLearned() {
    List<Double> confidences = new ArrayList<>();
    List<Boolean> successes = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      confidences.add(1.0);
      successes.add(true);
    }
    ConfidenceCalibration learned = ConfidenceCalibration.of(confidences, successes).orElseThrow();
    assertThat(learned.method()).isEqualTo("none");
    assertThat(learned.errorAfter()).isZero();
  }
}
