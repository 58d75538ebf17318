package dev.tracewise.action.meta;

import static org.apache.spark.sql.functions.col;

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
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.storage.StorageLevel;

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
          InteractionFeatures.of(
              settings.rewardModel().text(),
              settings.rewardModel().widths(),
              RewardRows.numbers(judged),
              TextVectors.EMBEDDING);
      return train(new Judged(tables.versions(), judged, features), workers).stream()
          .map(trained -> ofSample(tables, trained))
          .toList();
    } finally {
      judged.unpersist();
    }
  }

  /** A sample that is too poor says what it is a sample of. */
  private Trained ofSample(RewardRows tables, Trained trained) {
    String part = trained.modality();
    return trained.version() != null || part == null || trained.rows() < settings.maxRows()
        ? trained
        : trained.withReason(
            trained.reason()
                + " (a sample of "
                + tables.all(request.agentId(), settings.rewardModel().label(), part)
                + ")");
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
        features(judged.rows(), judged.features()).persist(StorageLevel.MEMORY_AND_DISK());
    try {
      PartTraining.Pool pool =
          new PartTraining.Pool(
              data,
              Supply.byPart(data),
              Pooling.prior(judged.rows(), col(BoosterRows.LABEL)),
              DataChecks.of(
                  warehouse,
                  clock,
                  request,
                  DataChecks.interactions(judged.rows(), request.tenantId(), owner())));
      List<Trained> trained = new ArrayList<>();
      for (String modality : modalities(pool.supplies())) {
        trained.add(
            JobDescription.during(
                warehouse.spark().sparkContext(),
                "train the reward model for " + modality,
                () -> train(judged, pool, workers, modality)));
      }
      return trained.isEmpty() ? List.of(nothing()) : trained;
    } finally {
      data.unpersist();
    }
  }

  private Dataset<Row> features(Dataset<Row> judged, InteractionFeatures features) {
    return new FeatureRows(warehouse, request.tenantId(), owner()).of(judged, features);
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

  private Trained train(Judged judged, PartTraining.Pool pool, Workers workers, String modality) {
    PredictorSettings.RewardModel model = settings.rewardModel();
    PartTraining training =
        new PartTraining(
            warehouse,
            clock,
            request,
            new PartTraining.Needs(
                model.minRows(), model.minRowsWithPrior(), model.poolBelow(), null));
    BoosterPlan plan =
        new BoosterPlan(
            BoosterTarget.PROBABILITY,
            0,
            model.trees(),
            workers,
            request.origin().seed(),
            judged.features().names());
    return training.train(pool, modality, plan, borrows -> material(judged, modality, borrows));
  }

  private PredictorVersion.Material material(Judged judged, String modality, boolean borrows) {
    Dataset<Row> own = judged.rows().where(col(BoosterRows.PART).equalTo(modality));
    Map<String, Object> configuration = new TreeMap<>();
    PredictorSettings.RewardModel model = settings.rewardModel();
    configuration.put("label", model.label().name());
    configuration.put("min_rows", model.minRows());
    configuration.put("min_rows_with_prior", model.minRowsWithPrior());
    configuration.put("pool_below", model.poolBelow());
    configuration.put("text", model.text().name());
    configuration.put("input_width", model.widths().input());
    configuration.put("output_width", model.widths().output());
    configuration.put("category_width", model.widths().category());
    return new PredictorVersion.Material(
        model.label().name().toLowerCase(Locale.ROOT),
        judged.features(),
        borrows ? judged.rows() : own,
        judged.tableVersions(),
        configuration,
        description -> features(own, RewardModel.interactions(description)));
  }
}
