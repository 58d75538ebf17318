package dev.tracewise.learn.router;

import dev.tracewise.judge.calibration.Calibration;
import dev.tracewise.judge.calibration.CalibrationChoice;
import dev.tracewise.judge.calibration.Predictions;
import dev.tracewise.judge.calibration.ReliabilityCurve;
import dev.tracewise.learn.policy.LoggedDecision;
import dev.tracewise.learn.routing.RouteExample;
import java.io.Serializable;
import java.util.List;

/**
 * How often a choice that a router supports so much is a good one, learned on rows that the router
 * was not learned on.
 *
 * @param calibration the calibration
 * @param errorBefore calibration error of the support on rows held out from both
 * @param errorAfter the same after the calibration
 * @param reason why that calibration, in words
 */
public record RouterCalibration(
    Calibration calibration, double errorBefore, double errorAfter, String reason)
    implements Serializable {
  /**
   * Learns it.
   *
   * @param router the router
   * @param rows rows that it was not learned on, at least one
   * @param heldOut other rows, for the errors, at least one
   */
  public static RouterCalibration of(
      Router router, List<LoggedDecision> rows, List<LoggedDecision> heldOut) {
    CalibrationChoice choice = CalibrationChoice.of(predictions(router, rows));
    Predictions judged = predictions(router, heldOut);
    return new RouterCalibration(
        choice.calibration(),
        error(judged),
        error(judged.calibrated(choice.calibration())),
        choice.reason());
  }

  private static double error(Predictions predictions) {
    return ReliabilityCurve.of(predictions).expectedCalibrationError();
  }

  private static Predictions predictions(Router router, List<LoggedDecision> rows) {
    return new Predictions(
        rows.stream()
            .mapToDouble(row -> router.support(row.context(), row.options(), row.chosen()))
            .toArray(),
        rows.stream()
            .mapToDouble(row -> row.reward() >= RouteExample.WORTH_IMITATING ? 1 : 0)
            .toArray(),
        rows.stream().map(LoggedDecision::group).toList());
  }
}
