package dev.tracewise.action;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.size;

import dev.tracewise.action.Batch.Kind;
import dev.tracewise.action.annotation.AnnotationExport;
import dev.tracewise.action.annotation.Arrivals;
import dev.tracewise.action.annotation.Candidates;
import dev.tracewise.action.annotation.Labels;
import dev.tracewise.action.annotation.Requests;
import dev.tracewise.action.annotation.Requests.Asking;
import dev.tracewise.action.annotation.Requests.Closed;
import dev.tracewise.action.rewards.SpanDecisions;
import dev.tracewise.learn.annotation.AnnotationSettings;
import dev.tracewise.learn.annotation.EvaluationSummary;
import dev.tracewise.learn.annotation.Priority;
import dev.tracewise.model.Errors;
import dev.tracewise.source.IngestSettings;
import dev.tracewise.source.LabelFormat;
import dev.tracewise.source.RecordOrigin.TenantField;
import dev.tracewise.source.RecordReader.Tenancy;
import dev.tracewise.source.SpanDecisionMapping;
import dev.tracewise.table.AgentsTable;
import dev.tracewise.table.Commitment;
import dev.tracewise.table.DecisionsTable;
import dev.tracewise.table.SpansTable;
import dev.tracewise.table.TableDefinition;
import dev.tracewise.table.Warehouse;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.storage.StorageLevel;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the queue of spans that want a label: takes in labels that were given, closes the requests
 * they answer and those that are overdue, and asks for what is worth asking among the spans that
 * have arrived. Running it again changes nothing; a run that was killed is completed by the next.
 */
public final class Annotate {
  private static final String LABELS = "labels";
  private static final int ATTEMPTS = 5;

  private final Warehouse warehouse;
  private final String tenant;
  private final AnnotationSettings settings;
  private final List<SpanDecisionMapping> mappings;
  private final IngestSettings reading;
  private final Clock clock;

  /**
   * The action.
   *
   * @param warehouse where the tables lie
   * @param tenant whose rows
   * @param settings which spans are asked for
   * @param mappings which spans are decisions
   * @param reading limits of reading files
   * @param clock the time of everything that is written; it goes to executors
   */
  public Annotate(
      Warehouse warehouse,
      String tenant,
      AnnotationSettings settings,
      List<SpanDecisionMapping> mappings,
      IngestSettings reading,
      Clock clock) {
    this.warehouse = warehouse;
    this.tenant = tenant;
    this.settings = settings;
    this.mappings = List.copyOf(mappings);
    this.reading = reading;
    this.clock = clock;
  }

  /** Which spans are looked at. */
  public enum Scope {
    /** Those that arrived since the last look. */
    ARRIVED,
    /** All; and what expired is asked for again. */
    EVERYTHING
  }

  /**
   * What is asked for.
   *
   * @param scope which spans are looked at
   * @param labels file, folder or glob of labels to take in; null for none
   * @param export file for the labels as OpenInference annotations; null for none
   * @param assignTo annotator who gets the most urgent requests; null for nobody
   */
  public record Request(
      Scope scope, @Nullable String labels, @Nullable Path export, @Nullable String assignTo) {}

  /**
   * What was done.
   *
   * @param requested requests that are new
   * @param labelled labels that are new or changed
   * @param alreadyPresent labels that said nothing new
   * @param quarantined lines that could not be read
   * @param judgements rows of feedback that people's labels became
   * @param completed requests that were answered
   * @param expired requests that nobody answered in time
   * @param assigned requests that were given to the annotator
   * @param exported lines of the export
   * @param open open requests, by priority
   * @param evaluation how good the decisions of the spans were that were looked at
   */
  public record Result(
      long requested,
      long labelled,
      long alreadyPresent,
      long quarantined,
      long judgements,
      long completed,
      long expired,
      long assigned,
      long exported,
      Map<Priority, Long> open,
      EvaluationSummary evaluation) {}

  /** Does it. */
  public Result execute(Request request) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    Requests requests = new Requests(warehouse, tenant, settings, now);
    Imported imported = during("take in labels", () -> taken(request.labels(), now));
    Closed closed = during("close requests", requests::close);
    Asked asked = asked(requests, request.scope(), now);
    String who = request.assignTo();
    long assigned = who == null ? 0 : during("assign", () -> requests.assign(who));
    Path file = request.export();
    long exported = file == null ? 0 : during("export", () -> export().write(file));
    return new Result(
        asked.requests(),
        imported.written(),
        imported.read() - imported.written(),
        imported.rejected(),
        imported.judgements(),
        closed.completed(),
        closed.expired(),
        assigned,
        exported,
        requests.open(),
        asked.evaluation());
  }

  /** Counts what {@link #execute} would ask for, read and export, and writes nothing. */
  public Result preview(Request request) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    Requests requests = new Requests(warehouse, tenant, settings, now);
    Map<Kind, Long> read =
        batch(request.labels())
            .map(batch -> batch.counts().getOrDefault(tenant, Map.of()))
            .orElse(Map.of());
    Dataset<Row> candidates = candidates(arrivals(request.scope()));
    return new Result(
        requests.wanted(candidates, asking(request.scope())).count(),
        read.getOrDefault(Kind.LABEL, 0L),
        0,
        read.getOrDefault(Kind.REJECTION, 0L),
        0,
        0,
        0,
        0,
        request.export() == null ? 0 : export().size(),
        requests.open(),
        EvaluationSummary.of(Candidates.tallies(candidates)));
  }

  private record Asked(long requests, EvaluationSummary evaluation) {}

  /** Asks; where another job asked in between, again with what that one left. */
  private Asked asked(Requests requests, Scope scope, Instant now) {
    for (int attempt = 1; ; attempt++) {
      Arrivals arrivals = arrivals(scope);
      Dataset<Row> candidates = during("judge the spans that arrived", () -> candidates(arrivals));
      EvaluationSummary evaluation = EvaluationSummary.of(Candidates.tallies(candidates));
      try {
        Dataset<Row> wanted = requests.wanted(candidates, asking(scope));
        long made = during("ask", () -> requests.make(wanted, arrivals.look(now)));
        return new Asked(made, evaluation);
      } catch (Commitment.Overtaken e) {
        if (attempt == ATTEMPTS) {
          throw Errors.failed(
              "ask for labels",
              "other jobs of this tenant asked first " + ATTEMPTS + " times in a row",
              "Run one \"annotate\" of a tenant at a time.",
              e);
        }
      }
    }
  }

  private record Imported(long read, long written, long rejected, long judgements) {
    static final Imported NOTHING = new Imported(0, 0, 0, 0);
  }

  private Imported taken(@Nullable String path, Instant now) {
    Optional<Batch> found = batch(path);
    if (found.isEmpty()) {
      return Imported.NOTHING;
    }
    Dataset<Row> parsed = found.get().rows().persist(StorageLevel.DISK_ONLY());
    try {
      Batch batch = new Batch(parsed);
      Map<Kind, Long> counts = batch.counts().getOrDefault(tenant, Map.of());
      if (counts.containsKey(Kind.REJECTION)) {
        new IngestQuarantine(warehouse).add(tenant, batch.of(tenant, Kind.REJECTION));
      }
      if (!counts.containsKey(Kind.LABEL)) {
        return new Imported(0, 0, counts.getOrDefault(Kind.REJECTION, 0L), 0);
      }
      Labels labels = new Labels(warehouse, tenant, settings, now);
      Dataset<Row> given = batch.of(tenant, Kind.LABEL);
      return new Imported(
          counts.get(Kind.LABEL),
          labels.write(given, Batch.PLACE),
          counts.getOrDefault(Kind.REJECTION, 0L),
          labels.toFeedback(given));
    } finally {
      parsed.unpersist();
    }
  }

  private Optional<Batch> batch(@Nullable String path) {
    if (path == null) {
      return Optional.empty();
    }
    Clock time = clock;
    FormatSet formats = () -> List.of(new LabelFormat(time));
    return new Ingest(warehouse, formats, reading, clock)
        .read(List.of(path), LABELS, new Tenancy(tenant, TenantField.MUST_AGREE));
  }

  private Arrivals arrivals(Scope scope) {
    return switch (scope) {
      case ARRIVED ->
          Arrivals.sinceLastLook(warehouse, tenant, Duration.ofHours(settings.lookbackHours()));
      case EVERYTHING -> Arrivals.all(warehouse, tenant);
    };
  }

  private static Asking asking(Scope scope) {
    return switch (scope) {
      case ARRIVED -> Asking.ONCE;
      case EVERYTHING -> Asking.AGAIN;
    };
  }

  private Dataset<Row> candidates(Arrivals arrivals) {
    Dataset<Row> agents =
        rows(AgentsTable.DEFINITION)
            .where(size(col("options")).gt(0))
            .select(col("agent_id"), col("options").as("registered"));
    return new Candidates(new SpanDecisions(mappings), settings)
        .of(
            new Candidates.From(
                rows(SpansTable.DEFINITION), rows(DecisionsTable.DEFINITION), agents),
            arrivals);
  }

  private Dataset<Row> rows(TableDefinition definition) {
    return warehouse.table(definition).read(tenant);
  }

  private AnnotationExport export() {
    return new AnnotationExport(warehouse, tenant);
  }

  private <T> T during(String step, Supplier<T> work) {
    return JobDescription.during(warehouse.spark().sparkContext(), "annotate: " + step, work);
  }
}
