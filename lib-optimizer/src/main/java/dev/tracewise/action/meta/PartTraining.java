package dev.tracewise.action.meta;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import dev.tracewise.action.TrainPredictor.Request;
import dev.tracewise.action.TrainPredictor.Trained;
import dev.tracewise.learn.booster.BoosterTarget;
import dev.tracewise.learn.data.DataReport;
import dev.tracewise.learn.modality.Borrowing;
import dev.tracewise.learn.modality.PooledPrior;
import dev.tracewise.table.Warehouse;
import java.time.Clock;
import java.util.Map;
import java.util.function.Function;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/** Trains the version of one part, with rows that the other parts lend where it has few. */
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
   * @param rowsWithPrior rows of its own below which there is none where the others lend theirs
   * @param poolBelow rows below which it borrows; 0 for never
   * @param target what is predicted; null for what the labels look like
   */
  record Needs(long rows, long rowsWithPrior, long poolBelow, @Nullable BoosterTarget target) {
    BoosterTarget target(Supply supply) {
      return target == null ? supply.target() : target;
    }
  }

  /**
   * What there is to train on.
   *
   * @param data rows of all parts
   * @param supplies what each part has
   * @param prior what parts lend each other
   * @param checks what was counted in each part
   */
  record Pool(
      Dataset<Row> data, Map<String, Supply> supplies, PooledPrior prior, DataChecks checks) {}

  /**
   * Trains, judges and stores, or says what is missing.
   *
   * @param plan how it is trained, but for the target
   * @param material what a version is made of, given whether it borrows
   */
  Trained train(
      Pool pool,
      String part,
      BoosterPlan plan,
      Function<Boolean, PredictorVersion.Material> material) {
    Supply own = pool.supplies().getOrDefault(part, Supply.NONE);
    BoosterTarget target = needs.target(own);
    Dataset<Row> clear =
        target == BoosterTarget.PROBABILITY
            ? pool.data().where(col(BoosterRows.LABEL).isin(0.0, 1.0))
            : pool.data();
    Dataset<Row> ofPart = clear.where(col(BoosterRows.PART).equalTo(part));
    Borrowing borrowing = borrowing(pool.prior(), own, part, target);
    Dataset<Row> lent = borrowing == null ? null : lent(clear, part, borrowing.rowWeight());
    if (lent != null && !shortage(ofPart.unionByName(lent), target).isEmpty()) {
      lent = null; // together they have too little
    }
    String shortage =
        lent == null ? own.shortage(needs.rows(), target) : own.ownShortage(needs.rowsWithPrior());
    DataReport report =
        pool.checks()
            .report(part, target, lent == null ? DataChecks.Lent.NONE : DataChecks.Lent.SOME);
    if (!shortage.isEmpty()) {
      return Trained.insufficient(request, part, shortage, own.rows(), own.groups());
    }
    if (report.refused()) {
      return Trained.refused(request, part, report, own.rows(), own.groups());
    }
    BoosterPlan aimed = plan.with(target);
    CrossFit.Result result = new CrossFit(aimed, ofPart, lent).run();
    return new PredictorVersion(warehouse, clock, request, material.apply(lent != null), part)
        .store(
            aimed,
            own,
            lent == null ? null : borrowing,
            result,
            ofPart,
            new PredictorVersion.Checked(report, pool.checks().summary(part)));
  }

  /** What a part with few rows, or of one label, borrows; null where nobody lends. */
  private @Nullable Borrowing borrowing(
      PooledPrior prior, Supply own, String part, BoosterTarget target) {
    boolean enough = own.rows() >= needs.poolBelow() && !own.lacksALabel(target);
    if (own.rows() == 0 || needs.poolBelow() == 0 || enough) {
      return null;
    }
    Borrowing borrowing = prior.borrowing(Pooling.modality(part));
    return borrowing.borrowedRows() < 1 ? null : borrowing;
  }

  private static Dataset<Row> lent(Dataset<Row> rows, String part, double weight) {
    return rows.where(col(BoosterRows.PART).notEqual(part))
        .withColumn(BoosterRows.WEIGHT, col(BoosterRows.WEIGHT).multiply(weight));
  }

  private String shortage(Dataset<Row> together, BoosterTarget target) {
    return Supply.byPart(together.withColumn(BoosterRows.PART, lit("together")))
        .getOrDefault("together", Supply.NONE)
        .shortage(needs.rows(), target);
  }
}
