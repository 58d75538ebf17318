package dev.tracewise.action.meta;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.greatest;
import static org.apache.spark.sql.functions.least;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.udf;
import static org.apache.spark.sql.functions.when;

import dev.tracewise.judge.GroupSplit;
import dev.tracewise.learn.booster.PredictorDescription;
import dev.tracewise.model.Errors;
import dev.tracewise.model.VersionKind;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.types.DataTypes;

/**
 * Examples with named columns of numbers as rows for boosters.
 *
 * @param tenant whose examples they are: folds differ between tenants
 * @param kind what is learned from them: folds differ between kinds
 * @param features names of the columns, in their order
 */
record NamedFeatureRows(String tenant, VersionKind kind, List<String> features) {
  /** The examples whose label is known, with the columns that are learned from. */
  Dataset<Row> kept(Dataset<Row> examples) {
    List<Column> columns =
        new ArrayList<>(
            List.of(
                col(BoosterRows.KEY),
                col(BoosterRows.GROUP),
                col(BoosterRows.PART),
                col(BoosterRows.LABEL).cast("double"),
                col(BoosterRows.WEIGHT).cast("double"),
                col(NamedFeatureTraining.POOLED).cast("double")));
    features.forEach(name -> columns.add(col(name).cast("double").as(name)));
    return examples
        .where(col(BoosterRows.LABEL).isNotNull())
        .select(columns.toArray(new Column[0]));
  }

  /** What was {@linkplain #kept}, with folds and with the features in one array. */
  Dataset<Row> of(Dataset<Row> kept) {
    Column[] values = features.stream().map(name -> clipped(col(name))).toArray(Column[]::new);
    return kept.select(
        col(BoosterRows.KEY),
        col(BoosterRows.GROUP),
        col(BoosterRows.PART),
        fold("").as(BoosterRows.FOLD),
        fold("held back ").equalTo(0).as(BoosterRows.HELD_BACK),
        col(BoosterRows.LABEL),
        col(BoosterRows.WEIGHT),
        array(values).as(BoosterRows.FEATURES));
  }

  /** Refuses a version that was learned from other features. */
  void requireSame(PredictorDescription description) {
    if (!description.features().equals(features)) {
      throw Errors.usage(
          "compare with another " + description.kind(),
          "its features are other ones",
          "Train it again, or retire it first with: tracewise versions rollback.");
    }
  }

  private static Column clipped(Column value) {
    Column known = coalesce(value, lit(Double.NaN));
    return when(known.isNaN(), known)
        .otherwise(least(lit(BoosterRows.LARGEST), greatest(lit(-BoosterRows.LARGEST), known)));
  }

  private Column fold(String purpose) {
    String owner = purpose + kind.id();
    String ofTenant = tenant;
    UDF1<String, Integer> fold =
        group -> GroupSplit.fold(ofTenant, owner, group, BoosterRows.FOLDS);
    return udf(fold, DataTypes.IntegerType).apply(col(BoosterRows.GROUP));
  }
}
