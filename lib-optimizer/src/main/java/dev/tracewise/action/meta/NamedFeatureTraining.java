package dev.tracewise.action.meta;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.greatest;
import static org.apache.spark.sql.functions.least;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.udf;
import static org.apache.spark.sql.functions.when;

import dev.tracewise.action.JobDescription;
import dev.tracewise.action.TrainPredictor.Request;
import dev.tracewise.action.TrainPredictor.Trained;
import dev.tracewise.judge.GroupSplit;
import dev.tracewise.learn.booster.BoosterSettings;
import dev.tracewise.learn.booster.BoosterTarget;
import dev.tracewise.learn.booster.PredictorDescription;
import dev.tracewise.model.Errors;
import dev.tracewise.table.Warehouse;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.storage.StorageLevel;

/**
 * Trains predictors on rows whose features are named columns of numbers: the models that decide
 * when and how to learn. One version for each part, which is a modality.
 */
public final class NamedFeatureTraining {
  /** The column of the number by which parts may differ, which says how much they lend. */
  public static final String POOLED = "pooled_value";

  private final Warehouse warehouse;
  private final Clock clock;
  private final Request request;

  /** A run on a warehouse. */
  public NamedFeatureTraining(Warehouse warehouse, Clock clock, Request request) {
    this.warehouse = warehouse;
    this.clock = clock;
    this.request = request;
  }

  /**
   * What is learned.
   *
   * @param label what the label is, such as {@code improvement}
   * @param target what is predicted
   * @param classes how many classes, 0 where none are predicted
   * @param features names of the columns, in their order
   * @param minimumRows rows of a part below which there is no version
   * @param minimumOwnRows the same where other parts lend theirs
   * @param poolBelow rows below which a part borrows from the others; 0 for never
   * @param trees how the trees are grown
   */
  public record Shape(
      String label,
      BoosterTarget target,
      int classes,
      List<String> features,
      int minimumRows,
      int minimumOwnRows,
      int poolBelow,
      BoosterSettings trees) {
    /** Copies the names. */
    public Shape {
      features = List.copyOf(features);
    }
  }

  /**
   * Trains what there are enough rows for.
   *
   * @param examples {@code row_key}, {@code group_key}, {@code part}, {@code label}, {@code
   *     weight}, {@value #POOLED} and the features; null and NaN are missing, infinite numbers are
   *     clipped
   * @param tableVersions Delta versions of the tables they were read from
   */
  public List<Trained> run(Dataset<Row> examples, Map<String, Long> tableVersions, Shape shape) {
    Workers workers = new Workers(request.settings().workers(), request.settings().threads());
    workers.require(warehouse.spark().sparkContext());
    Dataset<Row> kept = columns(examples, shape).persist(StorageLevel.MEMORY_AND_DISK());
    Dataset<Row> data = rows(kept, shape.features()).persist(StorageLevel.MEMORY_AND_DISK());
    try {
      PartTraining.Pool pool =
          new PartTraining.Pool(
              data,
              Supply.byPart(data),
              Pooling.prior(kept, col(POOLED)),
              DataChecks.of(warehouse, clock, request, DataChecks.features(data)));
      List<Trained> trained = new ArrayList<>();
      for (String part : parts(pool.supplies())) {
        trained.add(
            JobDescription.during(
                warehouse.spark().sparkContext(),
                "train the " + request.kind().id() + " for " + part,
                () ->
                    training(shape)
                        .train(
                            pool,
                            part,
                            plan(shape, workers),
                            borrows -> material(kept, data, tableVersions, shape, part, borrows))));
      }
      return trained.isEmpty()
          ? List.of(
              Trained.insufficient(
                  request, null, Supply.NONE.shortage(shape.minimumRows(), shape.target()), 0, 0))
          : trained;
    } finally {
      data.unpersist();
      kept.unpersist();
    }
  }

  private List<String> parts(Map<String, Supply> supplies) {
    String wanted = request.modality();
    return wanted == null ? List.copyOf(supplies.keySet()) : List.of(wanted);
  }

  private PartTraining training(Shape shape) {
    return new PartTraining(
        warehouse,
        clock,
        request,
        new PartTraining.Needs(
            shape.minimumRows(), shape.minimumOwnRows(), shape.poolBelow(), shape.target()));
  }

  private BoosterPlan plan(Shape shape, Workers workers) {
    return new BoosterPlan(
        shape.target(),
        shape.classes(),
        shape.trees(),
        workers,
        request.origin().seed(),
        shape.features());
  }

  private static PredictorVersion.Material material(
      Dataset<Row> kept,
      Dataset<Row> data,
      Map<String, Long> tableVersions,
      Shape shape,
      String part,
      boolean borrows) {
    Dataset<Row> own = data.where(col(BoosterRows.PART).equalTo(part));
    return new PredictorVersion.Material(
        shape.label(),
        null,
        borrows ? kept : kept.where(col(BoosterRows.PART).equalTo(part)),
        tableVersions,
        Map.of(
            "label", shape.label(),
            "min_rows", shape.minimumRows(),
            "min_own_rows", shape.minimumOwnRows(),
            "pool_below", shape.poolBelow()),
        description -> described(own, description, shape));
  }

  private static Dataset<Row> described(
      Dataset<Row> own, PredictorDescription description, Shape shape) {
    if (!description.features().equals(shape.features())) {
      throw Errors.usage(
          "compare with the live " + description.kind(),
          "its features are other ones",
          "Retire it first with: tracewise versions rollback.");
    }
    return own;
  }

  private static Dataset<Row> columns(Dataset<Row> examples, Shape shape) {
    List<Column> columns =
        new ArrayList<>(
            List.of(
                col(BoosterRows.KEY),
                col(BoosterRows.GROUP),
                col(BoosterRows.PART),
                col(BoosterRows.LABEL).cast("double"),
                col(BoosterRows.WEIGHT).cast("double"),
                col(POOLED).cast("double")));
    shape.features().forEach(name -> columns.add(col(name).cast("double").as(name)));
    return examples
        .where(col(BoosterRows.LABEL).isNotNull())
        .select(columns.toArray(new Column[0]));
  }

  private Dataset<Row> rows(Dataset<Row> kept, List<String> features) {
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

  private static Column clipped(Column value) {
    Column known = coalesce(value, lit(Double.NaN));
    return when(known.isNaN(), known)
        .otherwise(least(lit(BoosterRows.LARGEST), greatest(lit(-BoosterRows.LARGEST), known)));
  }

  private Column fold(String purpose) {
    String tenant = request.tenantId();
    String owner = purpose + request.kind().id();
    UDF1<String, Integer> fold = group -> GroupSplit.fold(tenant, owner, group, BoosterRows.FOLDS);
    return udf(fold, DataTypes.IntegerType).apply(col(BoosterRows.GROUP));
  }
}
