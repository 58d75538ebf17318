package dev.tracewise.judge.calibration;

import dev.tracewise.model.Errors;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * Predicted against observed, in bins of equal width over [0, 1]. Its parts are additive, so that
 * they can be counted anywhere and joined.
 *
 * @param bins the bins, from 0 up
 * @see <a href="https://doi.org/10.1609/aaai.v29i1.9602">Naeini, Cooper &amp; Hauskrecht 2015</a>
 */
public record ReliabilityCurve(List<Bin> bins) implements Serializable {
  /** Bins of a curve where nothing else is said. */
  public static final int DEFAULT_BINS = 10;

  /** Refuses no bins. */
  public ReliabilityCurve {
    bins = List.copyOf(bins);
    if (bins.isEmpty()) {
      throw Errors.usage("draw a reliability curve", "it has no bins", "Give at least one bin.");
    }
  }

  /**
   * One bin.
   *
   * @param rows rows in it
   * @param predicted sum of their probabilities
   * @param observed sum of their outcomes
   */
  public record Bin(long rows, double predicted, double observed) implements Serializable {
    /** No rows. */
    public static final Bin EMPTY = new Bin(0, 0, 0);

    private Bin plus(double probability, double outcome) {
      return new Bin(rows + 1, predicted + probability, observed + outcome);
    }
  }

  /** The curve of predictions, in ten bins. */
  public static ReliabilityCurve of(Predictions predictions) {
    List<Bin> bins = new ArrayList<>();
    for (int b = 0; b < DEFAULT_BINS; b++) {
      bins.add(Bin.EMPTY);
    }
    for (int i = 0; i < predictions.rows(); i++) {
      double probability = predictions.probabilities()[i];
      int bin = bin(probability, DEFAULT_BINS);
      bins.set(bin, bins.get(bin).plus(probability, predictions.outcomes()[i]));
    }
    return new ReliabilityCurve(bins);
  }

  /** The bin of a probability; 1 belongs to the last one. */
  public static int bin(double probability, int bins) {
    return Math.min(bins - 1, (int) (probability * bins));
  }

  /** Rows in all bins. */
  public long rows() {
    return bins.stream().mapToLong(Bin::rows).sum();
  }

  /**
   * Expected calibration error: mean distance of predicted and observed over bins, weighted by
   * rows; 0 without rows.
   */
  public double expectedCalibrationError() {
    long rows = rows();
    if (rows == 0) {
      return 0;
    }
    double distance = 0;
    for (Bin bin : bins) {
      distance += Math.abs(bin.observed() - bin.predicted());
    }
    return distance / rows;
  }
}
