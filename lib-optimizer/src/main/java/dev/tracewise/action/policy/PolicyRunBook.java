package dev.tracewise.action.policy;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.tracewise.action.OptimizePolicy.Request;
import dev.tracewise.action.OptimizePolicy.Result;
import dev.tracewise.model.Errors;
import dev.tracewise.model.Evidence;
import dev.tracewise.model.Hashes;
import dev.tracewise.model.Interval;
import dev.tracewise.model.VersionKind;
import dev.tracewise.table.CandidatesTable;
import dev.tracewise.table.EvaluationRow;
import dev.tracewise.table.EvaluationsTable;
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
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/**
 * What a run leaves in {@code runs}, {@code candidates} and {@code evaluations}: enough to understand
 * it, to draw it and to go on with it.
 */
final class PolicyRunBook {
  private static final JsonMapper JSON = new JsonMapper();

  private final Warehouse warehouse;
  private final Clock clock;
  private final Request request;
  private final String tenant;
  private @Nullable RunRow run;

  PolicyRunBook(Warehouse warehouse, Clock clock, Request request) {
    this.warehouse = warehouse;
    this.clock = clock;
    this.request = request;
    this.tenant = request.subject().tenantId();
  }

  /**
   * What a run holds fast from its first moment, so that it ends the same when it is cut.
   *
   * @param experiencesVersion Delta version of the experiences
   * @param baselineVersion version that was active; null for the logged behaviour
   */
  record Pinned(long experiencesVersion, @Nullable Long baselineVersion) {
    /** {@code logged} or {@code version:N}. */
    String baselineName() {
      return baselineVersion == null ? "logged" : "version:" + baselineVersion;
    }

    private String json(String settings) {
      String baseline = baselineVersion == null ? "null" : baselineVersion.toString();
      return "{\"settings\":" + settings + ",\"experiences_version\":" + experiencesVersion
          + ",\"baseline_version\":" + baseline + "}";
    }

    private static Pinned of(String json) {
      try {
        JsonNode node = JSON.readTree(json);
        JsonNode baseline = node.path("baseline_version");
        return new Pinned(
            node.path("experiences_version").longValue(),
            baseline.isNumber() ? baseline.longValue() : null);
      } catch (JsonProcessingException e) {
        throw new IllegalStateException("runs.settings is JSON", e);
      }
    }
  }

  /** Enters the run, or finds it again. */
  Pinned open(long experiencesVersion, @Nullable Long baselineVersion) {
    String settingsSha256 = Hashes.sha256(request.settings());
    Optional<RunRow> known = find();
    if (known.isPresent()) {
      RunRow found = known.get();
      if (!found.settingsSha256().equals(settingsSha256)) {
        throw Errors.usage(
            "resume run \"" + request.runId() + "\"",
            "it was started with other settings",
            "Give the settings of its start, or another --run-id.");
      }
      run = found;
      return Pinned.of(found.settings());
    }
    Pinned pinned = new Pinned(experiencesVersion, baselineVersion);
    save(started(settingsSha256, pinned));
    return pinned;
  }

  private RunRow started(String settingsSha256, Pinned pinned) {
    Subject subject = request.subject();
    return RunRow.started(
        tenant,
        request.runId(),
        "optimize policy",
        new RunRow.Subject(
            subject.agentId(), subject.modality(), VersionKind.ROUTING_POLICY.id(), "policy"),
        settingsSha256,
        pinned.json(request.settings()),
        request.seed(),
        clock.instant());
  }

  /** Notes the training set. */
  void trainsOn(String datasetSha256) {
    RunRow now = current();
    save(now.on(datasetSha256, Pinned.of(now.settings()).baselineName(), clock.instant()));
  }

  /** Enters the candidates and how they did on the selection part. */
  void enter(List<CandidateScore> scores) {
    Instant now = clock.instant();
    List<Row> candidates = new ArrayList<>();
    List<Row> evaluations = new ArrayList<>();
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
    insert(EvaluationsTable.DEFINITION, evaluations);
  }

  /** Enters what the gate saw of the winner. */
  void enter(CandidateScore winner, Judgement judgement) {
    Evidence evidence = judgement.evidence();
    Instant now = clock.instant();
    insert(
        EvaluationsTable.DEFINITION,
        List.of(
            evidence(winner, evidence, "dr", evidence.value(), now),
            evidence(winner, evidence, "dr_difference", evidence.difference(), now)));
  }

  /** Closes the run with its result. */
  void close(Result result) {
    Instant now = clock.instant();
    save(
        current()
            .won(result.winner(), result.version(), now)
            .finished(result.status(), result.reason(), null, now));
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

  private Optional<RunRow> find() {
    return table(RunsTable.DEFINITION)
        .read(tenant)
        .where(col("run_id").equalTo(lit(request.runId())))
        .collectAsList()
        .stream()
        .map(RunsTable::of)
        .findFirst();
  }

  private RunRow current() {
    RunRow open = run;
    if (open == null) {
      throw new IllegalStateException("the run is not open");
    }
    return open;
  }

  private void save(RunRow row) {
    WarehouseTable runs = table(RunsTable.DEFINITION);
    runs.upsert(tenant, runs.rows(List.of(RunsTable.row(row))));
    run = row;
  }

  private void insert(TableDefinition definition, List<Row> rows) {
    WarehouseTable table = table(definition);
    table.insertMissing(tenant, table.rows(rows));
  }

  private WarehouseTable table(TableDefinition definition) {
    return warehouse.table(definition);
  }
}
