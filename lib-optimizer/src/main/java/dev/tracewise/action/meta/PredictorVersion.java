package dev.tracewise.action.meta;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.tracewise.action.EvidenceReport;
import dev.tracewise.action.TrainPredictor.Request;
import dev.tracewise.action.TrainPredictor.Trained;
import dev.tracewise.action.policy.LookLedger;
import dev.tracewise.judge.PairedTerms;
import dev.tracewise.judge.calibration.HeldOutPredictions;
import dev.tracewise.judge.calibration.HeldOutProbabilities;
import dev.tracewise.judge.calibration.PlattScaling;
import dev.tracewise.learn.booster.InteractionFeatures;
import dev.tracewise.learn.booster.PredictorDescription;
import dev.tracewise.learn.data.DataReport;
import dev.tracewise.learn.data.DataSummary;
import dev.tracewise.learn.modality.Borrowing;
import dev.tracewise.model.Evidence;
import dev.tracewise.model.Hashes;
import dev.tracewise.model.Interval;
import dev.tracewise.model.Scope;
import dev.tracewise.table.Artifact;
import dev.tracewise.table.Datasets;
import dev.tracewise.table.NewVersion;
import dev.tracewise.table.Provenance;
import dev.tracewise.table.VersionRegistry;
import dev.tracewise.table.VersionRow;
import dev.tracewise.table.Warehouse;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.IntStream;
import ml.dmlc.xgboost4j.java.Booster;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/** A trained predictor on its way into the registry: judged, explained, described, stored. */
final class PredictorVersion {
  private static final JsonMapper JSON = new JsonMapper();

  private final Warehouse warehouse;
  private final Clock clock;
  private final Request request;
  private final Material material;
  private final String modality;
  private final Scope scope;
  private final VersionRegistry registry;

  /**
   * What a version is made of besides its trees.
   *
   * @param label what was learned, such as {@code satisfaction}
   * @param interactions how the features are made from interactions; null where they are given
   * @param lines the rows that are kept as training set, each with its key and its group
   * @param tableVersions Delta versions of the tables that were read
   * @param configuration what else shaped it
   * @param described the part's rows with the features that another version's description names
   */
  record Material(
      String label,
      @Nullable InteractionFeatures interactions,
      Dataset<Row> lines,
      Map<String, Long> tableVersions,
      Map<String, Object> configuration,
      Function<PredictorDescription, Dataset<Row>> described) {}

  PredictorVersion(
      Warehouse warehouse, Clock clock, Request request, Material material, String modality) {
    this.warehouse = warehouse;
    this.clock = clock;
    this.request = request;
    this.material = material;
    this.modality = modality;
    this.scope = new Scope(request.agentId(), modality, null);
    this.registry = new VersionRegistry(warehouse, clock);
  }

  /**
   * What was found in the rows before anything was trained on them.
   *
   * @param report what the checks found
   * @param summary what was counted, kept for the next training to compare with
   */
  record Checked(DataReport report, DataSummary summary) {}

  /**
   * Stores it.
   *
   * @param supply what it was trained on
   * @param borrowing what it borrowed from other modalities; null for nothing
   * @param result the booster and its predictions out of fold
   * @param rows its rows with their features
   * @param checked what was found in the rows
   */
  Trained store(
      BoosterPlan plan,
      Supply supply,
      @Nullable Borrowing borrowing,
      CrossFit.Result result,
      Dataset<Row> rows,
      Checked checked) {
    VersionRow active = registry.active(request.tenantId(), request.kind(), scope).orElse(null);
    String dataset =
        new Datasets(warehouse)
            .write(request.tenantId(), material.lines(), List.of(BoosterRows.KEY));
    new Datasets(warehouse).note(request.tenantId(), dataset, checked.summary().json());
    Evidence evidence = evidence(judge(plan, result, active, dataset), borrowing);
    long borrowedRows = borrowing == null ? 0 : borrowing.otherRows();
    Map<String, Interval> metrics = result.predictions().metrics(request.origin().seed());
    PredictorDescription description = description(plan, borrowedRows, result, rows);
    Map<String, Double> importance = Contributions.largest(description.contributions());
    VersionRow version =
        registry.add(
            request.tenantId(),
            new NewVersion(
                request.kind(),
                scope,
                Artifact.of(
                    "application/ubjson",
                    Boosters.described(result.bytes(), plan.features(), description.json())),
                flat(metrics, importance),
                evidence,
                active == null ? null : active.version(),
                provenance(plan, dataset),
                request.origin().actor()));
    return new Trained(
        request.kind().id(),
        request.agentId(),
        modality,
        scope.id(),
        Trained.CANDIDATE,
        version.version(),
        evidence.reason(),
        plan.target().name().toLowerCase(Locale.ROOT),
        supply.rows(),
        supply.groups(),
        supply.mean(),
        supply.rows() - result.keys().size(),
        borrowedRows,
        borrowing == null ? 0 : borrowing.rowWeight(),
        result.rounds(),
        metrics,
        importance,
        EvidenceReport.of(evidence),
        dataset,
        checked.report());
  }

  private Evidence judge(
      BoosterPlan plan, CrossFit.Result result, @Nullable VersionRow active, String dataset) {
    List<String> keys = result.keys();
    HeldOutPredictions held = result.predictions();
    int[] rows = IntStream.range(0, keys.size()).toArray();
    double[] baseline = held.baseRateLosses();
    String name = PredictorLook.BASE_RATE;
    if (active != null) {
      VersionLosses theirs =
          VersionLosses.of(warehouse, clock, active, material.described(), plan.target());
      rows = theirs.known(keys);
      baseline = theirs.of(keys);
      name = PredictorLook.live(active.version());
    }
    return new PredictorLook(
            warehouse,
            new LookLedger.Place(request.tenantId(), request.kind(), scope),
            request.origin().runId(),
            clock.instant())
        .at(
            held.method(),
            name,
            IntStream.of(rows).mapToObj(keys::get).toList(),
            terms(held, rows, baseline),
            dataset);
  }

  private static Evidence evidence(Evidence judged, @Nullable Borrowing borrowing) {
    return borrowing == null
        ? judged
        : judged.withReason(judged.reason() + "; borrowed: " + borrowing.words());
  }

  private static PairedTerms terms(HeldOutPredictions held, int[] rows, double[] baseline) {
    double[] candidate = held.losses();
    return new PairedTerms(
        IntStream.of(rows).mapToObj(held.groups()::get).toList(),
        IntStream.of(rows).mapToDouble(row -> candidate[row]).toArray(),
        IntStream.of(rows).mapToDouble(row -> baseline[row]).toArray(),
        IntStream.of(rows).mapToDouble(row -> held.labels()[row]).toArray());
  }

  private PredictorDescription description(
      BoosterPlan plan, long borrowedRows, CrossFit.Result result, Dataset<Row> rows) {
    Booster booster = Boosters.load(result.bytes());
    PlattScaling calibration =
        result.predictions() instanceof HeldOutProbabilities held ? held.calibration() : null;
    return new PredictorDescription(
        request.kind().id(),
        material.label(),
        plan.target(),
        plan.features(),
        material.interactions(),
        calibration,
        Boosters.gains(booster, plan.features()),
        Contributions.of(booster, plan.features(), rows),
        result.rounds(),
        borrowedRows);
  }

  private static Map<String, Double> flat(
      Map<String, Interval> metrics, Map<String, Double> importance) {
    Map<String, Double> flat = new TreeMap<>();
    metrics.forEach(
        (name, interval) -> {
          flat.put(name, interval.estimate());
          flat.put(name + "_low", interval.low());
          flat.put(name + "_high", interval.high());
        });
    importance.forEach((name, value) -> flat.put("contribution." + name, value));
    return flat;
  }

  private Provenance provenance(BoosterPlan plan, String dataset) {
    Map<String, Object> configuration = new TreeMap<>(material.configuration());
    configuration.put("agent_id", request.agentId() == null ? "" : request.agentId());
    configuration.put("modality", modality);
    configuration.put("rounds", plan.settings().rounds());
    configuration.put("early_stopping_rounds", plan.settings().earlyStoppingRounds());
    configuration.put("parameters", plan.settings().parameters(plan.features()));
    configuration.put("objective", plan.target().objective());
    configuration.put("workers", plan.workers().count());
    configuration.put("threads", plan.workers().threads());
    configuration.put("max_rows", request.settings().maxRows());
    try {
      String json = JSON.writeValueAsString(configuration);
      return new Provenance(
          material.tableVersions(),
          dataset,
          Hashes.sha256(json),
          json,
          request.origin().seed(),
          request.origin().build(),
          request.origin().runId());
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a map of plain values", e);
    }
  }
}
