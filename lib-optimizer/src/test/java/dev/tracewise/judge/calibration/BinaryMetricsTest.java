package dev.tracewise.judge.calibration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.tracewise.judge.calibration.ReliabilityCurve.Bin;
import dev.tracewise.model.Interval;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BinaryMetricsTest {
  private static final double[] SCORES = {.1, .4, .35, .8};
  private static final double[] OUTCOMES = {0, 0, 1, 1};

  private static BinaryMetrics metrics(double[] p, double... y) {
    return BinaryMetrics.of(
        new Predictions(p, y, IntStream.range(0, p.length).mapToObj(i -> "g" + i).toList()), 1);
  }

  @Test
  void theFiguresByHand() {
    BinaryMetrics metrics = metrics(SCORES, OUTCOMES);
    // the example of every textbook: three of four pairs are in order
    assertThat(metrics.areaUnderCurve().estimate()).isEqualTo(0.75, within(1e-15));
    assertThat(metrics.accuracy().estimate()).isEqualTo(0.75);
    assertThat(metrics.brier().estimate()).isEqualTo((.01 + .16 + .4225 + .04) / 4, within(1e-12));
    assertThat(metrics.logLoss().estimate())
        .isEqualTo(
            -(Math.log(.9) + Math.log(.6) + Math.log(.35) + Math.log(.8)) / 4, within(1e-12));
    assertThat(metrics.calibrationError().estimate())
        .isEqualTo((.1 + .4 + .65 + .2) / 4, within(1e-12));
    assertThat(metrics.positives()).isEqualTo(2);
    assertThat(metrics.rows()).isEqualTo(4);
    assertThat(metrics.groups()).isEqualTo(4);
  }

  @Test
  void tiesAreHalf() {
    assertThat(metrics(new double[] {.5, .5, .5, .9}, 0, 1, 0, 1).areaUnderCurve().estimate())
        .isEqualTo(0.75, within(1e-15));
    assertThat(metrics(new double[] {.5, .5}, 0, 1).areaUnderCurve().estimate()).isEqualTo(0.5);
  }

  @Test
  void theErrorOfTheAreaIsDeLongs() {
    // components: positives 1, 1, 1/3·… by hand for scores 1..6, outcomes 0 1 0 0 1 1
    double[] p = {.1, .2, .3, .4, .5, .6};
    Interval area = metrics(p, 0, 1, 0, 0, 1, 1).areaUnderCurve();
    // V10 = 1/3, 1, 1 ; V01 = 1, 2/3, 2/3 ; A = 7/9
    double a = 7.0 / 9;
    double s10 = Math.pow(1.0 / 3 - a, 2) + 2 * Math.pow(1 - a, 2);
    double s01 = Math.pow(1 - a, 2) + 2 * Math.pow(2.0 / 3 - a, 2);
    double error = Math.sqrt(6.0 / 5 * (s10 / 9 + s01 / 9));
    assertThat(area.estimate()).isEqualTo(a, within(1e-12));
    assertThat(area.low()).isEqualTo(a - 2.5705818 * error, within(1e-6));
    assertThat(area.high()).isEqualTo(1);
  }

  @Test
  void perfectSeparationIsNoCertainty() {
    Interval area = metrics(new double[] {.1, .2, .8, .9}, 0, 0, 1, 1).areaUnderCurve();
    assertThat(area.estimate()).isEqualTo(1);
    assertThat(area.low()).isEqualTo(2 / (2 + 1.959964 * 1.959964), within(1e-6));
  }

  /** A sum of shares that are divided one by one ends a hair above 1 for some numbers of rows. */
  @Test
  void perfectSeparationIsOneForAnyNumberOfRows() {
    for (int positives = 1; positives <= 200; positives++) {
      int rows = positives + 70;
      double[] scores = IntStream.range(0, rows).mapToDouble(i -> i).map(i -> i / rows).toArray();
      double[] first = new double[rows];
      Arrays.fill(first, 0, positives, 1);
      double[] last = new double[rows];
      Arrays.fill(last, rows - positives, rows, 1);
      Interval best = metrics(scores, last).areaUnderCurve();
      Interval worst = metrics(scores, first).areaUnderCurve();
      assertThat(best.estimate()).as("%d positives", positives).isEqualTo(1);
      assertThat(best.low()).isLessThan(1);
      assertThat(worst.estimate()).as("%d positives", positives).isZero();
      assertThat(worst.high()).isPositive();
    }
  }

  @Test
  void oneClassHasNoArea() {
    assertThat(metrics(new double[] {.5, .6}, 1, 1).areaUnderCurve()).isNull();
    assertThat(metrics(new double[] {0, .6}, 1, 1).logLoss().estimate()).isFinite();
  }

  @Test
  void wilsonsIntervalIsTheKnownOne() {
    Interval interval = Shares.wilson(0.8, 10);
    assertThat(interval.low()).isEqualTo(0.490162, within(1e-6));
    assertThat(interval.high()).isEqualTo(0.943318, within(1e-6));
    assertThat(Shares.wilson(1, 10).high()).isEqualTo(1);
    assertThat(Shares.wilson(0, 10).low()).isZero();
    assertThatThrownBy(() -> Shares.wilson(0.5, 0)).hasMessageContaining("of 0.0 rows");
  }

  @Test
  void rowsOfOneGroupCountAsFewer() {
    double[] holds = {1, 1, 1, 1, 0, 0, 0, 0, 1, 1, 1, 1};
    List<String> alone = IntStream.range(0, 12).mapToObj(i -> "g" + i).toList();
    List<String> fours = IntStream.range(0, 12).mapToObj(i -> "g" + i / 4).toList();
    Interval independent = Shares.of(holds, alone);
    Interval grouped = Shares.of(holds, fours);
    assertThat(grouped.high() - grouped.low())
        .isGreaterThan(1.5 * (independent.high() - independent.low()));
    assertThat(Shares.of(new double[12].clone(), fours)).isEqualTo(Shares.wilson(0, 3));
    assertThat(Shares.of(holds, Collections.nCopies(12, "one")))
        .isEqualTo(Shares.wilson(8.0 / 12, 1));
  }

  @Test
  void theIntervalOfTheCalibrationErrorKnowsItsBias() {
    Predictions calibrated = CalibrationTest.drawn(1000, 2, 11, p -> p);
    Interval error = BinaryMetrics.of(calibrated, 3).calibrationError();
    assertThat(error.estimate()).isBetween(0.01, 0.06);
    assertThat(error.low()).isLessThan(0.01);
    Predictions wrong = CalibrationTest.drawn(1000, 2, 11, p -> p / 2);
    Interval large = BinaryMetrics.of(wrong, 3).calibrationError();
    assertThat(large.estimate()).isEqualTo(0.25, within(0.03));
    assertThat(large.low()).isGreaterThan(0.15);
    assertThat(BinaryMetrics.of(wrong, 3).calibrationError()).isEqualTo(large);
  }

  @Test
  void aLargeLogIsResampledInBlocks() {
    Predictions large = CalibrationTest.drawn(30_000, 1, 12, p -> p);
    Interval error = BinaryMetrics.of(large, 3).calibrationError();
    assertThat(error.high()).isLessThan(0.02);
  }

  @Test
  void theCurveIsAdditive() {
    ReliabilityCurve curve =
        ReliabilityCurve.of(
            new Predictions(
                new double[] {.05, .07, 1}, new double[] {0, 1, 1}, List.of("a", "b", "c")));
    assertThat(curve.bins()).hasSize(10);
    assertThat(curve.bins().get(0).rows()).isEqualTo(2);
    assertThat(curve.bins().get(0).predicted()).isEqualTo(.12, within(1e-12));
    assertThat(curve.bins().get(0).observed()).isEqualTo(1);
    assertThat(curve.bins().get(9)).isEqualTo(new Bin(1, 1, 1));
    assertThat(curve.rows()).isEqualTo(3);
    assertThat(new ReliabilityCurve(List.of(Bin.EMPTY)).expectedCalibrationError()).isZero();
    assertThatThrownBy(() -> new ReliabilityCurve(List.of())).hasMessageContaining("no bins");
  }

  @Test
  void errorsOfNumbers() {
    RegressionMetrics metrics =
        RegressionMetrics.of(
            new double[] {1, 2, 3}, new double[] {1, 4, 2}, List.of("a", "b", "c"));
    assertThat(metrics.meanAbsoluteError().estimate()).isEqualTo(1, within(1e-12));
    assertThat(metrics.rootMeanSquaredError().estimate())
        .isEqualTo(Math.sqrt(5.0 / 3), within(1e-12));
    assertThat(metrics.rootMeanSquaredError().low()).isZero();
    assertThat(metrics.rows()).isEqualTo(3);
    assertThatThrownBy(
            () -> RegressionMetrics.of(new double[] {Double.NaN}, new double[] {1}, List.of("a")))
        .hasMessageContaining("row 0 predicts NaN where it was 1.0");
    assertThatThrownBy(() -> RegressionMetrics.of(new double[] {1}, new double[0], List.of("a")))
        .hasMessageContaining("1 predictions have 0 true values");
  }

  @Test
  void predictionsThatCannotBeAreRefused() {
    List<String> one = List.of("a");
    assertThatThrownBy(() -> new Predictions(new double[0], new double[0], List.of()))
        .hasMessageContaining("0 probabilities have 0 outcomes and 0 groups");
    assertThatThrownBy(() -> new Predictions(new double[] {1.1}, new double[1], one))
        .hasMessageContaining("row 0 has the probability 1.1");
    assertThatThrownBy(() -> new Predictions(new double[] {Double.NaN}, new double[1], one))
        .hasMessageContaining("row 0 has the probability NaN");
    assertThatThrownBy(() -> new Predictions(new double[] {.5}, new double[] {.5}, one))
        .hasMessageContaining("row 0 has the outcome 0.5");
  }
}
