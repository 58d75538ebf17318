package dev.tracewise.action.meta;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import dev.tracewise.action.TrainPredictor.Request;
import dev.tracewise.action.TrainPredictor.Trained;
import dev.tracewise.learn.booster.BoosterTarget;
import dev.tracewise.table.Warehouse;
import java.time.Clock;
import java.util.Map;
import java.util.function.Function;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/** Trains the version of one part, with a prior of the other parts where it has few rows. */
final class PartTraining {
  private final Warehouse warehouse;
  private final Clock clock;
  private final Request request;
  private final Needs needs;

  PartTraining(Warehouse warehouse, Clock clock, Request request, Needs needs) {
    this.warehouse = warehouse;
    this.clock = clock;
    this.request = request;
    this.needs = needs;
  }

  /**
   * What a part needs.
   *
   * @param rows rows below which there is no version
   * @param rowsWithPrior the same with a prior
   * @param poolBelow rows below which it takes a prior; 0 for never
   * @param target what is predicted; null for what the labels look like
   */
  record Needs(long rows, long rowsWithPrior, long poolBelow, @Nullable BoosterTarget target) {
    BoosterTarget target(Supply supply) {
      return target == null ? supply.target() : target;
    }
  }

  /**
   * Trains, judges and stores, or says what is missing.
   *
   * @param data rows of all parts
   * @param supplies what each part has
   * @param plan how it is trained, but for the target
   * @param material what a version is made of, given whether it borrows
   */
  Trained train(
      Dataset<Row> data,
      Map<String, Supply> supplies,
      String part,
      BoosterPlan plan,
      Function<Boolean, PredictorVersion.Material> material) {
    Supply own = supplies.getOrDefault(part, Supply.NONE);
    BoosterTarget target = needs.target(own);
    Dataset<Row> clear =
        target == BoosterTarget.PROBABILITY
            ? data.where(col(BoosterRows.LABEL).isin(0.0, 1.0))
            : data;
    Dataset<Row> others = others(clear, own, part, target);
    String shortage = own.shortage(others == null ? needs.rows() : needs.rowsWithPrior(), target);
    if (!shortage.isEmpty()) {
      return Trained.insufficient(request, part, shortage, own.rows(), own.groups());
    }
    BoosterPlan aimed = plan.with(target);
    Dataset<Row> ofPart = clear.where(col(BoosterRows.PART).equalTo(part));
    CrossFit.Result result = new CrossFit(aimed, ofPart, others).run();
    return new PredictorVersion(warehouse, clock, request, material.apply(others != null), part)
        .store(aimed, own, others == null ? 0 : others.count(), result, ofPart);
  }

  /** The rows of the other parts, where this one has few and they have enough. */
  private @Nullable Dataset<Row> others(
      Dataset<Row> data, Supply own, String part, BoosterTarget target) {
    if (own.rows() >= needs.poolBelow() || own.rows() == 0 || target == BoosterTarget.CLASSES) {
      return null;
    }
    Dataset<Row> others = data.where(col(BoosterRows.PART).notEqual(part));
    Supply theirs =
        Supply.byPart(others.withColumn(BoosterRows.PART, lit("others")))
            .getOrDefault("others", Supply.NONE);
    return theirs.shortage(needs.rows(), target).isEmpty() ? others : null;
  }
}
