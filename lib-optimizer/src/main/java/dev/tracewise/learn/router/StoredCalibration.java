package dev.tracewise.learn.router;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tracewise.judge.calibration.Calibration;
import dev.tracewise.judge.calibration.IsotonicCalibration;
import dev.tracewise.judge.calibration.IsotonicCalibration.Point;
import dev.tracewise.judge.calibration.PlattScaling;
import java.util.ArrayList;
import java.util.List;

/** A calibration as JSON. */
final class StoredCalibration {
  private static final Calibration NONE = new Calibration.None();

  private StoredCalibration() {}

  static void write(Calibration calibration, ObjectNode json) {
    json.put("method", calibration.method());
    if (calibration instanceof PlattScaling platt) {
      json.put("slope", platt.slope()).put("intercept", platt.intercept());
    } else if (calibration instanceof IsotonicCalibration isotonic) {
      ArrayNode points = json.putArray("points");
      isotonic
          .points()
          .forEach(point -> points.addArray().add(point.probability()).add(point.calibrated()));
    }
  }

  /** The calibration of an object, none where it is missing. */
  static Calibration read(JsonNode json) {
    return switch (json.path("method").asText(NONE.method())) {
      case "none" -> NONE;
      case "platt" ->
          new PlattScaling(
              RouterArtifact.number(json, "slope", 1), RouterArtifact.number(json, "intercept", 0));
      case "isotonic" -> new IsotonicCalibration(points(json.path("points")));
      default -> throw RouterArtifact.invalid("its calibration is of no known method");
    };
  }

  private static List<Point> points(JsonNode json) {
    List<Point> points = new ArrayList<>();
    json.forEach(each -> points.add(new Point(each.path(0).asDouble(), each.path(1).asDouble())));
    return points;
  }
}
