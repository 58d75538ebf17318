package dev.tracewise.action.meta;

import dev.tracewise.learn.booster.InteractionFeatures;
import dev.tracewise.table.Warehouse;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;

/**
 * Judged interactions as rows for boosters.
 *
 * @param warehouse where vectors of texts are kept
 * @param tenant whose interactions they are
 * @param owner whose groups these are: folds differ between owners
 */
record FeatureRows(Warehouse warehouse, String tenant, String owner) {
  /**
   * The rows with their folds and features.
   *
   * @param judged rows of {@link RewardRows#judged}
   */
  Dataset<Row> of(Dataset<Row> judged, InteractionFeatures features) {
    Dataset<Row> known =
        features.embedding() == null ? judged : new TextVectors(warehouse, tenant).joined(judged);
    return known.map(new FeatureTask(tenant, owner, features), Encoders.row(BoosterRows.SCHEMA));
  }
}
