package dev.tracewise.learn.policy;

import java.util.Arrays;

/**
 * How a number becomes comparable: (x − mean) / deviation, cut to ±5; and the upper ends of its
 * bins.
 *
 * @param mean mean of the training rows that have it
 * @param deviation standard deviation, 1 where the number never varies
 * @param edges upper ends of the bins, ascending; the last bin is open
 */
record Scaling(double mean, double deviation, double[] edges) {
  private static final double LIMIT = 5;
  private static final double MINIMUM_DEVIATION = 1e-12;

  /** Beyond, squares and differences are infinite. */
  private static final double LARGEST = 1e100;

  static Scaling of(double[] given, int bins) {
    double[] values = Arrays.stream(given).map(Scaling::bounded).toArray();
    double mean = 0;
    for (double value : values) {
      mean += value / values.length;
    }
    double variance = 0;
    for (double value : values) {
      variance += (value - mean) * (value - mean) / values.length;
    }
    double deviation = Math.sqrt(variance);
    boolean constant = !(deviation > MINIMUM_DEVIATION * Math.max(1, Math.abs(mean)));
    return new Scaling(mean, constant ? 1 : deviation, edges(values, bins));
  }

  private static double[] edges(double[] values, int bins) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    double[] edges = new double[Math.max(0, bins - 1)];
    for (int b = 1; b < bins; b++) {
      edges[b - 1] = sorted[(int) ((long) b * (sorted.length - 1) / bins)];
    }
    return Arrays.stream(edges).distinct().toArray();
  }

  double scale(double value) {
    return Math.max(-LIMIT, Math.min(LIMIT, (bounded(value) - mean) / deviation));
  }

  private static double bounded(double value) {
    return Math.max(-LARGEST, Math.min(LARGEST, value));
  }

  int bin(double value) {
    int bin = 0;
    while (bin < edges.length && value > edges[bin]) {
      bin++;
    }
    return bin;
  }
}
