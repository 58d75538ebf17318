package dev.tracewise.action.meta;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.tracewise.action.EvidenceReport;
import dev.tracewise.action.TrainPredictor.Request;
import dev.tracewise.action.TrainPredictor.Trained;
import dev.tracewise.action.policy.EarlierLooks;
import dev.tracewise.action.policy.Judgement;
import dev.tracewise.action.policy.LookLedger;
import dev.tracewise.judge.PairedTerms;
import dev.tracewise.judge.PredictorGate;
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
import java.nio.ByteBuffer;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
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
  private static final int EXPLAINED_ROWS = 2_000;
  private static final int MOST_IMPORTANT = 20;
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
    Judgement judgement = judge(plan, result, active, dataset);
    Evidence evidence = evidence(judgement.evidence(), borrowing);
    long borrowedRows = borrowing == null ? 0 : borrowing.otherRows();
    Map<String, Interval> metrics = result.predictions().metrics(request.origin().seed());
    PredictorDescription description = description(plan, borrowedRows, result, rows);
    Map<String, Double> importance = largest(description.contributions());
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

  private Judgement judge(
      BoosterPlan plan, CrossFit.Result result, @Nullable VersionRow active, String dataset) {
    LookLedger ledger = new LookLedger(warehouse);
    LookLedger.Place place = new LookLedger.Place(request.tenantId(), request.kind(), scope);
    EarlierLooks before = ledger.before(place, request.origin().runId());
    int[] rows = IntStream.range(0, result.keys().size()).toArray();
    double[] baseline = result.predictions().baseRateLosses();
    String name = "base_rate";
    if (active != null) {
      VersionLosses theirs =
          VersionLosses.of(warehouse, clock, active, material.described(), plan.target());
      rows = theirs.known(result.keys());
      baseline = theirs.of(result.keys());
      name = "version:" + active.version();
    }
    long[] hashes = hashes(result.keys(), rows);
    int look = before.lookAt(hashes);
    HeldOutPredictions held = result.predictions();
    PredictorGate gate = new PredictorGate(held.method(), name, look);
    Judgement judgement = new Judgement(gate.judge(terms(held, rows, baseline)), look, hashes);
    if (rows.length > 0) {
      ledger.enter(place, request.origin().runId(), dataset, before, judgement, clock.instant());
    }
    return judgement;
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

  /** Numbers by which a later look knows the rows again; sorted. */
  static long[] hashes(List<String> keys, int[] rows) {
    return IntStream.of(rows)
        .mapToLong(row -> ByteBuffer.wrap(Hashes.sha256Bytes(keys.get(row))).getLong())
        .sorted()
        .toArray();
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
        contributions(booster, plan.features(), rows),
        result.rounds(),
        borrowedRows);
  }

  private static Map<String, Double> contributions(
      Booster booster, List<String> features, Dataset<Row> rows) {
    List<Row> explained =
        rows.orderBy(BoosterRows.KEY)
            .limit(EXPLAINED_ROWS)
            .select(BoosterRows.FEATURES)
            .collectAsList();
    double[][] all =
        Boosters.contributions(booster, PredictTask.matrix(explained, 0), explained.size());
    Map<String, Double> means = new TreeMap<>();
    for (int f = 0; f < features.size(); f++) {
      double sum = 0;
      for (double[] row : all) {
        for (int c = f; c < row.length; c += features.size() + 1) { // a block for each class
          sum += Math.abs(row[c]);
        }
      }
      if (sum > 0) {
        means.put(features.get(f), sum / all.length);
      }
    }
    return means;
  }

  private static Map<String, Double> largest(Map<String, Double> contributions) {
    List<Map.Entry<String, Double>> entries = new ArrayList<>(contributions.entrySet());
    entries.sort(
        Map.Entry.<String, Double>comparingByValue(Comparator.reverseOrder())
            .thenComparing(Map.Entry.comparingByKey()));
    Map<String, Double> largest = new LinkedHashMap<>();
    entries.stream()
        .limit(MOST_IMPORTANT)
        .forEach(entry -> largest.put(entry.getKey(), entry.getValue()));
    return largest;
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
