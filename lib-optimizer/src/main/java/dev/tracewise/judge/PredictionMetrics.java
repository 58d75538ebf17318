package dev.tracewise.judge;

import dev.tracewise.model.Interval;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How good predictions are on rows that they were not learned from, each figure with an interval
 * that is robust to dependence within groups.
 */
public final class PredictionMetrics {
  private static final int BINS = 10;
  private static final double HALF = 0.5;

  private PredictionMetrics() {}

  /**
   * Of probabilities: {@code accuracy} (at one half), {@code auc}, {@code log_loss}, {@code brier},
   * {@code calibration_error}.
   *
   * @param probabilities one per row, in [0, 1]
   * @param labels 0 or 1, both at least once
   * @param groups the group of each row
   */
  public static Map<String, Interval> ofProbabilities(
      double[] probabilities, double[] labels, List<String> groups) {
    int rows = labels.length;
    double[] right = new double[rows];
    double[] log = new double[rows];
    double[] brier = new double[rows];
    for (int i = 0; i < rows; i++) {
      right[i] = probabilities[i] >= HALF == labels[i] >= HALF ? 1 : 0;
      log[i] = Losses.log(probabilities[i], labels[i]);
      brier[i] = Losses.squared(probabilities[i], labels[i]);
    }
    Map<String, Interval> metrics = new LinkedHashMap<>();
    metrics.put("auc", areaUnderCurve(probabilities, labels, groups));
    metrics.put("accuracy", within(ClusteredMean.of(right, groups).interval(), 1));
    metrics.put("log_loss", atLeastZero(ClusteredMean.of(log, groups).interval()));
    metrics.put("brier", within(ClusteredMean.of(brier, groups).interval(), 1));
    metrics.put("calibration_error", calibrationError(probabilities, labels, groups));
    return metrics;
  }

  /**
   * Of numbers: {@code mae}, {@code rmse} (its interval is the root of that of the mean square) and
   * {@code calibration_error}.
   *
   * @param predictions one per row
   * @param labels what was observed
   * @param groups the group of each row
   */
  public static Map<String, Interval> ofNumbers(
      double[] predictions, double[] labels, List<String> groups) {
    int rows = labels.length;
    double[] absolute = new double[rows];
    double[] squared = new double[rows];
    for (int i = 0; i < rows; i++) {
      absolute[i] = Math.abs(predictions[i] - labels[i]);
      squared[i] = Losses.squared(predictions[i], labels[i]);
    }
    Interval square = atLeastZero(ClusteredMean.of(squared, groups).interval());
    Map<String, Interval> metrics = new LinkedHashMap<>();
    metrics.put("mae", atLeastZero(ClusteredMean.of(absolute, groups).interval()));
    metrics.put(
        "rmse",
        new Interval(
            Math.sqrt(square.estimate()), Math.sqrt(square.low()), Math.sqrt(square.high())));
    metrics.put("calibration_error", calibrationError(predictions, labels, groups));
    return metrics;
  }

  /**
   * Of probabilities of several classes: {@code accuracy} and {@code log_loss}.
   *
   * @param probabilities one row each, one column per class
   * @param classes the class of each row
   * @param groups the group of each row
   */
  public static Map<String, Interval> ofClasses(
      double[][] probabilities, int[] classes, List<String> groups) {
    double[] right = new double[classes.length];
    double[] log = new double[classes.length];
    for (int i = 0; i < classes.length; i++) {
      int likeliest = 0;
      for (int c = 1; c < probabilities[i].length; c++) {
        likeliest = probabilities[i][c] > probabilities[i][likeliest] ? c : likeliest;
      }
      right[i] = likeliest == classes[i] ? 1 : 0;
      log[i] = Losses.log(probabilities[i][classes[i]], 1);
    }
    Map<String, Interval> metrics = new LinkedHashMap<>();
    metrics.put("accuracy", within(ClusteredMean.of(right, groups).interval(), 1));
    metrics.put("log_loss", atLeastZero(ClusteredMean.of(log, groups).interval()));
    return metrics;
  }

  /**
   * Probability that a positive row scores above a negative one, ties counting half; the interval
   * by the rows' structural components, summed by group.
   *
   * @see <a href="https://doi.org/10.2307/2531595">DeLong, DeLong &amp; Clarke-Pearson 1988</a>
   * @see <a href="https://doi.org/10.2307/2533958">Obuchowski 1997, clustered data</a>
   */
  static Interval areaUnderCurve(double[] scores, double[] labels, List<String> groups) {
    double[] below = ranks(scores, labels, 0);
    double[] above = ranks(scores, labels, 1);
    double positives = Sum.of(labels);
    double negatives = labels.length - positives;
    double area = 0;
    for (int i = 0; i < labels.length; i++) {
      area += labels[i] == 1 ? below[i] : 0;
    }
    area /= positives * negatives;
    double[] influence = new double[labels.length];
    for (int i = 0; i < labels.length; i++) {
      influence[i] =
          labels[i] == 1
              ? (below[i] / negatives - area) * labels.length / positives
              : (1 - above[i] / positives - area) * labels.length / negatives;
    }
    return within(ClusteredMean.ofResiduals(area, influence, groups).interval(), 1);
  }

  /** For each row how many rows of a label score below it, ties counting half. */
  private static double[] ranks(double[] scores, double[] labels, double label) {
    Integer[] order = order(scores);
    double[] ranks = new double[scores.length];
    double seen = 0;
    for (int start = 0; start < order.length; ) {
      int end = start;
      double tied = 0;
      while (end < order.length && scores[order[end]] == scores[order[start]]) {
        tied += labels[order[end]] == label ? 1 : 0;
        end++;
      }
      for (int i = start; i < end; i++) {
        ranks[order[i]] = seen + tied / 2;
      }
      seen += tied;
      start = end;
    }
    return ranks;
  }

  /**
   * Mean distance between what is predicted and what happens, over ten bins of as many rows each.
   * With the bins held fast it is a mean of signed errors, and its interval is that mean's.
   */
  static Interval calibrationError(double[] predictions, double[] labels, List<String> groups) {
    Integer[] order = order(predictions);
    double[] signed = new double[labels.length];
    for (List<Integer> bin : bins(order)) {
      double error = 0;
      for (int row : bin) {
        error += predictions[row] - labels[row];
      }
      for (int row : bin) {
        signed[row] = Math.signum(error) * (predictions[row] - labels[row]);
      }
    }
    return within(ClusteredMean.of(signed, groups).interval(), 1);
  }

  private static List<List<Integer>> bins(Integer[] order) {
    List<List<Integer>> bins = new ArrayList<>();
    for (int b = 0; b < BINS; b++) {
      int from = (int) ((long) order.length * b / BINS);
      int to = (int) ((long) order.length * (b + 1) / BINS);
      bins.add(Arrays.asList(order).subList(from, to));
    }
    return bins;
  }

  private static Integer[] order(double[] scores) {
    Integer[] order = new Integer[scores.length];
    Arrays.setAll(order, i -> i);
    Arrays.sort(order, Comparator.comparingDouble(i -> scores[i]));
    return order;
  }

  private static Interval atLeastZero(Interval interval) {
    return within(interval, Double.POSITIVE_INFINITY);
  }

  private static Interval within(Interval interval, double high) {
    return new Interval(
        interval.estimate(), Math.max(0, interval.low()), Math.min(high, interval.high()));
  }
}
