package dev.tracewise.judge.calibration;

import dev.tracewise.judge.ClusteredMean;
import dev.tracewise.model.Hashes;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * A calibration learned on held-out rows: the method with the smallest log loss out of fold, in
 * five folds by group, none where none is better; fitted again on all rows. Isotonic regression
 * competes from 1 000 rows on, where it stops overfitting.
 *
 * @param calibration the calibration
 * @param logLoss mean log loss out of fold, by method
 * @param reason why, in words
 * @see <a href="https://doi.org/10.1145/1102351.1102430">Niculescu-Mizil &amp; Caruana 2005</a>
 */
public record CalibrationChoice(
    Calibration calibration, Map<String, Double> logLoss, String reason) {
  /** Groups below which nothing is fitted. */
  public static final int MINIMUM_GROUPS = 30;

  private static final int ISOTONIC_ROWS = 1000;
  private static final int FOLDS = 5;

  /** Copies the losses. */
  public CalibrationChoice {
    logLoss = Map.copyOf(logLoss);
  }

  /** Learns a calibration from rows that the predictor was not fitted on. */
  public static CalibrationChoice of(Predictions predictions) {
    Calibration none = new Calibration.None();
    int groups = predictions.distinctGroups();
    if (groups < MINIMUM_GROUPS || !predictions.hasBothClasses()) {
      String reason =
          groups < MINIMUM_GROUPS
              ? groups + " groups, " + MINIMUM_GROUPS + " are needed to calibrate"
              : "only one outcome occurs: nothing to calibrate on";
      return new CalibrationChoice(none, Map.of(), reason);
    }
    Map<String, Function<Predictions, Calibration>> methods = new LinkedHashMap<>();
    methods.put("none", rows -> none);
    methods.put("platt", PlattScaling::fit);
    if (predictions.rows() >= ISOTONIC_ROWS) {
      methods.put("isotonic", IsotonicCalibration::fit);
    }
    Map<String, Double> losses = new LinkedHashMap<>();
    String best = "none";
    int[] fold = folds(predictions);
    for (Map.Entry<String, Function<Predictions, Calibration>> method : methods.entrySet()) {
      double loss = outOfFold(predictions, fold, method.getValue());
      losses.put(method.getKey(), loss);
      if (loss < losses.getOrDefault(best, Double.POSITIVE_INFINITY)) {
        best = method.getKey();
      }
    }
    return new CalibrationChoice(
        methods.getOrDefault(best, rows -> none).apply(predictions),
        losses,
        String.format(
            Locale.ROOT,
            "%s: log loss %.4f out of fold, %.4f as predicted",
            best,
            losses.get(best),
            losses.get("none")));
  }

  private static double outOfFold(
      Predictions predictions, int[] fold, Function<Predictions, Calibration> method) {
    double[] calibrated = new double[predictions.rows()];
    for (int f = 0; f < FOLDS; f++) {
      int held = f;
      int[] fitted = IntStream.range(0, fold.length).filter(i -> fold[i] != held).toArray();
      int[] judged = IntStream.range(0, fold.length).filter(i -> fold[i] == held).toArray();
      if (judged.length > 0) {
        Calibration calibration = method.apply(predictions.rows(fitted));
        Arrays.stream(judged)
            .forEach(i -> calibrated[i] = calibration.calibrated(predictions.probabilities()[i]));
      }
    }
    Predictions judged = new Predictions(calibrated, predictions.outcomes(), predictions.groups());
    return ClusteredMean.of(BinaryMetrics.logLosses(judged), judged.groups()).mean();
  }

  private static int[] folds(Predictions predictions) {
    return predictions.groups().stream()
        .mapToInt(
            group ->
                (int)
                    Long.remainderUnsigned(
                        ByteBuffer.wrap(Hashes.sha256Bytes("calibration", group)).getLong(), FOLDS))
        .toArray();
  }
}
