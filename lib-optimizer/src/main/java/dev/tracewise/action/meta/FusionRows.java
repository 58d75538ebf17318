package dev.tracewise.action.meta;

import static org.apache.spark.sql.functions.avg;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.greatest;
import static org.apache.spark.sql.functions.least;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import dev.tracewise.learn.modality.MetaModel;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;

/**
 * Experiences that were answered from two modalities, as rows to learn the benefit from. Such an
 * experience says so by the number {@code secondary_modality_confidence} of its context; the other
 * features are numbers of its context too, missing where it has none. Its benefit is its reward
 * above the mean reward of the experiences of its modality that were answered from one, in [0, 1],
 * and 0 where it failed.
 */
final class FusionRows {
  private static final String SECONDARY = "secondary_modality_confidence";
  private static final String EXACT = "decimal(30,15)";

  private FusionRows() {}

  static Dataset<Row> of(Dataset<Row> experiences) {
    Column fused = number(SECONDARY).isNotNull();
    Column alone =
        avg(when(fused, null).otherwise(col("reward").cast(EXACT)))
            .over(Window.partitionBy(BoosterRows.PART));
    Column benefit =
        when(col("success"), greatest(lit(0.0), least(lit(1.0), col("reward").minus(col("alone")))))
            .otherwise(0.0);
    List<Column> columns =
        new ArrayList<>(
            List.of(
                col("interaction_id").as(BoosterRows.KEY),
                RewardRows.group().as(BoosterRows.GROUP),
                col(BoosterRows.PART),
                benefit.as(BoosterRows.LABEL),
                lit(1.0).as(BoosterRows.WEIGHT),
                benefit.as(NamedFeatureTraining.POOLED)));
    for (String feature : MetaModel.FUSION_BENEFIT.featureNames()) {
      columns.add(value(feature).as(feature));
    }
    return experiences
        .where("reward IS NOT NULL")
        .withColumn(BoosterRows.PART, RewardRows.part())
        .withColumn("alone", alone.cast("double"))
        .where(fused.and(col("success").isNotNull()).and(col("alone").isNotNull()))
        .select(columns.toArray(new Column[0]));
  }

  private static Column value(String feature) {
    return feature.equals("primary_modality_confidence")
        ? coalesce(number(feature), col("confidence"))
        : number(feature);
  }

  private static Column number(String name) {
    return col("context.numeric").getItem(name);
  }
}
