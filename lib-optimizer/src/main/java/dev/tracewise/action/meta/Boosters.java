package dev.tracewise.action.meta;

import dev.tracewise.model.Errors;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoost;
import ml.dmlc.xgboost4j.java.XGBoostError;
import org.jspecify.annotations.Nullable;

/**
 * What is done with a trained booster: predictions, contributions, importance, names. Matrices are
 * dense, row by row; NaN is missing, zero is zero.
 */
final class Boosters {
  /** Format of stored boosters; what Python's xgboost reads. */
  static final String FORMAT = "ubj";

  /** Attribute of the booster with the description of its features. */
  static final String DESCRIPTION = "tracewise";

  private Boosters() {}

  /** Something that XGBoost does. */
  private interface Work<T> {
    T done() throws XGBoostError, IOException;
  }

  private static <T> T attempt(String what, Work<T> work) {
    try {
      return work.done();
    } catch (XGBoostError | IOException e) {
      throw Errors.failed(
          what, String.valueOf(e.getMessage()).strip(), "Check the model's artefact.", e);
    }
  }

  /** Reads a booster back, for the one thread that called. */
  static Booster load(byte[] bytes) {
    return attempt(
        "read a booster",
        () -> {
          Booster booster = XGBoost.loadModel(bytes);
          booster.setParam("nthread", 1);
          return booster;
        });
  }

  /**
   * Trees grown on this machine.
   *
   * @param matrix rows × columns values, as many rows as labels
   * @param parameters XGBoost's
   */
  static Booster grow(
      float[] matrix, float[] labels, float[] weights, Map<String, Object> parameters, int rounds) {
    return attempt(
        "grow trees",
        () -> {
          DMatrix data =
              new DMatrix(matrix, labels.length, matrix.length / labels.length, Float.NaN);
          try {
            data.setLabel(labels);
            data.setWeight(weights);
            return XGBoost.train(data, parameters, rounds, Map.of(), null, null);
          } finally {
            data.dispose();
          }
        });
  }

  /** The bytes of a booster. */
  static byte[] bytes(Booster booster, String format) {
    return attempt("store a booster", () -> booster.toByteArray(format));
  }

  /**
   * What the trees say before any link: log-odds of a probability, the number itself, one value per
   * class.
   *
   * @param matrix rows × columns values
   */
  static double[][] margins(Booster booster, float[] matrix, int rows) {
    return attempt(
        "predict",
        () -> {
          DMatrix data = new DMatrix(matrix, rows, matrix.length / rows, Float.NaN);
          try {
            return doubles(booster.predict(data, true));
          } finally {
            data.dispose();
          }
        });
  }

  /** Contribution of each feature to each row's margin, the constant last (SHAP). */
  static double[][] contributions(Booster booster, float[] matrix, int rows) {
    return attempt(
        "explain predictions",
        () -> {
          DMatrix data = new DMatrix(matrix, rows, matrix.length / rows, Float.NaN);
          try {
            return doubles(booster.predictContrib(data, 0));
          } finally {
            data.dispose();
          }
        });
  }

  /** Mean gain of the splits on each feature; features that no tree uses are not there. */
  static Map<String, Double> gains(Booster booster, List<String> features) {
    String[] plain = new String[features.size()];
    for (int i = 0; i < plain.length; i++) {
      plain[i] = "f" + i;
    }
    Map<String, Double> byPosition =
        attempt("tell the importance of features", () -> booster.getScore(plain, "gain"));
    Map<String, Double> gains = new LinkedHashMap<>();
    for (int i = 0; i < plain.length; i++) {
      Double gain = byPosition.get(plain[i]);
      if (gain != null) {
        gains.put(features.get(i), gain);
      }
    }
    return gains;
  }

  /** The booster as it is stored: with the names of its features and their description. */
  static byte[] described(byte[] bytes, List<String> features, String description) {
    Booster booster = load(bytes);
    return attempt(
        "describe a booster",
        () -> {
          booster.setFeatureNames(features.toArray(new String[0]));
          booster.setAttr(DESCRIPTION, description);
          return booster.toByteArray(FORMAT);
        });
  }

  /** The description that {@link #described} gave. */
  static String description(byte[] bytes) {
    String found = attribute(load(bytes), DESCRIPTION);
    if (found == null) {
      throw Errors.usage(
          "read a booster",
          "it does not say what its features are",
          "Only versions that \"tracewise train\" made can be applied.");
    }
    return found;
  }

  static @Nullable String attribute(Booster booster, String name) {
    return attempt("read a booster", () -> booster.getAttr(name));
  }

  private static double[][] doubles(float[][] floats) {
    double[][] doubles = new double[floats.length][];
    for (int i = 0; i < floats.length; i++) {
      doubles[i] = new double[floats[i].length];
      for (int j = 0; j < floats[i].length; j++) {
        doubles[i][j] = floats[i][j];
      }
    }
    return doubles;
  }
}
