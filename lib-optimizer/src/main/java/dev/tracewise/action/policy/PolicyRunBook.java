package dev.tracewise.action.policy;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import dev.tracewise.action.OptimizePolicy.Result;
import dev.tracewise.model.Evidence;
import dev.tracewise.model.Hashes;
import dev.tracewise.model.Interval;
import dev.tracewise.model.VersionKind;
import dev.tracewise.table.CandidatesTable;
import dev.tracewise.table.EvaluationRow;
import dev.tracewise.table.EvaluationsTable;
import dev.tracewise.table.OpenRun;
import dev.tracewise.table.RunRow;
import dev.tracewise.table.RunsTable;
import dev.tracewise.table.TableDefinition;
import dev.tracewise.table.Warehouse;
import dev.tracewise.table.WarehouseTable;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/**
 * What a run leaves in {@code runs}, {@code candidates} and {@code evaluations}: enough to
 * understand it, to draw it and to go on with it.
 */
final class PolicyRunBook {
  private final Warehouse warehouse;
  private final Clock clock;
  private final PolicyRequest request;
  private final String tenant;
  private final List<Row> evaluations = new ArrayList<>();
  private final @Nullable OpenRun outer;
  private @Nullable OpenRun run;

  /**
   * The entries of a run.
   *
   * @param outer the run that the caller began and will end; null where this is to do both
   */
  PolicyRunBook(Warehouse warehouse, Clock clock, PolicyRequest request, @Nullable OpenRun outer) {
    this.warehouse = warehouse;
    this.clock = clock;
    this.request = request;
    this.tenant = request.subject().tenantId();
    this.outer = outer;
  }

  /**
   * Enters the run, or finds it again; says what it holds fast.
   *
   * @param fresh what it holds fast from now on, given the training set of the training before
   */
  Pinned open(RunFolder folder, Function<@Nullable String, Pinned> fresh) {
    List<RunRow> runs = thisAndTheLast();
    Pinned pinned =
        Pinned.in(
            folder,
            request,
            () ->
                fresh.apply(
                    runs.stream()
                        .filter(run -> !isThis(run))
                        .map(RunRow::datasetSha256)
                        .findFirst()
                        .orElse(null)));
    run = opened(runs.stream().filter(this::isThis).findFirst(), pinned);
    return pinned;
  }

  private OpenRun opened(Optional<RunRow> known, Pinned pinned) {
    Subject subject = request.subject();
    RunRow.Subject about =
        new RunRow.Subject(
            subject.agentId(),
            subject.modality(),
            VersionKind.ROUTING_POLICY.id(),
            request.target());
    Function<RunRow, RunRow> described =
        row -> row.about(about, pinned.baselineName(), clock.instant());
    if (outer == null && known.isEmpty()) {
      return OpenRun.begun(warehouse, described.apply(started(pinned)));
    }
    OpenRun open = outer == null ? OpenRun.resumed(warehouse, known.orElseThrow()) : outer;
    open.note(described.apply(open.row()));
    return open;
  }

  private RunRow started(Pinned pinned) {
    return RunRow.started(
        tenant,
        request.runId(),
        "optimize " + request.target(),
        RunRow.Subject.NONE,
        Hashes.sha256(pinned.settings()),
        pinned.settings(),
        request.seed(),
        clock.instant());
  }

  /** Notes the training set; it is written with the result. */
  void trainsOn(String datasetSha256) {
    current().note(current().row().on(datasetSha256, clock.instant()));
  }

  /** Enters the candidates; how they did on the selection part is written with the result. */
  void enter(List<CandidateScore> scores) {
    Instant now = clock.instant();
    List<Row> candidates = new ArrayList<>();
    for (CandidateScore score : scores) {
      candidates.add(
          CandidatesTable.row(
              new CandidatesTable.Candidate(
                  tenant,
                  request.runId(),
                  score.candidateId(),
                  score.settings(),
                  score.artifactSha256(),
                  List.of(),
                  now)));
      score.estimates().forEach(value -> evaluations.add(selection(score, value, now)));
    }
    insert(CandidatesTable.DEFINITION, candidates);
  }

  /** Notes what the gate saw of the winner; it is written with the result. */
  void enter(CandidateScore winner, Judgement judgement) {
    Evidence evidence = judgement.evidence();
    Instant now = clock.instant();
    evaluations.add(evidence(winner, evidence, "dr", evidence.value(), now));
    evaluations.add(evidence(winner, evidence, "dr_difference", evidence.difference(), now));
  }

  /** Closes the run with its result. */
  void close(Result result) {
    insert(EvaluationsTable.DEFINITION, evaluations);
    Instant now = clock.instant();
    RunRow closed =
        current()
            .row()
            .won(result.winner(), result.version(), now)
            .finished(result.status(), result.reason(), current().row().result(), now);
    if (outer == null) {
      current().end(closed);
    } else {
      outer.note(closed);
    }
  }

  private Row selection(CandidateScore score, CandidateScore.Value value, Instant now) {
    return EvaluationsTable.row(
        new EvaluationRow(
            tenant,
            request.runId(),
            score.candidateId(),
            "all",
            0,
            "selection",
            value.estimator(),
            value.value(),
            value.low(),
            value.high(),
            null,
            null,
            null,
            null,
            score.seconds(),
            null,
            score.rows(),
            score.effectiveSampleSize(),
            score.maxWeight(),
            now));
  }

  private Row evidence(
      CandidateScore winner, Evidence evidence, String estimator, Interval value, Instant now) {
    return EvaluationsTable.row(
        new EvaluationRow(
            tenant,
            request.runId(),
            winner.candidateId(),
            "all",
            0,
            "evidence",
            estimator,
            value.estimate(),
            value.low(),
            value.high(),
            null,
            evidence.reason(),
            null,
            null,
            null,
            null,
            evidence.rows(),
            evidence.effectiveSampleSize(),
            evidence.maxWeight(),
            now));
  }

  /** This run, where it is known, and the last one that trained for the subject. */
  private List<RunRow> thisAndTheLast() {
    Column isThis = col("run_id").equalTo(lit(request.runId()));
    Subject subject = request.subject();
    Column trained =
        col("agent_id")
            .equalTo(lit(subject.agentId()))
            .and(col("modality").eqNullSafe(lit(subject.modality())))
            .and(col("kind").equalTo(lit(VersionKind.ROUTING_POLICY.id())))
            .and(col("winner_candidate").isNotNull());
    return table(RunsTable.DEFINITION)
        .read(tenant)
        .where(isThis.or(trained))
        .orderBy(isThis.desc(), col("started_at").desc(), col("run_id"))
        .limit(2)
        .collectAsList()
        .stream()
        .map(RunsTable::of)
        .toList();
  }

  private boolean isThis(RunRow run) {
    return run.runId().equals(request.runId());
  }

  private OpenRun current() {
    OpenRun open = run;
    if (open == null) {
      throw new IllegalStateException("the run is not open");
    }
    return open;
  }

  private void insert(TableDefinition definition, List<Row> rows) {
    WarehouseTable table = table(definition);
    table.insertMissing(tenant, table.rows(rows));
  }

  private WarehouseTable table(TableDefinition definition) {
    return warehouse.table(definition);
  }
}
