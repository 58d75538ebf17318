package dev.tracewise.action;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max_by;

import dev.tracewise.action.ApplyTask.Serving;
import dev.tracewise.action.ApplyTask.Standing;
import dev.tracewise.action.InputFiles.InputFile;
import dev.tracewise.action.InputSplits.NumberedSplit;
import dev.tracewise.action.policy.SessionColumns;
import dev.tracewise.action.policy.Subject;
import dev.tracewise.learn.policy.EarlierTurns;
import dev.tracewise.learn.router.StoredPolicy;
import dev.tracewise.model.Modality;
import dev.tracewise.model.VersionKind;
import dev.tracewise.source.IngestSettings;
import dev.tracewise.table.AgentMetricsTable;
import dev.tracewise.table.DecisionsTable;
import dev.tracewise.table.VersionFilter;
import dev.tracewise.table.VersionReference;
import dev.tracewise.table.VersionRegistry;
import dev.tracewise.table.VersionRow;
import dev.tracewise.table.Warehouse;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.storage.StorageLevel;
import org.apache.spark.util.SerializableConfiguration;
import org.jspecify.annotations.Nullable;

/**
 * Decides for contexts by a version of a policy. The output keeps the order of the input; the draws
 * depend on seed and interaction alone, so deciding again decides the same.
 */
public final class ApplyPolicy {
  private static final VersionKind KIND = VersionKind.ROUTING_POLICY;

  private final Warehouse warehouse;
  private final IngestSettings settings;
  private final Clock clock;

  /** The action on a warehouse, reading files within the limits of ingest. */
  public ApplyPolicy(Warehouse warehouse, IngestSettings settings, Clock clock) {
    this.warehouse = warehouse;
    this.settings = settings;
    this.clock = clock;
  }

  /** What becomes of the decisions besides the output. */
  public enum Log {
    /** Nothing. */
    NONE,
    /** They go to {@code decisions}, with the probabilities that were really used. */
    DECISIONS
  }

  /** What decides where no version is live. */
  public enum Fallback {
    /** Every option alike. */
    EVEN,
    /** Keyword rules: the seed's, with the moving rewards of the options. */
    KEYWORDS
  }

  /**
   * What is asked for.
   *
   * @param subject whose policy
   * @param version which version; null for the active one of the narrowest scope
   * @param input file, folder or glob of JSON lines
   * @param output file of JSON lines
   * @param explore share of decisions drawn evenly among the options, in [0, 1)
   * @param seed seed of the draws
   * @param log whether the decisions are logged
   * @param sharedTenant tenant whose live versions decide where the subject's tenant has none; null
   *     for none
   * @param fallback what decides where no version is live
   */
  public record Request(
      Subject subject,
      @Nullable VersionReference version,
      String input,
      String output,
      double explore,
      long seed,
      Log log,
      @Nullable String sharedTenant,
      Fallback fallback) {}

  /**
   * What was decided.
   *
   * @param rows decisions made
   * @param version number of the version that made them; null for the baseline rule, and where
   *     modalities have versions of their own
   * @param versions the versions that made them, as {@code AGENT/KIND@N}; with the tenant and a
   *     colon in front where they are of the shared tenant
   * @param rule active, version, shared or baseline: how the version was found
   * @param logged decisions that are new in the log
   * @param quarantined lines that could not be read
   * @param output where the decisions are
   */
  public record Result(
      long rows,
      @Nullable Long version,
      List<String> versions,
      String rule,
      long logged,
      long quarantined,
      String output) {}

  /** Decides. */
  public Result execute(Request request) {
    DecidingVersions versions = versions(request);
    Dataset<Row> decided = decide(request, versions).persist(StorageLevel.DISK_ONLY());
    try {
      Row counts = decided.agg(count(col("line")), count(col("rejection"))).head();
      write(decided, request.output());
      quarantine(request, decided, counts.getLong(1));
      return new Result(
          counts.getLong(0),
          versions.number(request.subject().tenantId()),
          versions.labels(request.subject().tenantId()),
          rule(request, versions),
          log(request, decided),
          counts.getLong(1),
          request.output());
    } finally {
      decided.unpersist();
    }
  }

  /** Decides and counts, and writes nothing. */
  public Result preview(Request request) {
    DecidingVersions versions = versions(request);
    Row counts = decide(request, versions).agg(count(col("line")), count(col("rejection"))).head();
    return new Result(
        counts.getLong(0),
        versions.number(request.subject().tenantId()),
        versions.labels(request.subject().tenantId()),
        rule(request, versions),
        0,
        counts.getLong(1),
        request.output());
  }

  private static String rule(Request request, DecidingVersions versions) {
    if (versions.byModality().isEmpty()) {
      return "baseline";
    }
    if (versions.lender(request.subject().tenantId()) != null) {
      return "shared";
    }
    return request.version() == null ? "active" : "version";
  }

  private DecidingVersions versions(Request request) {
    VersionRegistry registry = new VersionRegistry(warehouse, clock);
    Subject subject = request.subject();
    if (request.version() == null) {
      DecidingVersions own =
          DecidingVersions.narrowest(registry.active(subject.tenantId(), KIND), subject);
      return own.byModality().isEmpty() && request.sharedTenant() != null
          ? DecidingVersions.narrowest(registry.active(request.sharedTenant(), KIND), subject)
          : own;
    }
    return DecidingVersions.only(
        registry.one(
            subject.tenantId(),
            request.version(),
            new VersionFilter(KIND, subject.agentId(), subject.modality())));
  }

  private Dataset<Row> decide(Request request, DecidingVersions versions) {
    Configuration configuration = warehouse.hadoopConfiguration();
    JavaSparkContext context = JavaSparkContext.fromSparkContext(warehouse.spark().sparkContext());
    List<InputFile> files = new InputFiles(configuration).find(List.of(request.input()));
    List<NumberedSplit> splits =
        new InputSplits(context, configuration, settings.splitBytes()).plan(files);
    VersionRegistry registry = new VersionRegistry(warehouse, clock);
    Map<String, byte[]> artifacts = versions.map(version -> registry.artifact(version).bytes());
    Serving serving = serving(request, versions);
    RequestTask reading =
        new RequestTask(
            serving, settings, context.broadcast(new SerializableConfiguration(configuration)));
    context.setJobDescription("decide for " + request.subject().title());
    JavaRDD<Asked> asked =
        context.parallelize(splits, Math.max(1, splits.size())).mapPartitions(reading);
    return warehouse
        .spark()
        .createDataFrame(
            told(asked, request.subject(), turns(artifacts))
                .mapPartitions(new ApplyTask(serving, context.broadcast(artifacts))),
            ApplyTask.schema());
  }

  private static EarlierTurns turns(Map<String, byte[]> artifacts) {
    return artifacts.values().stream()
        .map(artifact -> StoredPolicy.read(artifact).turns())
        .reduce(EarlierTurns.NONE, EarlierTurns::or);
  }

  /** The requests with what the policies look at of the turns before them. */
  private JavaRDD<Asked> told(JavaRDD<Asked> asked, Subject subject, EarlierTurns turns) {
    if (turns == EarlierTurns.NONE) {
      return asked;
    }
    String tenant = subject.tenantId();
    String agent = subject.agentId();
    Dataset<Row> requests =
        warehouse.spark().createDataFrame(asked.map(Asked::row), Asked.schema());
    return new SessionColumns(warehouse, subject, turns)
        .asked(requests)
        .orderBy("file", "file_line", "position")
        .toJavaRDD()
        .map(row -> Asked.of(row, tenant, agent));
  }

  private Serving serving(Request request, DecidingVersions versions) {
    return new Serving(
        request.subject().tenantId(),
        request.subject().agentId(),
        KIND.id(),
        versions.map(VersionRow::version),
        versions.lender(request.subject().tenantId()),
        request.fallback(),
        standings(request.subject()),
        request.explore(),
        request.seed(),
        clock.instant().truncatedTo(ChronoUnit.MICROS));
  }

  /** By modality; the one for rows without any also stands for modalities that have none. */
  private Map<String, Standing> standings(Subject subject) {
    Map<String, Standing> standings = new TreeMap<>();
    warehouse
        .table(AgentMetricsTable.DEFINITION)
        .read(subject.tenantId())
        .where(col("agent_id").equalTo(lit(subject.agentId())))
        .groupBy("modality")
        .agg(max_by(col("preferences"), col("period")), max_by(col("ready"), col("period")))
        .collectAsList()
        .forEach(
            row ->
                standings.put(
                    row.getString(0).equals(Modality.MIXED.id())
                        ? DecidingVersions.ANY
                        : row.getString(0),
                    new Standing(
                        new TreeMap<>(row.<String, Double>getJavaMap(1)), row.getBoolean(2))));
    return standings;
  }

  private void write(Dataset<Row> decided, String output) {
    LineFile.write(
        decided.where("line IS NOT NULL").select("line").as(Encoders.STRING()).toLocalIterator(),
        output,
        warehouse.hadoopConfiguration());
  }

  private long log(Request request, Dataset<Row> decided) {
    if (request.log() == Log.NONE) {
      return 0;
    }
    return warehouse
        .table(DecisionsTable.DEFINITION)
        .insertMissing(
            request.subject().tenantId(),
            decided
                .where("decision IS NOT NULL")
                .groupBy("decision.interaction_id") // the first line of an interaction counts
                .agg(expr("min_by(decision, struct(file, file_line, position))").as("decision"))
                .select("decision.*"))
        .inserted();
  }

  private void quarantine(Request request, Dataset<Row> decided, long rejected) {
    if (rejected > 0) {
      new IngestQuarantine(warehouse)
          .add(
              request.subject().tenantId(),
              decided
                  .where(col("rejection").isNotNull())
                  .select(col("file"), col("file_line"), col("position"), col("rejection.*")));
    }
  }
}
