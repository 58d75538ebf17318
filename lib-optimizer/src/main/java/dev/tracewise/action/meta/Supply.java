package dev.tracewise.action.meta;

import static org.apache.spark.sql.functions.avg;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.count_distinct;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import dev.tracewise.learn.booster.BoosterTarget;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * What there is to learn from in a part.
 *
 * @param rows rows
 * @param groups groups of rows
 * @param low rows with label 0
 * @param high rows with label 1
 * @param lowFolds folds that have one with label 0
 * @param highFolds folds that have one with label 1
 * @param distinct different labels
 * @param mean mean label
 */
record Supply(
    long rows,
    long groups,
    long low,
    long high,
    long lowFolds,
    long highFolds,
    long distinct,
    double mean) {
  /** Nothing at all. */
  static final Supply NONE = new Supply(0, 0, 0, 0, 0, 0, 0, 0);

  /** At least so many rows of either label, in at least two folds. */
  static final int LEAST_OF_A_CLASS = 5;

  private static final double CLEAR_SHARE = 0.9;

  /** What each part has, by its name. */
  static Map<String, Supply> byPart(Dataset<Row> rows) {
    Column isLow = col(BoosterRows.LABEL).equalTo(0.0);
    Column isHigh = col(BoosterRows.LABEL).equalTo(1.0);
    Map<String, Supply> parts = new TreeMap<>();
    rows.groupBy(BoosterRows.PART)
        .agg(
            count(lit(1)),
            count_distinct(col(BoosterRows.GROUP)),
            count(when(isLow, 1)),
            count(when(isHigh, 1)),
            count_distinct(when(isLow, col(BoosterRows.FOLD))),
            count_distinct(when(isHigh, col(BoosterRows.FOLD))),
            count_distinct(col(BoosterRows.LABEL)),
            avg(col(BoosterRows.LABEL)))
        .collectAsList()
        .forEach(row -> parts.put(row.getString(0), of(row)));
    return parts;
  }

  private static Supply of(Row row) {
    return new Supply(
        row.getLong(1),
        row.getLong(2),
        row.getLong(3),
        row.getLong(4),
        row.getLong(5),
        row.getLong(6),
        row.getLong(7),
        row.getDouble(8));
  }

  /**
   * A probability where nine of ten labels are 0 or 1 (the others, judgements that contradict each
   * other, are then left out), else a number.
   */
  BoosterTarget target() {
    return low + high >= CLEAR_SHARE * rows ? BoosterTarget.PROBABILITY : BoosterTarget.NUMBER;
  }

  /**
   * What is missing for a model, in words; empty if nothing is.
   *
   * @param least rows that are needed
   * @param target what is predicted
   */
  String shortage(long least, BoosterTarget target) {
    if (rows < least) {
      return "it has " + rows + " rows, " + least + " are needed";
    }
    if (distinct < 2) {
      return String.format(Locale.ROOT, "all %d rows have the same label, %.3f", rows, mean);
    }
    if (lacksALabel(target)) {
      return String.format(
          Locale.ROOT,
          "it has %d rows with label 0 and %d with label 1; of either %d in more"
              + " than one group are needed",
          low,
          high,
          LEAST_OF_A_CLASS);
    }
    return ownShortage(least);
  }

  /** Whether one of two labels is too rare to learn what tells them apart. */
  boolean lacksALabel(BoosterTarget target) {
    return target == BoosterTarget.PROBABILITY
        && (Math.min(low, high) < LEAST_OF_A_CLASS || Math.min(lowFolds, highFolds) < 2);
  }

  /** The same for a part whose labels other parts complete. */
  String ownShortage(long least) {
    if (rows < least) {
      return "it has " + rows + " rows, " + least + " are needed";
    }
    return groups < BoosterRows.FOLDS
        ? "its rows are of " + groups + " groups, " + BoosterRows.FOLDS + " are needed"
        : "";
  }
}
