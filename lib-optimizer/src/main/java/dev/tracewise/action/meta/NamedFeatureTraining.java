package dev.tracewise.action.meta;

import static org.apache.spark.sql.functions.col;

import dev.tracewise.action.JobDescription;
import dev.tracewise.action.TrainPredictor.Request;
import dev.tracewise.action.TrainPredictor.Trained;
import dev.tracewise.learn.booster.BoosterSettings;
import dev.tracewise.learn.booster.BoosterTarget;
import dev.tracewise.table.Warehouse;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
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
    NamedFeatureRows rows =
        new NamedFeatureRows(request.tenantId(), request.kind(), shape.features());
    Dataset<Row> kept = rows.kept(examples).persist(StorageLevel.MEMORY_AND_DISK());
    Dataset<Row> data = rows.of(kept).persist(StorageLevel.MEMORY_AND_DISK());
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
                            borrows ->
                                material(kept, data, rows, tableVersions, shape, part, borrows))));
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
      NamedFeatureRows rows,
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
        description -> {
          rows.requireSame(description);
          return own;
        });
  }
}
