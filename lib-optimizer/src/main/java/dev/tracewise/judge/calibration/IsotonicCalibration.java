package dev.tracewise.judge.calibration;

import dev.tracewise.model.Errors;
import java.io.Serializable;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The best curve that never falls, linear between its points: for many rows.
 *
 * @param points points of the curve, from left to right, at least one
 * @see <a href="https://doi.org/10.1145/775047.775151">Zadrozny &amp; Elkan 2002</a>
 */
public record IsotonicCalibration(List<Point> points) implements Calibration {
  /** Refuses a curve without points or one that falls. */
  public IsotonicCalibration {
    points = List.copyOf(points);
    boolean rises = !points.isEmpty();
    for (int i = 1; i < points.size(); i++) {
      rises &= points.get(i).probability() > points.get(i - 1).probability();
      rises &= points.get(i).calibrated() >= points.get(i - 1).calibrated();
    }
    if (!rises) {
      throw Errors.usage(
          "calibrate probabilities",
          "the curve has no points or falls",
          "Give points whose probabilities grow and whose calibrated values do not fall.");
    }
  }

  /**
   * A point of the curve.
   *
   * @param probability predicted
   * @param calibrated observed
   */
  public record Point(double probability, double calibrated) implements Serializable {}

  /**
   * Fits by pooling adjacent violators. Values stay 1/(rows + 2) away from 0 and 1, which no number
   * of rows proves.
   *
   * @see <a href="https://doi.org/10.1214/aoms/1177728423">Ayer et al. 1955</a>
   */
  public static IsotonicCalibration fit(Predictions predictions) {
    Map<Double, Block> byProbability = new TreeMap<>();
    for (int i = 0; i < predictions.rows(); i++) {
      double probability = predictions.probabilities()[i];
      byProbability.merge(
          probability,
          new Block(probability, probability, 1, predictions.outcomes()[i]),
          Block::joined);
    }
    Deque<Block> blocks = new ArrayDeque<>();
    for (Block next : byProbability.values()) {
      Block block = next;
      while (!blocks.isEmpty() && blocks.getLast().mean() >= block.mean()) {
        block = blocks.removeLast().joined(block);
      }
      blocks.addLast(block);
    }
    return ofBlocks(blocks, 1.0 / (predictions.rows() + 2));
  }

  private static IsotonicCalibration ofBlocks(Iterable<Block> blocks, double margin) {
    List<Point> points = new ArrayList<>();
    for (Block block : blocks) {
      double value = Math.min(1 - margin, Math.max(margin, block.mean()));
      points.add(new Point(block.low(), value));
      if (block.high() > block.low()) {
        points.add(new Point(block.high(), value));
      }
    }
    return new IsotonicCalibration(points);
  }

  @Override
  public double calibrated(double probability) {
    int low = 0;
    int high = points.size() - 1;
    if (probability <= points.get(low).probability()) {
      return points.get(low).calibrated();
    }
    if (probability >= points.get(high).probability()) {
      return points.get(high).calibrated();
    }
    while (high - low > 1) {
      int middle = (low + high) >>> 1;
      if (points.get(middle).probability() <= probability) {
        low = middle;
      } else {
        high = middle;
      }
    }
    Point left = points.get(low);
    Point right = points.get(high);
    double share = (probability - left.probability()) / (right.probability() - left.probability());
    return left.calibrated() + share * (right.calibrated() - left.calibrated());
  }

  @Override
  public String method() {
    return "isotonic";
  }

  private record Block(double low, double high, double rows, double sum) {
    double mean() {
      return sum / rows;
    }

    Block joined(Block right) {
      return new Block(low, right.high, rows + right.rows, sum + right.sum);
    }
  }
}
