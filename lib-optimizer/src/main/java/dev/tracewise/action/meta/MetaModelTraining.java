package dev.tracewise.action.meta;

import static org.apache.spark.sql.functions.col;

import dev.tracewise.action.TrainPredictor.Request;
import dev.tracewise.action.TrainPredictor.Trained;
import dev.tracewise.learn.booster.BoosterSettings;
import dev.tracewise.learn.booster.BoosterTarget;
import dev.tracewise.learn.modality.MetaModel;
import dev.tracewise.learn.modality.TrainingStrategy;
import dev.tracewise.model.Errors;
import dev.tracewise.table.ExperiencesTable;
import dev.tracewise.table.TableDefinition;
import dev.tracewise.table.TrainingDecisionsTable;
import dev.tracewise.table.Warehouse;
import dev.tracewise.table.WorkflowsTable;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Trains the models that decide when and how to learn. Where there are too few rows there is no
 * version, and the stated rules go on deciding.
 */
public final class MetaModelTraining {
  private static final int LEAST_OWN_ROWS = 5;
  private static final int POOL_BELOW = 100;

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
        Arrays.stream(MetaModel.values())
            .filter(each -> each.kind() == request.kind())
            .findFirst()
            .orElseThrow(
                () ->
                    Errors.usage(
                        "train \"" + request.kind().id() + "\"",
                        "it is no model of when and how to learn",
                        "Give training-decision, training-strategy or fusion-benefit."));
  }

  /** Trains what there are enough rows for. */
  public List<Trained> run() {
    return switch (model) {
      case TRAINING_DECISION ->
          train(
              TrainingDecisionsTable.DEFINITION,
              DecisionRows::forDecision,
              shape("improvement", BoosterTarget.PROBABILITY, 0, BoosterSettings.SEED));
      case TRAINING_STRATEGY ->
          train(
              TrainingDecisionsTable.DEFINITION,
              DecisionRows::forStrategy,
              shape(
                  "strategy",
                  BoosterTarget.CLASSES,
                  TrainingStrategy.values().length,
                  BoosterSettings.SEED));
      case FUSION_BENEFIT ->
          trainFusion(shape("benefit", BoosterTarget.NUMBER, 0, BoosterSettings.SEED.withDepth(4)));
    };
  }

  private List<Trained> trainFusion(NamedFeatureTraining.Shape shape) {
    Map<String, Long> versions = new TreeMap<>();
    Dataset<Row> experiences = read(ExperiencesTable.DEFINITION, versions);
    Dataset<Row> workflows = read(WorkflowsTable.DEFINITION, versions);
    return train(FusionRows.of(experiences, workflows, request.agentId()), versions, shape);
  }

  private Dataset<Row> read(TableDefinition source, Map<String, Long> versions) {
    long version = warehouse.table(source).currentVersion();
    versions.put(source.name(), version);
    return warehouse.table(source).readAt(request.tenantId(), version);
  }

  private List<Trained> train(
      TableDefinition source,
      UnaryOperator<Dataset<Row>> examples,
      NamedFeatureTraining.Shape shape) {
    Map<String, Long> versions = new TreeMap<>();
    Dataset<Row> rows = read(source, versions);
    if (request.agentId() != null) {
      rows = rows.where(col("agent_id").equalTo(request.agentId()));
    }
    return train(examples.apply(rows), versions, shape);
  }

  private List<Trained> train(
      Dataset<Row> examples, Map<String, Long> versions, NamedFeatureTraining.Shape shape) {
    return new NamedFeatureTraining(warehouse, clock, request)
        .run(examples, versions, shape).stream().map(MetaModelTraining::withRule).toList();
  }

  private NamedFeatureTraining.Shape shape(
      String label, BoosterTarget target, int classes, BoosterSettings trees) {
    return new NamedFeatureTraining.Shape(
        label,
        target,
        classes,
        model.featureNames(),
        model.minimumRows(),
        LEAST_OWN_ROWS,
        POOL_BELOW,
        trees);
  }

  /** Who decides where there is no version. */
  private static Trained withRule(Trained trained) {
    return trained.version() == null
        ? trained.withReason(trained.reason() + "; until then the stated rule decides")
        : trained;
  }
}
