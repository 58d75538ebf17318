package dev.tracewise.action.meta;

import dev.tracewise.action.TrainPredictor.Request;
import dev.tracewise.action.TrainPredictor.Trained;
import dev.tracewise.learn.modality.MetaModel;
import dev.tracewise.model.Errors;
import dev.tracewise.table.Warehouse;
import java.time.Clock;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Trains the models that decide when and how to learn. Where there are too few rows there is no
 * version, and the stated rules go on deciding.
 */
public final class MetaModelTraining {
  private final Warehouse warehouse;
  private final Clock clock;
  private final Request request;
  private final MetaModel model;

  /** A run on a warehouse. */
  public MetaModelTraining(Warehouse warehouse, Clock clock, Request request) {
    this.warehouse = warehouse;
    this.clock = clock;
    this.request = request;
    this.model =
        MetaModelRows.model(request.kind())
            .orElseThrow(
                () ->
                    Errors.usage(
                        "train \"" + request.kind().id() + "\"",
                        "it is no model of when and how to learn",
                        "Give training-decision, training-strategy or fusion-benefit."));
  }

  /** Trains what there are enough rows for. */
  public List<Trained> run() {
    MetaModelRows rows = new MetaModelRows(warehouse, request.tenantId(), model);
    Dataset<Row> examples = rows.examples(request.agentId());
    return new NamedFeatureTraining(warehouse, clock, request)
        .run(examples, rows.versions(), rows.shape()).stream()
            .map(MetaModelTraining::withRule)
            .toList();
  }

  /** Who decides where there is no version. */
  private static Trained withRule(Trained trained) {
    return trained.version() == null
        ? trained.withReason(trained.reason() + "; until then the stated rule decides")
        : trained;
  }
}
