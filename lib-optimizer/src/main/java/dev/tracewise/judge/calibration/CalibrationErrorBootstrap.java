package dev.tracewise.judge.calibration;

import dev.tracewise.model.Interval;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Interval of the expected calibration error by a bootstrap of groups. The error is a sum of
 * absolute values, so a resample errs upwards by as much as the sample itself does: the basic
 * interval, 2 · estimate − quantiles of the resamples, turns that round. Of a large log, groups are
 * first joined to 10 000 blocks.
 *
 * @see <a href="https://doi.org/10.1017/CBO9780511802843">Davison &amp; Hinkley 1997, section
 *     5.2</a>
 */
final class CalibrationErrorBootstrap {
  private static final int RESAMPLES = 500;
  private static final int MAXIMUM_BLOCKS = 10_000;
  private static final int BINS = ReliabilityCurve.DEFAULT_BINS;

  private final double[][] distance;
  private final long[] rows;

  private CalibrationErrorBootstrap(double[][] distance, long[] rows) {
    this.distance = distance;
    this.rows = rows;
  }

  /**
   * The error with its 95 % interval, within [0, 1].
   *
   * @param seed seed of the resamples
   */
  static Interval interval(Predictions predictions, long seed) {
    double estimate = ReliabilityCurve.of(predictions).expectedCalibrationError();
    double[] resampled = of(predictions).resamples(new SplittableRandom(seed));
    double low = 2 * estimate - quantile(resampled, 0.975);
    double high = 2 * estimate - quantile(resampled, 0.025);
    return new Interval(
        estimate, Math.min(1, Math.max(0, low)), Math.min(1, Math.max(estimate, high)));
  }

  private static CalibrationErrorBootstrap of(Predictions predictions) {
    int blocks = Math.min(MAXIMUM_BLOCKS, predictions.distinctGroups());
    double[][] distance = new double[blocks][BINS];
    long[] rows = new long[blocks];
    Map<String, Integer> positions = new HashMap<>();
    for (int i = 0; i < predictions.rows(); i++) {
      String group = predictions.groups().get(i);
      int block = positions.computeIfAbsent(group, name -> positions.size()) % blocks;
      double probability = predictions.probabilities()[i];
      distance[block][ReliabilityCurve.bin(probability, BINS)] +=
          predictions.outcomes()[i] - probability;
      rows[block]++;
    }
    return new CalibrationErrorBootstrap(distance, rows);
  }

  private double[] resamples(SplittableRandom random) {
    double[] errors = new double[RESAMPLES];
    for (int r = 0; r < RESAMPLES; r++) {
      double[] sums = new double[BINS];
      long total = 0;
      for (int draw = 0; draw < rows.length; draw++) {
        int block = random.nextInt(rows.length);
        total += rows[block];
        for (int bin = 0; bin < BINS; bin++) {
          sums[bin] += distance[block][bin];
        }
      }
      for (double sum : sums) {
        errors[r] += Math.abs(sum) / total;
      }
    }
    Arrays.sort(errors);
    return errors;
  }

  private static double quantile(double[] sorted, double level) {
    return sorted[(int) Math.round(level * (sorted.length - 1))];
  }
}
