package dev.tracewise.action.meta;

import static org.apache.spark.sql.functions.col;

import dev.tracewise.action.policy.LookLedger;
import dev.tracewise.judge.PairedTerms;
import dev.tracewise.learn.booster.BoosterTarget;
import dev.tracewise.learn.booster.PredictorDescription;
import dev.tracewise.learn.booster.PredictorSettings.Label;
import dev.tracewise.learn.modality.MetaModel;
import dev.tracewise.learn.reward.RewardSettings;
import dev.tracewise.model.Evidence;
import dev.tracewise.model.Scope;
import dev.tracewise.model.VersionKind;
import dev.tracewise.table.VersionRegistry;
import dev.tracewise.table.VersionRow;
import dev.tracewise.table.Warehouse;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/**
 * Judges a stored predictor again, against what is live now, on the rows whose groups neither of
 * the two was trained on: judged interactions for a reward model, trainings that were judged or
 * fusions for the models that decide when and how to learn.
 */
public final class PredictorRecheck {
  private static final int MOST_ROWS = 200_000;

  private final Warehouse warehouse;
  private final Clock clock;
  private final VersionRegistry registry;

  /** Re-checks on a warehouse. */
  public PredictorRecheck(Warehouse warehouse, Clock clock) {
    this.warehouse = warehouse;
    this.clock = clock;
    this.registry = new VersionRegistry(warehouse, clock);
  }

  /**
   * Judges; the look is entered.
   *
   * @param version a version of one of the {@link VersionKind#PREDICTORS}
   * @param live number of the one that is live; null for none, which is judged by the base rate
   */
  public Evidence against(VersionRow version, @Nullable Long live) {
    VersionKind kind = VersionKind.valueOf(version.kind().toUpperCase(Locale.ROOT));
    Scope scope = Scope.parse(version.scope());
    PredictorDescription description = RewardModel.describe(registry.artifact(version).bytes());
    BoosterTarget target = description.target();
    Function<PredictorDescription, Dataset<Row>> rows = rows(version, kind, description);
    VersionLosses candidate = VersionLosses.of(warehouse, clock, version, rows, target);
    List<Row> fresh = candidate.rows();
    double[] baseline;
    if (live == null) {
      baseline = fresh.isEmpty() ? new double[0] : CrossFit.heldOut(target, fresh).baseRateLosses();
    } else {
      VersionRow active = registry.at(version.tenantId(), kind, scope, live);
      VersionLosses incumbent = VersionLosses.of(warehouse, clock, active, rows, target);
      fresh = fresh.stream().filter(row -> incumbent.knows(row.getString(0))).toList();
      baseline = incumbent.of(keys(fresh));
    }
    PairedTerms losses =
        new PairedTerms(
            fresh.stream().map(row -> row.getString(1)).toList(),
            candidate.of(keys(fresh)),
            baseline,
            fresh.stream().mapToDouble(row -> row.getDouble(3)).toArray());
    return new PredictorLook(
            warehouse,
            new LookLedger.Place(version.tenantId(), kind, scope),
            "recheck-" + UUID.randomUUID(),
            clock.instant())
        .at(
            target == BoosterTarget.NUMBER ? "fresh_squared_error" : "fresh_log_loss",
            live == null ? PredictorLook.BASE_RATE : PredictorLook.live(live),
            keys(fresh),
            losses,
            null);
  }

  private static List<String> keys(List<Row> rows) {
    return rows.stream().map(row -> row.getString(0)).toList();
  }

  /** The rows of the version's modality, with the features that a description names. */
  private Function<PredictorDescription, Dataset<Row>> rows(
      VersionRow version, VersionKind kind, PredictorDescription description) {
    Optional<MetaModel> model = MetaModelRows.model(kind);
    if (model.isEmpty()) {
      Dataset<Row> judged = judged(version, description);
      FeatureRows features = new FeatureRows(warehouse, version.tenantId(), "");
      return described -> features.of(judged, RewardModel.interactions(described));
    }
    MetaModelRows tables = new MetaModelRows(warehouse, version.tenantId(), model.get());
    NamedFeatureRows named =
        new NamedFeatureRows(version.tenantId(), kind, model.get().featureNames());
    Dataset<Row> rows =
        named.of(ofPart(named.kept(tables.examples(version.agentId())), version.modality()));
    return described -> {
      named.requireSame(described);
      return rows;
    };
  }

  private Dataset<Row> judged(VersionRow version, PredictorDescription description) {
    Label label = Label.valueOf(description.label().toUpperCase(Locale.ROOT));
    Dataset<Row> rows =
        new RewardRows(warehouse, version.tenantId(), RewardSettings.DEFAULTS)
            .judged(version.agentId(), label, MOST_ROWS);
    Dataset<Row> own = ofPart(rows, version.modality());
    return description.target() == BoosterTarget.PROBABILITY
        ? own.where(col(BoosterRows.LABEL).isin(0.0, 1.0))
        : own;
  }

  private static Dataset<Row> ofPart(Dataset<Row> rows, @Nullable String part) {
    return rows.where(col(BoosterRows.PART).equalTo(part));
  }
}
