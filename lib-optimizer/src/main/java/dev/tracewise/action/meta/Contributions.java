package dev.tracewise.action.meta;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import ml.dmlc.xgboost4j.java.Booster;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Mean absolute contributions of features to a booster's predictions (SHAP), by name. */
final class Contributions {
  private static final int EXPLAINED_ROWS = 2_000;
  private static final int MOST_IMPORTANT = 20;

  private Contributions() {}

  /** Those on the first rows by key; features without any are left out. */
  static Map<String, Double> of(Booster booster, List<String> features, Dataset<Row> rows) {
    List<Row> explained =
        rows.orderBy(BoosterRows.KEY)
            .limit(EXPLAINED_ROWS)
            .select(BoosterRows.FEATURES)
            .collectAsList();
    double[][] all =
        Boosters.contributions(booster, PredictTask.matrix(explained, 0), explained.size());
    Map<String, Double> means = new TreeMap<>();
    for (int f = 0; f < features.size(); f++) {
      double sum = 0;
      for (double[] row : all) {
        for (int c = f; c < row.length; c += features.size() + 1) { // a block for each class
          sum += Math.abs(row[c]);
        }
      }
      if (sum > 0) {
        means.put(features.get(f), sum / all.length);
      }
    }
    return means;
  }

  /** The largest of them, in that order. */
  static Map<String, Double> largest(Map<String, Double> contributions) {
    List<Map.Entry<String, Double>> entries = new ArrayList<>(contributions.entrySet());
    entries.sort(
        Map.Entry.<String, Double>comparingByValue(Comparator.reverseOrder())
            .thenComparing(Map.Entry.comparingByKey()));
    Map<String, Double> largest = new LinkedHashMap<>();
    entries.stream()
        .limit(MOST_IMPORTANT)
        .forEach(entry -> largest.put(entry.getKey(), entry.getValue()));
    return largest;
  }
}
