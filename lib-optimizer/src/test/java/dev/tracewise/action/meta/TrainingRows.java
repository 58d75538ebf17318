package dev.tracewise.action.meta;

import dev.tracewise.SparkSupport;
import dev.tracewise.judge.GroupSplit;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/** Rows for boosters, made by hand. */
final class TrainingRows {
  private final List<Row> rows = new ArrayList<>();

  /** Adds a row in a group of its own. */
  TrainingRows add(String part, double label, double... features) {
    String key = String.format("%s-%05d", part, rows.size());
    return add(key, key, part, label, features);
  }

  TrainingRows add(String key, String group, String part, double label, double... features) {
    List<Double> boxed = new ArrayList<>();
    for (double feature : features) {
      boxed.add(feature);
    }
    rows.add(
        RowFactory.create(
            key,
            group,
            part,
            GroupSplit.fold("t", "a", group, BoosterRows.FOLDS),
            GroupSplit.fold("t", "held", group, BoosterRows.FOLDS) == 0,
            label,
            1.0,
            boxed.toArray(new Double[0])));
    return this;
  }

  int size() {
    return rows.size();
  }

  Dataset<Row> dataset() {
    return SparkSupport.spark().createDataFrame(rows, BoosterRows.SCHEMA);
  }

  float[] matrix() {
    return PredictTask.matrix(dataset().collectAsList(), 7);
  }
}
