package dev.tracewise.action.meta;

import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * The columns of rows that boosters are trained on. Features are an array, hence dense: boosters
 * are silently wrong on sparse vectors.
 */
final class BoosterRows {
  static final String KEY = "row_key";
  static final String GROUP = "group_key";
  static final String PART = "part";
  static final String FOLD = "fold";
  static final String HELD_BACK = "held_back";
  static final String LABEL = "label";
  static final String WEIGHT = "weight";
  static final String FEATURES = "features";
  static final String MARGIN = "margin";

  /** Folds of the rows, by group. */
  static final int FOLDS = 5;

  /** Features are clipped to ± this: beyond, sums of floats are infinite. */
  static final double LARGEST = 1e30;

  /** Key, group, part (a modality), fold, held back for early stopping, label, weight, features. */
  static final StructType SCHEMA =
      new StructType()
          .add(KEY, DataTypes.StringType, false)
          .add(GROUP, DataTypes.StringType, false)
          .add(PART, DataTypes.StringType, false)
          .add(FOLD, DataTypes.IntegerType, false)
          .add(HELD_BACK, DataTypes.BooleanType, false)
          .add(LABEL, DataTypes.DoubleType, false)
          .add(WEIGHT, DataTypes.DoubleType, false)
          .add(FEATURES, DataTypes.createArrayType(DataTypes.DoubleType, false), false);

  private BoosterRows() {}

  /** The value as boosters take it: NaN is missing, infinity the largest number. */
  static double clipped(double value) {
    return Double.isNaN(value) ? value : Math.max(-LARGEST, Math.min(LARGEST, value));
  }
}
