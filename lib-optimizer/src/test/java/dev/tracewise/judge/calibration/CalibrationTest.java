package dev.tracewise.judge.calibration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.tracewise.judge.calibration.IsotonicCalibration.Point;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CalibrationTest {
  /** Rows whose outcome happens with {@code truth} of the predicted probability. */
  static Predictions drawn(int rows, int rowsPerGroup, long seed, DoubleUnaryOperator truth) {
    SplittableRandom random = new SplittableRandom(seed);
    double[] p = new double[rows];
    double[] y = new double[rows];
    for (int i = 0; i < rows; i++) {
      p[i] = random.nextDouble();
      y[i] = random.nextDouble() < truth.applyAsDouble(p[i]) ? 1 : 0;
    }
    return new Predictions(
        p, y, IntStream.range(0, rows).mapToObj(i -> "g" + i / rowsPerGroup).toList());
  }

  private static Predictions predictions(double[] p, double... y) {
    return new Predictions(p, y, IntStream.range(0, p.length).mapToObj(i -> "g" + i).toList());
  }

  @Test
  void plattScalingFindsTheCurve() {
    // truth: log odds 2·x − 0.5
    Predictions drawn =
        drawn(40_000, 1, 3, p -> 1 / (1 + Math.exp(0.5) * Math.pow((1 - p) / p, 2)));
    PlattScaling platt = PlattScaling.fit(drawn);
    assertThat(platt.slope()).isEqualTo(2, within(0.05));
    assertThat(platt.intercept()).isEqualTo(-0.5, within(0.05));
    assertThat(platt.calibrated(0)).isBetween(0.0, 1e-6);
    assertThat(platt.method()).isEqualTo("platt");
  }

  @Test
  void plattScalingNeverTurnsTheOrderRoundAndStaysFinite() {
    PlattScaling reversed =
        PlattScaling.fit(predictions(new double[] {.1, .2, .8, .9}, 1, 1, 0, 1));
    assertThat(reversed.slope()).isZero();
    assertThat(reversed.calibrated(0.3)).isEqualTo(4.0 / 6, within(1e-12));
    PlattScaling separated =
        PlattScaling.fit(predictions(new double[] {.1, .2, .8, .9}, 0, 0, 1, 1));
    assertThat(separated.slope()).isPositive().isFinite();
    assertThat(separated.calibrated(0.9)).isBetween(0.6, 0.9);
    PlattScaling constant = PlattScaling.fit(predictions(new double[] {.5, .5, .5}, 1, 0, 1));
    assertThat(constant.calibrated(0.5)).isBetween(0.5, 0.67);
  }

  @Test
  void isotonicRegressionPoolsViolators() {
    // .1→0 .2→1 .3→0 .4→1 .5→1: the middle two pool to one half
    IsotonicCalibration curve =
        IsotonicCalibration.fit(predictions(new double[] {.3, .1, .2, .5, .4}, 0, 0, 1, 1, 1));
    double margin = 1.0 / 7;
    assertThat(curve.points())
        .containsExactly(
            new Point(.1, margin),
            new Point(.2, .5),
            new Point(.3, .5),
            new Point(.4, 1 - margin),
            new Point(.5, 1 - margin));
    assertThat(curve.calibrated(0)).isEqualTo(margin);
    assertThat(curve.calibrated(1)).isEqualTo(1 - margin);
    assertThat(curve.calibrated(.25)).isEqualTo(.5);
    assertThat(curve.calibrated(.35)).isEqualTo((.5 + 1 - margin) / 2, within(1e-12));
    assertThat(curve.method()).isEqualTo("isotonic");
  }

  @Test
  void equalProbabilitiesAreOnePoint() {
    IsotonicCalibration curve =
        IsotonicCalibration.fit(predictions(new double[] {.4, .4, .4, .4}, 0, 1, 1, 1));
    assertThat(curve.points()).containsExactly(new Point(.4, .75));
  }

  @Test
  void aCurveDoesNotFall() {
    assertThatThrownBy(() -> new IsotonicCalibration(List.of()))
        .hasMessageContaining("the curve has no points or falls");
    assertThatThrownBy(() -> new IsotonicCalibration(List.of(new Point(.1, .5), new Point(.2, .4))))
        .hasMessageContaining("the curve has no points or falls");
  }

  @Test
  void theMethodThatIsBetterOutOfFoldIsChosen() {
    CalibrationChoice squared =
        CalibrationChoice.of(drawn(5000, 2, 5, p -> p < 0.5 ? 0.1 : p < 0.8 ? 0.3 : 0.9));
    assertThat(squared.calibration()).isInstanceOf(IsotonicCalibration.class);
    assertThat(squared.logLoss().get("isotonic")).isLessThan(squared.logLoss().get("platt"));
    assertThat(squared.reason()).startsWith("isotonic: log loss 0.");

    Predictions few = drawn(300, 1, 5, p -> 0.5 + 0.3 * (p - 0.5));
    CalibrationChoice small = CalibrationChoice.of(few);
    assertThat(small.calibration()).isInstanceOf(PlattScaling.class);
    assertThat(small.logLoss()).containsOnlyKeys("none", "platt");
    Predictions fresh = drawn(5000, 1, 6, p -> 0.5 + 0.3 * (p - 0.5));
    assertThat(error(fresh.calibrated(small.calibration()))).isLessThan(0.5 * error(fresh));
  }

  @Test
  void whatIsCalibratedIsLeftAlone() {
    CalibrationChoice choice = CalibrationChoice.of(drawn(2000, 1, 8, p -> p));
    assertThat(choice.logLoss().get(choice.calibration().method()))
        .isLessThanOrEqualTo(choice.logLoss().get("none"));
    assertThat(new Calibration.None().calibrated(0.3)).isEqualTo(0.3);
  }

  @Test
  void fewGroupsAndOneClassAreNotCalibrated() {
    CalibrationChoice few = CalibrationChoice.of(drawn(100, 4, 1, p -> p));
    assertThat(few.calibration().method()).isEqualTo("none");
    assertThat(few.reason()).isEqualTo("25 groups, 30 are needed to calibrate");
    assertThat(CalibrationChoice.of(drawn(100, 1, 1, p -> 1)).reason())
        .isEqualTo("only one outcome occurs: nothing to calibrate on");
  }

  private static double error(Predictions predictions) {
    return ReliabilityCurve.of(predictions).expectedCalibrationError();
  }
}
