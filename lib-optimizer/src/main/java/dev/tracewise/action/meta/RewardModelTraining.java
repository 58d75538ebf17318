package dev.tracewise.action.meta;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import dev.tracewise.action.JobDescription;
import dev.tracewise.action.TrainPredictor.Request;
import dev.tracewise.action.TrainPredictor.Trained;
import dev.tracewise.learn.booster.BoosterTarget;
import dev.tracewise.learn.booster.InteractionFeatures;
import dev.tracewise.learn.booster.PredictorSettings;
import dev.tracewise.model.Modality;
import dev.tracewise.table.Warehouse;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.storage.StorageLevel;
import org.jspecify.annotations.Nullable;

/** One run of training reward models, one per modality. */
public final class RewardModelTraining {
  private final Warehouse warehouse;
  private final Clock clock;
  private final Request request;
  private final PredictorSettings settings;

  /** A run on a warehouse. */
  public RewardModelTraining(Warehouse warehouse, Clock clock, Request request) {
    this.warehouse = warehouse;
    this.clock = clock;
    this.request = request;
    this.settings = request.settings();
  }

  /** Trains what there are enough rows for. */
  public List<Trained> run() {
    Workers workers = new Workers(settings.workers(), settings.threads());
    workers.require(warehouse.spark().sparkContext());
    RewardRows tables = new RewardRows(warehouse, request.tenantId(), request.rewards());
    Dataset<Row> judged =
        tables
            .judged(request.agentId(), settings.rewardModel().label(), settings.maxRows())
            .persist(StorageLevel.MEMORY_AND_DISK());
    try {
      InteractionFeatures features =
          new InteractionFeatures(settings.rewardModel().widths(), RewardRows.numbers(judged));
      return train(new Judged(tables.versions(), judged, features), workers);
    } finally {
      judged.unpersist();
    }
  }

  /**
   * What there is to learn from.
   *
   * @param tableVersions Delta versions it was read from
   * @param rows judged interactions
   * @param features what they are described by
   */
  record Judged(Map<String, Long> tableVersions, Dataset<Row> rows, InteractionFeatures features) {}

  private List<Trained> train(Judged judged, Workers workers) {
    Dataset<Row> data =
        FeatureTask.rows(judged.rows(), request.tenantId(), owner(), judged.features())
            .persist(StorageLevel.MEMORY_AND_DISK());
    try {
      Map<String, Supply> supplies = Supply.byPart(data);
      List<Trained> trained = new ArrayList<>();
      for (String modality : modalities(supplies)) {
        trained.add(
            JobDescription.during(
                warehouse.spark().sparkContext(),
                "train the reward model for " + modality,
                () -> train(judged, data, workers, supplies, modality)));
      }
      return trained.isEmpty() ? List.of(nothing()) : trained;
    } finally {
      data.unpersist();
    }
  }

  private List<String> modalities(Map<String, Supply> supplies) {
    String wanted = request.modality();
    return wanted == null
        ? List.copyOf(supplies.keySet())
        : List.of(Modality.of(wanted).map(Modality::id).orElse(wanted));
  }

  private Trained nothing() {
    return Trained.insufficient(
        request,
        null,
        "there are no judged interactions"
            + (request.agentId() == null ? "" : " of agent \"" + request.agentId() + "\""),
        0,
        0);
  }

  /** Folds go by tenant and agent, so that a group is in the same fold in every run. */
  private String owner() {
    String agent = request.agentId();
    return agent == null ? "all agents" : "agent " + agent;
  }

  private Trained train(
      Judged judged,
      Dataset<Row> data,
      Workers workers,
      Map<String, Supply> supplies,
      String modality) {
    Supply own = supplies.getOrDefault(modality, Supply.NONE);
    BoosterTarget target = own.target();
    Dataset<Row> clear = clear(data, target);
    Dataset<Row> others = others(clear, own, modality);
    PredictorSettings.RewardModel model = settings.rewardModel();
    String shortage = own.shortage(others == null ? model.minRows() : model.minRowsWithPrior());
    if (!shortage.isEmpty()) {
      return Trained.insufficient(request, modality, shortage, own.rows(), own.groups());
    }
    BoosterPlan plan =
        new BoosterPlan(
            target, 0, model.trees(), workers, request.origin().seed(), judged.features().names());
    Dataset<Row> ofPart = clear.where(col(BoosterRows.PART).equalTo(modality));
    CrossFit.Result result = new CrossFit(plan, ofPart, others).run();
    return new RewardModelVersion(warehouse, clock, request, judged, modality)
        .store(plan, own, others == null ? 0 : others.count(), result, ofPart);
  }

  private static Dataset<Row> clear(Dataset<Row> data, BoosterTarget target) {
    return target == BoosterTarget.PROBABILITY
        ? data.where(col(BoosterRows.LABEL).isin(0.0, 1.0))
        : data;
  }

  /** The rows of the other modalities, where this one has few and they have enough. */
  private @Nullable Dataset<Row> others(Dataset<Row> data, Supply own, String modality) {
    if (own.rows() >= settings.rewardModel().poolBelow() || own.rows() == 0) {
      return null;
    }
    Dataset<Row> others = data.where(col(BoosterRows.PART).notEqual(modality));
    Supply theirs =
        Supply.byPart(others.withColumn(BoosterRows.PART, lit("others")))
            .getOrDefault("others", Supply.NONE);
    return theirs.shortage(settings.rewardModel().minRows()).isEmpty() ? others : null;
  }
}
