package dev.tracewise.action.meta;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import dev.tracewise.model.Errors;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import ml.dmlc.xgboost4j.java.RabitTracker;
import ml.dmlc.xgboost4j.java.XGBoostError;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import scala.reflect.ClassTag$;

/**
 * Trains a booster on Spark, in a stage whose tasks run all at once. Rows are placed by the hash of
 * their key and sorted by it, so the same rows, workers, threads and seed give the same trees.
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
    if (patience == 0 || rows.where(col(BoosterRows.HELD_BACK)).isEmpty()) {
      byte[] grown = grow(placed(rows, lit(false), BoosterRows.KEY), 0);
      return new Trained(grown, plan.settings().rounds());
    }
    Column heldBack = col(BoosterRows.HELD_BACK);
    byte[] grown = grow(placed(rows, heldBack, BoosterRows.HELD_BACK, BoosterRows.KEY), patience);
    String best = Boosters.attribute(Boosters.load(grown), "best_iteration");
    int rounds = best == null ? plan.settings().rounds() : Integer.parseInt(best) + 1;
    return new Trained(BoosterJson.first(grown, rounds), rounds);
  }

  /** The rows of each worker, as a {@link BoosterWorker} takes them. */
  private Dataset<Row> placed(Dataset<Row> rows, Column heldBack, String... order) {
    return rows.repartition(plan.workers().count(), col(BoosterRows.KEY))
        .sortWithinPartitions(order[0], Arrays.copyOfRange(order, 1, order.length))
        .select(
            col(BoosterRows.LABEL), col(BoosterRows.WEIGHT), col(BoosterRows.FEATURES), heldBack);
  }

  private byte[] grow(Dataset<Row> placed, int patience) {
    try {
      RabitTracker tracker = new RabitTracker(plan.workers().count());
      try {
        if (!tracker.start()) {
          throw new XGBoostError("the workers have nowhere to meet");
        }
        BoosterWorker worker =
            new BoosterWorker(
                tracker.getWorkerArgs(), parameters(patience), plan.settings().rounds(), patience);
        return grow(placed, worker);
      } finally {
        tracker.stop();
      }
    } catch (XGBoostError e) {
      throw Errors.failed(
          "grow trees",
          String.valueOf(e.getMessage()).strip(),
          "Workers meet at an open port of the driver: see that executors reach it.",
          e);
    }
  }

  private static byte[] grow(Dataset<Row> placed, BoosterWorker worker) {
    return placed
        .queryExecution()
        .toRdd()
        .barrier()
        .mapPartitions(worker, false, ClassTag$.MODULE$.apply(byte[].class))
        .toJavaRDD()
        .repartition(1) // only a stage before another one is tried again when a task fails
        .first();
  }

  private Map<String, Object> parameters(int patience) {
    Map<String, Object> parameters = new TreeMap<>(plan.settings().parameters(plan.features()));
    parameters.put("objective", plan.target().objective());
    parameters.put("nthread", plan.workers().threads());
    parameters.put("seed", plan.seed());
    parameters.put("verbosity", 0);
    parameters.put("verbose_eval", "false");
    if (plan.classes() > 0) {
      parameters.put("num_class", plan.classes());
    }
    if (patience > 0) {
      parameters.put("eval_metric", plan.target().metric());
    }
    return parameters;
  }
}
