package dev.tracewise.action.meta;

import static org.apache.spark.sql.functions.col;

import dev.tracewise.learn.booster.BoosterTarget;
import java.util.Map;
import java.util.TreeMap;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.scala.spark.XGBoostClassifier;
import ml.dmlc.xgboost4j.scala.spark.XGBoostRegressor;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;
import scala.jdk.javaapi.CollectionConverters;

/**
 * Trains a booster on Spark. Rows are placed by the hash of their key and sorted by it, so the same
 * rows, workers, threads and seed give the same trees.
 */
final class BoosterTrainer {
  private final BoosterPlan plan;

  BoosterTrainer(BoosterPlan plan) {
    this.plan = plan;
  }

  /**
   * A trained booster.
   *
   * @param bytes its UBJ
   * @param rounds rounds of trees in it
   */
  record Trained(byte[] bytes, int rounds) {}

  /**
   * Trains; with early stopping on all rows but those held back, by which it stops.
   *
   * @param rows rows as in {@link BoosterRows}
   */
  Trained train(Dataset<Row> rows) {
    int patience = plan.settings().earlyStoppingRounds();
    if (patience == 0) {
      return new Trained(grow(rows, null), plan.settings().rounds());
    }
    byte[] grown =
        grow(
            rows.where(col(BoosterRows.HELD_BACK).equalTo(false)),
            rows.where(col(BoosterRows.HELD_BACK)));
    String best = Boosters.attribute(Boosters.load(grown), "best_iteration");
    int rounds = best == null ? plan.settings().rounds() : Integer.parseInt(best) + 1;
    return new Trained(BoosterJson.first(grown, rounds), rounds);
  }

  private byte[] grow(Dataset<Row> rows, @Nullable Dataset<Row> heldBack) {
    Dataset<Row> placed = placed(rows);
    Booster booster =
        plan.target() == BoosterTarget.NUMBER
            ? regressor(placed, heldBack)
            : classifier(placed, heldBack);
    return Boosters.bytes(booster, Boosters.FORMAT);
  }

  private Dataset<Row> placed(Dataset<Row> rows) {
    return rows.withColumn(BoosterRows.FEATURES, col(BoosterRows.FEATURES).cast("array<float>"))
        .repartition(plan.workers().count(), col(BoosterRows.KEY))
        .sortWithinPartitions(BoosterRows.KEY);
  }

  private Booster classifier(Dataset<Row> rows, @Nullable Dataset<Row> heldBack) {
    XGBoostClassifier classifier = new XGBoostClassifier(parameters(heldBack != null));
    classifier.setFeaturesCol(BoosterRows.FEATURES);
    classifier.setLabelCol(BoosterRows.LABEL);
    classifier.setWeightCol(BoosterRows.WEIGHT);
    if (heldBack != null) {
      classifier.setEvalDataset(placed(heldBack));
    }
    return classifier.train(rows).nativeBooster().booster();
  }

  private Booster regressor(Dataset<Row> rows, @Nullable Dataset<Row> heldBack) {
    XGBoostRegressor regressor = new XGBoostRegressor(parameters(heldBack != null));
    regressor.setFeaturesCol(BoosterRows.FEATURES);
    regressor.setLabelCol(BoosterRows.LABEL);
    regressor.setWeightCol(BoosterRows.WEIGHT);
    if (heldBack != null) {
      regressor.setEvalDataset(placed(heldBack));
    }
    return regressor.train(rows).nativeBooster().booster();
  }

  private scala.collection.immutable.Map<String, Object> parameters(boolean stopsEarly) {
    Map<String, Object> parameters = new TreeMap<>(plan.settings().parameters(plan.features()));
    parameters.put("objective", plan.target().objective());
    parameters.put("num_round", plan.settings().rounds());
    parameters.put("num_workers", plan.workers().count());
    parameters.put("nthread", plan.workers().threads());
    parameters.put("seed", plan.seed());
    parameters.put("verbosity", 0);
    if (plan.classes() > 0) {
      parameters.put("num_class", plan.classes());
    }
    BoosterTarget target = plan.target();
    parameters.put("eval_metric", stopsEarly ? target.metric() : target.quickMetric());
    if (stopsEarly) {
      parameters.put("num_early_stopping_rounds", plan.settings().earlyStoppingRounds());
    }
    return scala.collection.immutable.Map$.MODULE$.from(CollectionConverters.asScala(parameters));
  }
}
