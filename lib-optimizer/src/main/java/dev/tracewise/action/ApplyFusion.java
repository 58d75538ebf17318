package dev.tracewise.action;

import dev.tracewise.action.meta.ServedModel;
import dev.tracewise.model.VersionKind;
import dev.tracewise.source.IngestSettings;
import dev.tracewise.table.VersionReference;
import dev.tracewise.table.VersionRegistry;
import dev.tracewise.table.Warehouse;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.storage.StorageLevel;
import org.apache.spark.util.SerializableConfiguration;
import org.jspecify.annotations.Nullable;

/**
 * Says of queries whether to answer them from two modalities: by the version for the agent and the
 * first modality, by the stated rule where none is live.
 */
public final class ApplyFusion {
  private static final String FUSING = "\"fuse\":true";

  private final Warehouse warehouse;
  private final IngestSettings settings;
  private final Clock clock;

  /** The action on a warehouse, reading files within the limits of ingest. */
  public ApplyFusion(Warehouse warehouse, IngestSettings settings, Clock clock) {
    this.warehouse = warehouse;
    this.settings = settings;
    this.clock = clock;
  }

  /**
   * What is asked for.
   *
   * @param tenantId tenant
   * @param agentId whose queries; null for the agent that each line names
   * @param modality modality of the named version; null for any
   * @param version the version, for all lines; null for the active ones
   * @param input file, folder or glob of JSON lines: interaction_id, context.text, modalities
   * @param output file of JSON lines: interaction_id, fuse, primary, secondary, expected_benefit,
   *     decided_by, reason, explanation
   */
  public record Request(
      String tenantId,
      @Nullable String agentId,
      @Nullable String modality,
      @Nullable VersionReference version,
      String input,
      String output) {}

  /**
   * What was said.
   *
   * @param rows queries
   * @param fused how many of them are better answered from two
   * @param versions the versions that may have decided
   * @param rule active, version or rule: what decides
   * @param quarantined lines that could not be read
   * @param output where the recommendations are
   */
  public record Result(
      long rows, long fused, List<String> versions, String rule, long quarantined, String output) {
    /** Copies the versions. */
    public Result {
      versions = List.copyOf(versions);
    }
  }

  /** Recommends. */
  public Result execute(Request request) {
    return answered(request, true);
  }

  /** Recommends and counts, and writes nothing. */
  public Result preview(Request request) {
    return answered(request, false);
  }

  private Result answered(Request request, boolean write) {
    List<ServedModel> models = models(request);
    LineRuns runs = new LineRuns(warehouse, settings);
    Dataset<Row> answers = answers(request, models, runs).persist(StorageLevel.DISK_ONLY());
    try {
      LineRuns.Counts counts = LineRuns.Counts.of(answers);
      if (write) {
        runs.write(answers, counts, request.tenantId(), request.output());
      }
      String rule = request.version() == null ? "active" : "version";
      return new Result(
          counts.answered(),
          answers.where("contains(line, '" + FUSING + "')").count(),
          models.stream().map(ServedModel::label).toList(),
          models.isEmpty() ? "rule" : rule,
          counts.rejected(),
          request.output());
    } finally {
      answers.unpersist();
    }
  }

  private List<ServedModel> models(Request request) {
    VersionReference reference = request.version();
    if (reference == null) {
      return fusing(request).live();
    }
    VersionRegistry registry = new VersionRegistry(warehouse, clock);
    return List.of(
        ServedModel.named(
            registry,
            NamedVersion.find(
                registry,
                request.tenantId(),
                VersionKind.FUSION_BENEFIT,
                request.agentId(),
                request.modality(),
                reference)));
  }

  private FuseModalities fusing(Request request) {
    return new FuseModalities(warehouse, request.tenantId(), clock);
  }

  private Dataset<Row> answers(Request request, List<ServedModel> models, LineRuns runs) {
    JavaSparkContext context = JavaSparkContext.fromSparkContext(warehouse.spark().sparkContext());
    FusionTask task =
        new FusionTask(
            new FusionTask.Serving(
                request.tenantId(),
                request.agentId(),
                clock.instant().truncatedTo(ChronoUnit.MICROS)),
            settings,
            context.broadcast(fusing(request).knowledge(models)),
            context.broadcast(new SerializableConfiguration(warehouse.hadoopConfiguration())));
    return runs.answers(request.input(), task, "say which queries to fuse");
  }
}
