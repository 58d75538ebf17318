package dev.tracewise.judge.calibration;

import dev.tracewise.judge.ClusteredMean;
import dev.tracewise.model.Interval;
import java.util.stream.IntStream;

/**
 * Area under the ROC curve: the probability that a row with outcome 1 scores above one with outcome
 * 0, ties half. Its error is that of DeLong's structural components, summed by group.
 *
 * @see <a href="https://doi.org/10.2307/2531595">DeLong, DeLong &amp; Clarke-Pearson 1988</a>
 * @see <a href="https://doi.org/10.2307/2533958">Obuchowski 1997 (groups)</a>
 */
final class AreaUnderCurve {
  private AreaUnderCurve() {}

  /**
   * The area with its 95 % interval. Where the scores separate the outcomes without exception, the
   * error is zero and says nothing: then Wilson's interval for the rows of the rarer outcome.
   */
  static Interval of(Predictions predictions) {
    double[] p = predictions.probabilities();
    double[] y = predictions.outcomes();
    int rows = p.length;
    double positives = predictions.positives();
    double negatives = rows - positives;
    int[] order =
        IntStream.range(0, rows)
            .boxed()
            .sorted((a, b) -> Double.compare(p[a], p[b]))
            .mapToInt(Integer::intValue)
            .toArray();
    double[] share = new double[rows];
    double positivesBelow = 0;
    double negativesBelow = 0;
    for (int start = 0; start < rows; ) {
      int end = start;
      double tiedPositives = 0;
      while (end < rows && p[order[end]] == p[order[start]]) {
        tiedPositives += y[order[end++]];
      }
      double tiedNegatives = end - start - tiedPositives;
      for (int i = start; i < end; i++) {
        share[order[i]] =
            y[order[i]] == 1
                ? (negativesBelow + tiedNegatives / 2) / negatives
                : (positives - positivesBelow - tiedPositives / 2) / positives;
      }
      positivesBelow += tiedPositives;
      negativesBelow += tiedNegatives;
      start = end;
    }
    double sum = 0; // divided once: where all shares are 1, the area is 1 and no hair above it
    for (int i = 0; i < rows; i++) {
      sum += y[i] * share[i];
    }
    double area = sum / positives;
    double[] influence = new double[rows];
    for (int i = 0; i < rows; i++) {
      influence[i] = (share[i] - area) * rows / (y[i] == 1 ? positives : negatives);
    }
    return bounded(
        ClusteredMean.ofResiduals(area, influence, predictions.groups()),
        Math.min(positives, negatives));
  }

  private static Interval bounded(ClusteredMean area, double rarerRows) {
    if (area.standardError() == 0) {
      return Shares.wilson(area.mean(), rarerRows);
    }
    Interval interval = area.interval();
    return new Interval(area.mean(), Math.max(0, interval.low()), Math.min(1, interval.high()));
  }
}
