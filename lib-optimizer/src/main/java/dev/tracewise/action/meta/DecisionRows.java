package dev.tracewise.action.meta;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat_ws;
import static org.apache.spark.sql.functions.date_trunc;
import static org.apache.spark.sql.functions.least;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import dev.tracewise.learn.modality.MetaModel;
import dev.tracewise.learn.modality.TrainingStrategy;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Verdicts to train whose improvement is known, as rows to learn from. A row weighs the inverse of
 * the probability that it was trained at all, so that the few that were forced stand for all that
 * waited. Verdicts of an agent in one week are of one group: they saw nearly the same experiences.
 */
final class DecisionRows {
  private static final double LARGEST_WEIGHT = 20;

  private DecisionRows() {}

  /** For whether to train: 1 where it brought more than 0.02. */
  static Dataset<Row> forDecision(Dataset<Row> decisions) {
    return rows(decisions, when(worthwhile(), 1.0).otherwise(0.0));
  }

  /** For how to train: the strategy that was worth it, skip where it was not. */
  static Dataset<Row> forStrategy(Dataset<Row> decisions) {
    Column label = lit(null).cast("double");
    for (TrainingStrategy strategy : TrainingStrategy.values()) {
      label =
          when(col("strategy").equalTo(strategy.id()), (double) strategy.label()).otherwise(label);
    }
    return rows(
        decisions, when(worthwhile(), label).otherwise((double) TrainingStrategy.SKIP.label()));
  }

  private static Column worthwhile() {
    return col("improvement").gt(MetaModel.WORTHWHILE_IMPROVEMENT);
  }

  private static Dataset<Row> rows(Dataset<Row> decisions, Column label) {
    List<Column> columns =
        new ArrayList<>(
            List.of(
                col("decision_id").as(BoosterRows.KEY),
                concat_ws(" ", col("agent_id"), date_trunc("week", col("time")))
                    .as(BoosterRows.GROUP),
                col("modality").as(BoosterRows.PART),
                label.as(BoosterRows.LABEL),
                least(lit(1).divide(col("propensity")), lit(LARGEST_WEIGHT)).as(BoosterRows.WEIGHT),
                col("improvement").as(NamedFeatureTraining.POOLED)));
    List<String> features = MetaModel.TRAINING_STRATEGY.featureNames();
    List<Column> values =
        List.of(
            col("real_samples"),
            col("synthetic_samples"),
            col("success_rate"),
            col("average_confidence"),
            col("days_since_last_training"),
            col("performance"),
            col("data_quality"),
            col("feature_diversity"),
            when(col("real_samples").lt(MetaModel.COLD_START_BELOW), 1.0).otherwise(0.0));
    for (int i = 0; i < values.size(); i++) {
      columns.add(values.get(i).as(features.get(i)));
    }
    return decisions
        .where("verdict = 'train' AND improvement IS NOT NULL")
        .select(columns.toArray(new Column[0]));
  }
}
