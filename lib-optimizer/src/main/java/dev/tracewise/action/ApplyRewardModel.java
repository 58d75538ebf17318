package dev.tracewise.action;

import static org.apache.spark.sql.functions.avg;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import dev.tracewise.model.Modality;
import dev.tracewise.model.Scope;
import dev.tracewise.model.VersionKind;
import dev.tracewise.source.IngestSettings;
import dev.tracewise.table.ExperiencesTable;
import dev.tracewise.table.VersionReference;
import dev.tracewise.table.VersionRegistry;
import dev.tracewise.table.VersionRow;
import dev.tracewise.table.Warehouse;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.storage.StorageLevel;
import org.apache.spark.util.SerializableConfiguration;
import org.jspecify.annotations.Nullable;

/**
 * Predicts the rewards of interactions by reward models. Each line is served by the version of its
 * modality (text where it names none), the agent's own before that of all agents; where there is
 * none, by the mean satisfaction of the agent so far.
 */
public final class ApplyRewardModel {
  private static final VersionKind KIND = VersionKind.REWARD_MODEL;

  private final Warehouse warehouse;
  private final IngestSettings settings;
  private final Clock clock;

  /** The action on a warehouse, reading files within the limits of ingest. */
  public ApplyRewardModel(Warehouse warehouse, IngestSettings settings, Clock clock) {
    this.warehouse = warehouse;
    this.settings = settings;
    this.clock = clock;
  }

  /**
   * What is asked for.
   *
   * @param tenantId tenant
   * @param agentId whose interactions
   * @param modality modality of the version, and of lines that name none; null for text
   * @param version the version, for all lines; null for the active ones
   * @param input file, folder or glob of JSON lines
   * @param output file of JSON lines: interaction_id, reward, version
   */
  public record Request(
      String tenantId,
      String agentId,
      @Nullable String modality,
      @Nullable VersionReference version,
      String input,
      String output) {}

  /**
   * What was predicted.
   *
   * @param rows interactions
   * @param version the one version that served; null where there were none or several
   * @param rule active, version or baseline: what served
   * @param quarantined lines that could not be read
   * @param output where the predictions are
   */
  public record Result(
      long rows, @Nullable Long version, String rule, long quarantined, String output) {}

  /** Predicts. */
  public Result execute(Request request) {
    List<VersionRow> versions = versions(request);
    LineRuns runs = new LineRuns(warehouse, settings);
    Dataset<Row> predicted = predict(request, versions, runs).persist(StorageLevel.DISK_ONLY());
    try {
      LineRuns.Counts counts = LineRuns.Counts.of(predicted);
      runs.write(predicted, counts, request.tenantId(), request.output());
      return result(request, versions, counts);
    } finally {
      predicted.unpersist();
    }
  }

  /** Predicts and counts, and writes nothing. */
  public Result preview(Request request) {
    List<VersionRow> versions = versions(request);
    LineRuns runs = new LineRuns(warehouse, settings);
    return result(request, versions, LineRuns.Counts.of(predict(request, versions, runs)));
  }

  private static Result result(Request request, List<VersionRow> versions, LineRuns.Counts counts) {
    String rule = request.version() == null ? "active" : "version";
    return new Result(
        counts.answered(),
        versions.size() == 1 ? versions.get(0).version() : null,
        versions.isEmpty() ? "baseline" : rule,
        counts.rejected(),
        request.output());
  }

  /** The versions that may serve, at most one for each modality. */
  private List<VersionRow> versions(Request request) {
    VersionRegistry registry = new VersionRegistry(warehouse, clock);
    VersionReference reference = request.version();
    if (reference != null) {
      return List.of(
          NamedVersion.find(
              registry,
              request.tenantId(),
              KIND,
              request.agentId(),
              request.modality(),
              reference));
    }
    TreeMap<String, VersionRow> serving = new TreeMap<>();
    List<VersionRow> live = registry.active(request.tenantId(), KIND);
    for (Modality modality : Modality.values()) {
      active(live, request.agentId(), modality.id())
          .ifPresent(version -> serving.put(modality.id(), version));
    }
    return List.copyOf(serving.values());
  }

  private static Optional<VersionRow> active(
      List<VersionRow> live, String agentId, String modality) {
    return in(Scope.of(agentId, modality), live)
        .or(() -> in(new Scope(null, modality, null), live));
  }

  private static Optional<VersionRow> in(Scope scope, List<VersionRow> live) {
    return live.stream().filter(version -> version.scope().equals(scope.id())).findFirst();
  }

  private Dataset<Row> predict(Request request, List<VersionRow> versions, LineRuns runs) {
    JavaSparkContext context = JavaSparkContext.fromSparkContext(warehouse.spark().sparkContext());
    VersionRegistry registry = new VersionRegistry(warehouse, clock);
    Map<String, RewardTask.Model> models = new TreeMap<>();
    for (VersionRow version : versions) {
      RewardTask.Model model =
          new RewardTask.Model(version.version(), registry.artifact(version).bytes());
      String modality = version.modality();
      models.put(
          request.version() == null && modality != null ? modality : RewardTask.EVERY, model);
    }
    RewardTask task =
        new RewardTask(
            new RewardTask.Serving(
                request.tenantId(),
                request.agentId(),
                request.modality(),
                baseline(request),
                clock.instant().truncatedTo(ChronoUnit.MICROS)),
            settings,
            context.broadcast(models),
            context.broadcast(new SerializableConfiguration(warehouse.hadoopConfiguration())));
    return runs.answers(
        request.input(), task, "predict rewards for agent \"" + request.agentId() + "\"");
  }

  /** The mean satisfaction of the agent so far; null where nobody was asked. */
  private @Nullable Double baseline(Request request) {
    Row mean =
        warehouse
            .table(ExperiencesTable.DEFINITION)
            .read(request.tenantId())
            .where(col("agent_id").equalTo(lit(request.agentId())))
            .agg(avg(col("satisfaction")))
            .head();
    return mean.isNullAt(0) ? null : mean.getDouble(0);
  }
}
