package dev.tracewise.action.meta;

import dev.tracewise.action.policy.TrainingLines;
import dev.tracewise.learn.booster.BoosterSettings;
import dev.tracewise.learn.booster.BoosterTarget;
import dev.tracewise.learn.modality.MetaModel;
import dev.tracewise.learn.modality.TrainingStrategy;
import dev.tracewise.model.VersionKind;
import dev.tracewise.table.ExperiencesTable;
import dev.tracewise.table.TableDefinition;
import dev.tracewise.table.TrainingDecisionsTable;
import dev.tracewise.table.Warehouse;
import dev.tracewise.table.WorkflowsTable;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/** What there is to learn from of when and how to learn, as it is now. */
final class MetaModelRows {
  private static final int LEAST_OWN_ROWS = 5;
  private static final int POOL_BELOW = 100;

  private final Warehouse warehouse;
  private final String tenant;
  private final MetaModel model;
  private final Map<String, Long> versions = new TreeMap<>();

  /** What a tenant has for a model. */
  MetaModelRows(Warehouse warehouse, String tenant, MetaModel model) {
    this.warehouse = warehouse;
    this.tenant = tenant;
    this.model = model;
  }

  /** The model of a kind of version; empty for other kinds. */
  static Optional<MetaModel> model(VersionKind kind) {
    return Arrays.stream(MetaModel.values()).filter(each -> each.kind() == kind).findFirst();
  }

  /** Delta versions of the tables that were read, by name. */
  Map<String, Long> versions() {
    return versions;
  }

  /**
   * The examples, as {@link NamedFeatureTraining#run} takes them.
   *
   * @param agentId only of this agent; null for all
   */
  Dataset<Row> examples(@Nullable String agentId) {
    return switch (model) {
      case TRAINING_DECISION -> DecisionRows.forDecision(decisions(agentId));
      case TRAINING_STRATEGY -> DecisionRows.forStrategy(decisions(agentId));
      case FUSION_BENEFIT ->
          FusionRows.of(
              read(ExperiencesTable.DEFINITION), read(WorkflowsTable.DEFINITION), agentId);
    };
  }

  /** How it is learned from them. */
  NamedFeatureTraining.Shape shape() {
    return switch (model) {
      case TRAINING_DECISION ->
          shape("improvement", BoosterTarget.PROBABILITY, 0, BoosterSettings.SEED);
      case TRAINING_STRATEGY ->
          shape(
              "strategy",
              BoosterTarget.CLASSES,
              TrainingStrategy.values().length,
              BoosterSettings.SEED);
      case FUSION_BENEFIT ->
          shape("benefit", BoosterTarget.NUMBER, 0, BoosterSettings.SEED.withDepth(4));
    };
  }

  private Dataset<Row> decisions(@Nullable String agentId) {
    return TrainingLines.ofAgent(read(TrainingDecisionsTable.DEFINITION), agentId, null);
  }

  private Dataset<Row> read(TableDefinition source) {
    long version = warehouse.table(source).currentVersion();
    versions.put(source.name(), version);
    return warehouse.table(source).readAt(tenant, version);
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
}
