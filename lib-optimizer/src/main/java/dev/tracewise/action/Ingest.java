package dev.tracewise.action;

import dev.tracewise.action.Batch.Kind;
import dev.tracewise.action.InputFiles.InputFile;
import dev.tracewise.action.InputSplits.NumberedSplit;
import dev.tracewise.source.FormatDetector;
import dev.tracewise.source.IngestSettings;
import dev.tracewise.source.RecordFormat;
import dev.tracewise.source.RecordReader.Tenancy;
import dev.tracewise.table.CodeGeneration;
import dev.tracewise.table.Warehouse;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.storage.StorageLevel;
import org.apache.spark.util.SerializableConfiguration;

/**
 * Files of spans, decisions, outcomes and feedback into the tables. Records that cannot be read go
 * to the quarantine. Each table is written by one idempotent merge, so an ingest that was killed is
 * mended by running it again, and one that is repeated changes nothing.
 */
public final class Ingest {
  /** The name of the format that stands for looking at the content. */
  public static final String AUTO = "auto";

  private static final CompletableFuture<Long> NOTHING = CompletableFuture.completedFuture(0L);

  private final Warehouse warehouse;
  private final FormatSet formats;
  private final IngestSettings settings;
  private final Clock clock;

  /**
   * An ingest into a warehouse.
   *
   * @param formats formats that files may be in
   * @param settings limits of reading
   * @param clock tells when the rows were written
   */
  public Ingest(Warehouse warehouse, FormatSet formats, IngestSettings settings, Clock clock) {
    this.warehouse = warehouse;
    this.formats = formats;
    this.settings = settings;
    this.clock = clock;
  }

  /**
   * What was read and what of it was new.
   *
   * @param files files read
   * @param spans spans that are new or replaced an earlier export
   * @param feedback judgements that are new
   * @param decisions decisions that are new or were completed by a decision line
   * @param alreadyPresent good records that said nothing new
   * @param quarantined records that could not be read, or that disagree with a known decision
   * @param outcomes outcome lines that said something new, those that wait for a decision included
   */
  public record Result(
      long files,
      long spans,
      long feedback,
      long decisions,
      long alreadyPresent,
      long quarantined,
      long outcomes) {
    private Result plus(Result other) {
      return new Result(
          files + other.files,
          spans + other.spans,
          feedback + other.feedback,
          decisions + other.decisions,
          alreadyPresent + other.alreadyPresent,
          quarantined + other.quarantined,
          outcomes + other.outcomes);
    }
  }

  /**
   * Reads the files and writes what is new.
   *
   * @param paths files, folders (searched recursively) and globs, local or of any file system that
   *     Hadoop knows
   * @param format name of a format, or {@link #AUTO}
   * @param tenancy for whom, and what a tenant that a record names is worth
   * @throws dev.tracewise.model.TracewiseException usage, where a path or a format does not exist
   */
  public Result execute(List<String> paths, String format, Tenancy tenancy) {
    detector(format, formats.formats());
    SparkSession spark = warehouse.spark();
    JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    Configuration configuration = spark.sessionState().newHadoopConf();
    try {
      context.setJobDescription("ingest: list files");
      List<InputFile> files = new InputFiles(configuration).find(paths);
      List<NumberedSplit> splits =
          new InputSplits(context, configuration, settings.splitBytes()).plan(files);
      Result read = new Result(files.size(), 0, 0, 0, 0, 0, 0);
      if (splits.isEmpty()) {
        return read;
      }
      long bytes = files.stream().mapToLong(InputFile::bytes).sum();
      return CodeGeneration.sized(
          spark, bytes, () -> read.plus(write(parse(splits, format, tenancy, context))));
    } finally {
      context.setJobDescription(null);
    }
  }

  /**
   * Reads the files and counts what they hold, without a look at the tables; writes nothing.
   * Parameters as in {@link #execute}.
   */
  public Result preview(List<String> paths, String format, Tenancy tenancy) {
    detector(format, formats.formats());
    JavaSparkContext context = JavaSparkContext.fromSparkContext(warehouse.spark().sparkContext());
    Configuration configuration = warehouse.spark().sessionState().newHadoopConf();
    List<InputFile> files = new InputFiles(configuration).find(paths);
    List<NumberedSplit> splits =
        new InputSplits(context, configuration, settings.splitBytes()).plan(files);
    Map<Kind, Long> counts = new EnumMap<>(Kind.class);
    if (!splits.isEmpty()) {
      new Batch(parse(splits, format, tenancy, context))
          .counts()
          .values()
          .forEach(tenant -> tenant.forEach((kind, count) -> counts.merge(kind, count, Long::sum)));
    }
    return new Result(
        files.size(),
        counts.getOrDefault(Kind.SPAN, 0L),
        counts.getOrDefault(Kind.FEEDBACK, 0L),
        counts.getOrDefault(Kind.DECISION, 0L),
        0,
        counts.getOrDefault(Kind.REJECTION, 0L),
        counts.getOrDefault(Kind.OUTCOME, 0L));
  }

  /**
   * Reads the files and answers what they hold, without a look at the tables; empty where there is
   * nothing in them. Parameters as in {@link #execute}.
   */
  Optional<Batch> read(List<String> paths, String format, Tenancy tenancy) {
    JavaSparkContext context = JavaSparkContext.fromSparkContext(warehouse.spark().sparkContext());
    Configuration configuration = warehouse.spark().sessionState().newHadoopConf();
    List<InputFile> files = new InputFiles(configuration).find(paths);
    List<NumberedSplit> splits =
        new InputSplits(context, configuration, settings.splitBytes()).plan(files);
    return splits.isEmpty()
        ? Optional.empty()
        : Optional.of(new Batch(parse(splits, format, tenancy, context)));
  }

  private Dataset<Row> parse(
      List<NumberedSplit> splits, String format, Tenancy tenancy, JavaSparkContext context) {
    context.setJobDescription("ingest: read " + splits.size() + " files and pieces");
    Configuration configuration = warehouse.spark().sessionState().newHadoopConf();
    Broadcast<SerializableConfiguration> shared =
        context.broadcast(new SerializableConfiguration(configuration));
    SplitParser parser =
        new SplitParser(
            formats, format, tenancy.tenantId(), tenancy.field(), settings, now(), shared);
    int tasks = Math.min(splits.size(), 2 * context.defaultParallelism());
    return warehouse
        .spark()
        .createDataFrame(context.parallelize(splits, tasks).mapPartitions(parser), Batch.schema());
  }

  private Result write(Dataset<Row> parsed) {
    Batch batch = new Batch(parsed.persist(StorageLevel.DISK_ONLY()));
    try {
      Result total = new Result(0, 0, 0, 0, 0, 0, 0);
      for (Map.Entry<String, Map<Kind, Long>> tenant : batch.counts().entrySet()) {
        total = total.plus(write(batch, tenant.getKey(), tenant.getValue()));
      }
      return total;
    } finally {
      parsed.unpersist();
    }
  }

  private Result write(Batch batch, String tenant, Map<Kind, Long> counts) {
    IngestRecords records = new IngestRecords(warehouse, batch);
    Instant now = now();
    boolean decides = counts.containsKey(Kind.DECISION) || counts.containsKey(Kind.OUTCOME);
    boolean namesAgents = counts.containsKey(Kind.DECISION) || counts.containsKey(Kind.SPAN);
    CompletableFuture<Long> spans = NOTHING;
    CompletableFuture<Long> feedback = NOTHING;
    CompletableFuture<IngestDecisions.Counts> decisions =
        CompletableFuture.completedFuture(IngestDecisions.Counts.NONE);
    try (SideBySide steps = new SideBySide(warehouse.spark())) {
      if (decides) {
        IngestDecisions writer = new IngestDecisions(warehouse, batch, now, settings.rawCap());
        decisions = steps.begin("ingest: write decisions and outcomes", () -> writer.write(tenant));
      }
      if (counts.containsKey(Kind.SPAN)) {
        spans = steps.begin("ingest: write spans", () -> records.spans(tenant).changed());
      }
      if (counts.containsKey(Kind.FEEDBACK)) {
        feedback = steps.begin("ingest: write feedback", () -> records.feedback(tenant).changed());
      }
      if (counts.containsKey(Kind.REJECTION)) {
        steps.run("ingest: write the quarantine", () -> quarantine(batch, tenant));
      }
      if (namesAgents) {
        steps.run("ingest: register agents", () -> registerAgents(batch, tenant, now));
      }
      steps.join();
    }
    return result(counts, spans.join(), feedback.join(), decisions.join());
  }

  private void quarantine(Batch batch, String tenant) {
    new IngestQuarantine(warehouse).add(tenant, batch.of(tenant, Kind.REJECTION));
  }

  private void registerAgents(Batch batch, String tenant, Instant now) {
    new IngestAgents(warehouse, batch, now).register(tenant);
  }

  private static Result result(
      Map<Kind, Long> counts, long spans, long feedback, IngestDecisions.Counts decided) {
    long rejected = counts.getOrDefault(Kind.REJECTION, 0L);
    long good = counts.values().stream().mapToLong(Long::longValue).sum() - rejected;
    long fresh = spans + feedback + decided.decisions() + decided.outcomes();
    return new Result(
        0,
        spans,
        feedback,
        decided.decisions(),
        good - decided.conflicts() - fresh,
        rejected + decided.conflicts(),
        decided.outcomes());
  }

  /** Tells the formats apart, or takes all for the one that was named. */
  static FormatDetector detector(String format, List<RecordFormat> formats) {
    return format.equals(AUTO)
        ? FormatDetector.among(formats)
        : FormatDetector.only(format, formats);
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }
}
