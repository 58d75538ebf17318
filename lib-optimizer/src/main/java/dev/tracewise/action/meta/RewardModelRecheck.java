package dev.tracewise.action.meta;

import static org.apache.spark.sql.functions.col;

import dev.tracewise.action.policy.EarlierLooks;
import dev.tracewise.action.policy.Judgement;
import dev.tracewise.action.policy.LookLedger;
import dev.tracewise.judge.PairedTerms;
import dev.tracewise.judge.PredictorGate;
import dev.tracewise.learn.booster.BoosterTarget;
import dev.tracewise.learn.booster.PredictorDescription;
import dev.tracewise.learn.booster.PredictorSettings.Label;
import dev.tracewise.learn.reward.RewardSettings;
import dev.tracewise.model.Errors;
import dev.tracewise.model.Evidence;
import dev.tracewise.model.Scope;
import dev.tracewise.model.VersionKind;
import dev.tracewise.table.VersionRegistry;
import dev.tracewise.table.VersionRow;
import dev.tracewise.table.Warehouse;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Judges a stored reward model again, against what is live now, on the judged interactions whose
 * groups neither of the two was trained on.
 */
public final class RewardModelRecheck {
  private static final int MOST_ROWS = 200_000;

  private final Warehouse warehouse;
  private final Clock clock;

  /** Re-checks on a warehouse. */
  public RewardModelRecheck(Warehouse warehouse, Clock clock) {
    this.warehouse = warehouse;
    this.clock = clock;
  }

  /** Judges a version against the number of the one that is live; the look is entered. */
  public Evidence against(VersionRow version, long live) {
    if (!version.kind().equals(VersionKind.REWARD_MODEL.id())) {
      throw Errors.usage(
          "check version " + version.label() + " again",
          "of predictors only reward models can be checked again",
          "Activate it with --force --reason, which is recorded.");
    }
    VersionRegistry registry = new VersionRegistry(warehouse, clock);
    Scope scope = Scope.parse(version.scope());
    VersionRow active = registry.at(version.tenantId(), VersionKind.REWARD_MODEL, scope, live);
    PredictorDescription description = RewardModel.describe(registry.artifact(version).bytes());
    Dataset<Row> judged = judged(version, description);
    Map<String, Double> candidate = losses(version, judged, description.target());
    Map<String, Double> incumbent = losses(active, judged, description.target());
    List<Row> rows =
        judged
            .select(BoosterRows.KEY, BoosterRows.GROUP, BoosterRows.LABEL)
            .orderBy(BoosterRows.KEY)
            .collectAsList()
            .stream()
            .filter(row -> candidate.containsKey(row.getString(0)))
            .filter(row -> incumbent.containsKey(row.getString(0)))
            .toList();
    return look(version, "version:" + live, terms(rows, candidate, incumbent), rows, description);
  }

  private Evidence look(
      VersionRow version,
      String baseline,
      PairedTerms terms,
      List<Row> rows,
      PredictorDescription description) {
    LookLedger ledger = new LookLedger(warehouse);
    LookLedger.Place place =
        new LookLedger.Place(
            version.tenantId(), VersionKind.REWARD_MODEL, Scope.parse(version.scope()));
    String run = "recheck-" + UUID.randomUUID();
    EarlierLooks before = ledger.before(place, run);
    long[] hashes =
        PredictorVersion.hashes(
            rows.stream().map(row -> row.getString(0)).toList(),
            IntStream.range(0, rows.size()).toArray());
    int look = before.lookAt(hashes);
    String method =
        description.target() == BoosterTarget.PROBABILITY
            ? "fresh_log_loss"
            : "fresh_squared_error";
    Evidence evidence = new PredictorGate(method, baseline, look).judge(terms);
    if (!rows.isEmpty()) {
      ledger.enter(
          place, run, null, before, new Judgement(evidence, look, hashes), clock.instant());
    }
    return evidence;
  }

  private Dataset<Row> judged(VersionRow version, PredictorDescription description) {
    Label label = Label.valueOf(description.label().toUpperCase(Locale.ROOT));
    Dataset<Row> rows =
        new RewardRows(warehouse, version.tenantId(), RewardSettings.DEFAULTS)
            .judged(version.agentId(), label, MOST_ROWS)
            .where(col(BoosterRows.PART).equalTo(version.modality()));
    return description.target() == BoosterTarget.PROBABILITY
        ? rows.where(col(BoosterRows.LABEL).isin(0.0, 1.0))
        : rows;
  }

  private Map<String, Double> losses(
      VersionRow version, Dataset<Row> judged, BoosterTarget target) {
    return VersionLosses.of(
            warehouse,
            clock,
            version,
            description ->
                new FeatureRows(warehouse, version.tenantId(), "")
                    .of(judged, RewardModel.interactions(description)),
            target)
        .byKey();
  }

  private static PairedTerms terms(
      List<Row> rows, Map<String, Double> candidate, Map<String, Double> incumbent) {
    return new PairedTerms(
        rows.stream().map(row -> row.getString(1)).toList(),
        rows.stream().mapToDouble(row -> candidate.getOrDefault(row.getString(0), 0.0)).toArray(),
        rows.stream().mapToDouble(row -> incumbent.getOrDefault(row.getString(0), 0.0)).toArray(),
        rows.stream().mapToDouble(row -> row.getDouble(2)).toArray());
  }
}
