package dev.tracewise.judge.calibration;

import dev.tracewise.model.Interval;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Probabilities of a label that is 0 or 1, predicted out of fold as log-odds and calibrated on the
 * other folds, judged by their log loss. The base rate counts either label once more than it was
 * seen, so that a label not seen before has a finite loss.
 *
 * @param groups the group of each row
 * @param folds the fold of each row, from 0
 * @param labels 0 or 1
 * @param margins predicted log-odds, before calibration
 */
public record HeldOutProbabilities(
    List<String> groups, int[] folds, double[] labels, double[] margins)
    implements HeldOutPredictions {
  private static final PlattScaling UNCALIBRATED = new PlattScaling(1, 0);

  /** Copies the groups. */
  public HeldOutProbabilities {
    groups = List.copyOf(groups);
  }

  /** The calibration of all folds, which the version takes along. */
  public PlattScaling calibration() {
    return fit(IntStream.range(0, labels.length).toArray());
  }

  /** The calibrated probability of each row, by the other folds' calibration. */
  public double[] probabilities() {
    double[] probabilities = new double[labels.length];
    for (int fold = 0; fold < Folds.count(folds); fold++) {
      int[] others = Folds.rowsOutside(folds, fold);
      PlattScaling calibration = others.length == 0 ? UNCALIBRATED : fit(others);
      for (int i = 0; i < labels.length; i++) {
        if (folds[i] == fold) {
          probabilities[i] = calibration.probability(margins[i]);
        }
      }
    }
    return probabilities;
  }

  @Override
  public double[] losses() {
    return losses(probabilities());
  }

  @Override
  public double[] baseRateLosses() {
    double[] rates = new double[Folds.count(folds)];
    for (int fold = 0; fold < rates.length; fold++) {
      double[] others = Folds.pick(labels, Folds.rowsOutside(folds, fold));
      rates[fold] = (Arrays.stream(others).sum() + 1) / (others.length + 2);
    }
    return losses(Arrays.stream(folds).mapToDouble(fold -> rates[fold]).toArray());
  }

  private double[] losses(double[] probabilities) {
    return BinaryMetrics.logLosses(new Predictions(probabilities, labels, groups));
  }

  private PlattScaling fit(int[] rows) {
    return PlattScaling.fit(
        new Predictions(
            Arrays.stream(Folds.pick(margins, rows)).map(UNCALIBRATED::probability).toArray(),
            Folds.pick(labels, rows),
            Arrays.stream(rows).mapToObj(groups::get).toList()));
  }

  @Override
  public String method() {
    return "out_of_fold_log_loss";
  }

  @Override
  public Map<String, Interval> metrics(long seed) {
    BinaryMetrics figures =
        BinaryMetrics.of(new Predictions(probabilities(), labels, groups), seed);
    Map<String, Interval> metrics = new LinkedHashMap<>();
    Interval area = figures.areaUnderCurve();
    if (area != null) {
      metrics.put("auc", area);
    }
    metrics.put("accuracy", figures.accuracy());
    metrics.put("log_loss", figures.logLoss());
    metrics.put("brier", figures.brier());
    metrics.put("calibration_error", figures.calibrationError());
    return metrics;
  }
}
