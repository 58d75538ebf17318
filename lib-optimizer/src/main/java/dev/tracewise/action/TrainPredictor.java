package dev.tracewise.action;

import dev.tracewise.action.meta.MetaModelTraining;
import dev.tracewise.action.meta.RewardModelTraining;
import dev.tracewise.learn.booster.PredictorSettings;
import dev.tracewise.learn.data.DataLimits;
import dev.tracewise.learn.data.DataReport;
import dev.tracewise.learn.reward.RewardSettings;
import dev.tracewise.model.Interval;
import dev.tracewise.model.Scope;
import dev.tracewise.model.VersionKind;
import dev.tracewise.table.Warehouse;
import java.time.Clock;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Trains a predictor of boosted trees, one version per modality: judged on folds it was not trained
 * on, then grown on all rows and stored as a candidate with its evidence.
 */
public final class TrainPredictor {
  private final Warehouse warehouse;
  private final Clock clock;

  /** The action on a warehouse. */
  public TrainPredictor(Warehouse warehouse, Clock clock) {
    this.warehouse = warehouse;
    this.clock = clock;
  }

  /**
   * What is asked for.
   *
   * @param tenantId tenant
   * @param kind reward_model, training_decision, training_strategy or fusion_benefit
   * @param agentId only rows of this agent, for versions of this agent; null for all
   * @param modality only this modality; null for each that there are rows of
   * @param settings how it is trained
   * @param rewards weights of the types of feedback
   * @param origin where it comes from, for the provenance
   * @param limits from where on a training set is doubted or refused
   */
  public record Request(
      String tenantId,
      VersionKind kind,
      @Nullable String agentId,
      @Nullable String modality,
      PredictorSettings settings,
      RewardSettings rewards,
      Origin origin,
      DataLimits limits) {
    /** The same with the default limits. */
    public Request(
        String tenantId,
        VersionKind kind,
        @Nullable String agentId,
        @Nullable String modality,
        PredictorSettings settings,
        RewardSettings rewards,
        Origin origin) {
      this(tenantId, kind, agentId, modality, settings, rewards, origin, DataLimits.DEFAULTS);
    }
  }

  /**
   * Where a version comes from.
   *
   * @param runId id of the run; the same id adds a version once
   * @param seed seed of the samples of rows and features
   * @param build version of the program
   * @param actor who asks
   */
  public record Origin(String runId, long seed, String build, String actor) {}

  /**
   * What came of a modality.
   *
   * @param kind kind of version
   * @param agentId the agent, where asked for one
   * @param modality the modality; null where there are no rows at all
   * @param scope scope of the version
   * @param status candidate, refused or insufficient_data
   * @param version number of the new version; null where there is none
   * @param reason the verdict in words, or what is missing
   * @param predicts probability, number or classes
   * @param rows rows of the modality
   * @param groups groups of them
   * @param meanLabel mean of what was learned
   * @param leftOut rows whose judgements contradict each other
   * @param borrowedRows rows of other modalities that it was trained on too; 0 for none
   * @param borrowedWeight the weight of each of them; a row of its own has 1
   * @param rounds rounds of trees
   * @param metrics held-out figures with their 95 % intervals, by name
   * @param importance features by mean absolute contribution to the prediction (SHAP), the largest
   * @param evidence what the gate saw
   * @param datasetSha256 the training set
   * @param data what the checks of the rows found; null where there were too few to check
   */
  public record Trained(
      String kind,
      @Nullable String agentId,
      @Nullable String modality,
      @Nullable String scope,
      String status,
      @Nullable Long version,
      String reason,
      @Nullable String predicts,
      long rows,
      long groups,
      double meanLabel,
      long leftOut,
      long borrowedRows,
      double borrowedWeight,
      int rounds,
      Map<String, Interval> metrics,
      Map<String, Double> importance,
      @Nullable EvidenceReport evidence,
      @Nullable String datasetSha256,
      @Nullable DataReport data) {
    /** The status where there is not enough to learn from. */
    public static final String INSUFFICIENT = "insufficient_data";

    /** The status where the rows are too faulty to learn from. */
    public static final String REFUSED = "refused";

    /** The status of a new version. */
    public static final String CANDIDATE = "candidate";

    /** Copies the maps. */
    public Trained {
      metrics = Collections.unmodifiableMap(new LinkedHashMap<>(metrics));
      importance = Collections.unmodifiableMap(new LinkedHashMap<>(importance));
    }

    /** The same for another reason. */
    public Trained withReason(String other) {
      return new Trained(
          kind,
          agentId,
          modality,
          scope,
          status,
          version,
          other,
          predicts,
          rows,
          groups,
          meanLabel,
          leftOut,
          borrowedRows,
          borrowedWeight,
          rounds,
          metrics,
          importance,
          evidence,
          datasetSha256,
          data);
    }

    /** The rows are too faulty to learn from. */
    public static Trained refused(
        Request request, String modality, DataReport report, long rows, long groups) {
      return none(request, modality, REFUSED, report.refusal(), rows, groups, report);
    }

    /** There is not enough to learn from. */
    public static Trained insufficient(
        Request request, @Nullable String modality, String reason, long rows, long groups) {
      return none(request, modality, INSUFFICIENT, reason, rows, groups, null);
    }

    private static Trained none(
        Request request,
        @Nullable String modality,
        String status,
        String reason,
        long rows,
        long groups,
        @Nullable DataReport report) {
      String scope = new Scope(request.agentId(), modality, null).id();
      return new Trained(
          request.kind().id(),
          request.agentId(),
          modality,
          scope.isEmpty() ? null : scope,
          status,
          null,
          reason,
          null,
          rows,
          groups,
          0,
          0,
          0,
          0,
          0,
          Map.of(),
          Map.of(),
          null,
          null,
          report);
    }
  }

  /** Trains; one answer per modality, at least one. */
  public List<Trained> execute(Request request) {
    return switch (request.kind()) {
      case REWARD_MODEL -> new RewardModelTraining(warehouse, clock, request).run();
      default -> new MetaModelTraining(warehouse, clock, request).run();
    };
  }
}
