package dev.tracewise.judge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tracewise.model.Interval;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PredictionMetricsTest {
  @Test
  void figuresOfFourProbabilities() {
    Map<String, Interval> metrics =
        PredictionMetrics.ofProbabilities(
            new double[] {0.9, 0.4, 0.6, 0.1}, new double[] {1, 1, 0, 0}, groups(4));

    assertThat(metrics.get("auc").estimate()).isEqualTo(0.75);
    assertThat(metrics.get("accuracy").estimate()).isEqualTo(0.5);
    assertThat(metrics.get("brier").estimate())
        .isCloseTo((0.01 + 0.36 + 0.36 + 0.01) / 4, within(1e-12));
    assertThat(metrics.get("log_loss").estimate())
        .isCloseTo(-(2 * Math.log(0.9) + 2 * Math.log(0.4)) / 4, within(1e-12));
    assertThat(metrics.get("auc").high()).isEqualTo(1);
  }

  @Test
  void tiesCountHalf() {
    assertThat(
            PredictionMetrics.areaUnderCurve(
                    new double[] {0.5, 0.5, 0.5, 0.5}, new double[] {1, 0, 1, 0}, groups(4))
                .estimate())
        .isEqualTo(0.5);
  }

  /** DeLong's example shape: the interval covers the truth in 95 of 100 simulations, about. */
  @Test
  void theIntervalOfTheAreaCoversTheTruth() {
    int covered = 0;
    for (int seed = 0; seed < 200; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      double[] scores = new double[120];
      double[] labels = new double[120];
      for (int i = 0; i < 120; i++) {
        labels[i] = i % 3 == 0 ? 1 : 0;
        scores[i] = random.nextDouble() + 0.5 * labels[i];
      }
      Interval area = PredictionMetrics.areaUnderCurve(scores, labels, groups(120));
      covered += area.low() <= 0.875 && 0.875 <= area.high() ? 1 : 0;
    }
    assertThat(covered).isBetween(180, 199);
  }

  @Test
  void calibratedPredictionsHaveASmallCalibrationErrorAndOthersTheirBias() {
    SplittableRandom random = new SplittableRandom(3);
    double[] honest = new double[5_000];
    double[] boastful = new double[5_000];
    double[] labels = new double[5_000];
    for (int i = 0; i < labels.length; i++) {
      honest[i] = 0.7 * random.nextDouble();
      boastful[i] = honest[i] + 0.2;
      labels[i] = random.nextDouble() < honest[i] ? 1 : 0;
    }
    List<String> groups = groups(labels.length);
    assertThat(PredictionMetrics.calibrationError(honest, labels, groups).estimate())
        .isLessThan(0.03);
    Interval biased = PredictionMetrics.calibrationError(boastful, labels, groups);
    assertThat(biased.low()).isLessThan(0.2);
    assertThat(biased.high()).isGreaterThan(0.2);
  }

  @Test
  void figuresOfNumbersAndOfClasses() {
    Map<String, Interval> numbers =
        PredictionMetrics.ofNumbers(new double[] {1, 2, 3}, new double[] {1, 1, 5}, groups(3));
    assertThat(numbers.get("mae").estimate()).isEqualTo(1);
    assertThat(numbers.get("rmse").estimate()).isCloseTo(Math.sqrt(5.0 / 3), within(1e-12));

    double[][] probabilities = {{0.7, 0.2, 0.1}, {0.1, 0.3, 0.6}, {0.4, 0.5, 0.1}};
    Map<String, Interval> classes =
        PredictionMetrics.ofClasses(probabilities, new int[] {0, 2, 0}, groups(3));
    assertThat(classes.get("accuracy").estimate()).isCloseTo(2.0 / 3, within(1e-12));
    assertThat(classes.get("log_loss").estimate())
        .isCloseTo(-(Math.log(0.7) + Math.log(0.6) + Math.log(0.4)) / 3, within(1e-12));
  }

  private static List<String> groups(int rows) {
    return IntStream.range(0, rows).mapToObj(i -> "g" + i).toList();
  }
}
