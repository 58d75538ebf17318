package dev.tracewise.learn.routing;

import dev.tracewise.judge.calibration.CalibrationChoice;
import dev.tracewise.judge.calibration.Predictions;
import dev.tracewise.judge.calibration.ReliabilityCurve;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * How far an agent's own confidence is from its success, and how far a calibration learned from its
 * earlier choices is on the later ones.
 *
 * @param method none, platt or isotonic
 * @param errorBefore expected calibration error of the later choices
 * @param errorAfter the same once calibrated
 * @param rows later choices
 */
public record ConfidenceCalibration(
    String method, double errorBefore, double errorAfter, long rows) {
  private static final int LEAST_ROWS = 60;
  private static final double LEARNED_FROM = 2.0 / 3;

  /**
   * Learns from the first two thirds, and tells the errors of the last third.
   *
   * @param confidences in the order of time, each in [0, 1]
   * @param successes whether each choice succeeded
   * @return empty below 60 choices
   */
  public static Optional<ConfidenceCalibration> of(
      List<Double> confidences, List<Boolean> successes) {
    int rows = confidences.size();
    if (rows < LEAST_ROWS) {
      return Optional.empty();
    }
    int split = (int) (rows * LEARNED_FROM);
    CalibrationChoice choice =
        CalibrationChoice.of(
            predictions(confidences.subList(0, split), successes.subList(0, split)));
    Predictions later =
        predictions(confidences.subList(split, rows), successes.subList(split, rows));
    return Optional.of(
        new ConfidenceCalibration(
            choice.calibration().method(),
            error(later),
            error(later.calibrated(choice.calibration())),
            later.rows()));
  }

  private static double error(Predictions predictions) {
    return ReliabilityCurve.of(predictions).expectedCalibrationError();
  }

  private static Predictions predictions(List<Double> confidences, List<Boolean> successes) {
    return new Predictions(
        confidences.stream().mapToDouble(Double::doubleValue).toArray(),
        successes.stream().mapToDouble(success -> success ? 1 : 0).toArray(),
        IntStream.range(0, confidences.size()).mapToObj(Integer::toString).toList());
  }
}
