package dev.tracewise.action.policy;

import dev.tracewise.action.EvidenceReport;
import dev.tracewise.action.OptimizePolicy;
import dev.tracewise.action.OptimizePolicy.Result;
import dev.tracewise.action.policy.Competition.Won;
import dev.tracewise.judge.PolicyGate;
import dev.tracewise.learn.data.DataReport;
import dev.tracewise.learn.data.SyntheticDecision;
import dev.tracewise.model.Evidence.Verdict;
import dev.tracewise.model.Hashes;
import dev.tracewise.model.VersionKind;
import dev.tracewise.table.Artifact;
import dev.tracewise.table.NewVersion;
import dev.tracewise.table.OpenRun;
import dev.tracewise.table.Provenance;
import dev.tracewise.table.VersionRegistry;
import dev.tracewise.table.VersionRow;
import dev.tracewise.table.Warehouse;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One run of learning a policy, from counting the rows to the version or the refusal. */
public final class PolicySearch {
  private static final VersionKind KIND = VersionKind.ROUTING_POLICY;

  private final Clock clock;
  private final PolicyRequest request;
  private final Subject subject;
  private final PolicyJobs jobs;
  private final Competition competition;
  private final VersionRegistry registry;
  private final LookLedger looks;
  private final PolicyRunBook book;
  private final PlannedRows rows;
  private final Cancellation cancellation;

  private PolicySearch(
      Warehouse warehouse,
      Clock clock,
      PolicyRequest request,
      PolicyJobs jobs,
      Competition competition,
      @Nullable OpenRun outer) {
    this.clock = clock;
    this.request = request;
    this.subject = request.subject();
    this.jobs = jobs;
    this.competition = competition;
    this.rows = new PlannedRows(jobs, request);
    this.registry = new VersionRegistry(warehouse, clock);
    this.looks = new LookLedger(warehouse);
    this.book = new PolicyRunBook(warehouse, clock, request, outer);
    this.cancellation = new Cancellation(warehouse, subject.tenantId(), request.runId());
  }

  /**
   * A run of learning a policy.
   *
   * @param outer the run that the caller began and will end; null for none
   */
  public static PolicySearch learning(
      Warehouse warehouse, Clock clock, OptimizePolicy.Request request, @Nullable OpenRun outer) {
    PolicyJobs jobs = new PolicyJobs(warehouse, request.subject()).with(request.plan().turns());
    return new PolicySearch(
        warehouse, clock, request, jobs, new LearnedCompetition(jobs, request), outer);
  }

  /** A run of any other competition. */
  static PolicySearch of(
      Warehouse warehouse,
      Clock clock,
      PolicyRequest request,
      PolicyJobs jobs,
      Competition competition,
      @Nullable OpenRun outer) {
    return new PolicySearch(warehouse, clock, request, jobs, competition, outer);
  }

  /** How many rows there are to learn from. */
  public Population population() {
    return jobs.population(jobs.experiencesVersion());
  }

  /** Runs it, or goes on with it. */
  public Result run() {
    Pinned pinned = book.open(jobs.folder(request.runId()), this::pinned);
    Population population = jobs.population(pinned.experiencesVersion());
    String shortage = rows.shortage(population);
    Result result = shortage.isEmpty() ? learn(pinned, population) : refused(shortage, population);
    book.close(result);
    return result;
  }

  /** What there would be to learn from. */
  public OptimizePolicy.Preview preview() {
    return rows.preview();
  }

  private Pinned pinned(@Nullable String lastDataset) {
    Optional<VersionRow> active = registry.active(subject.tenantId(), KIND, subject.scope());
    return new Pinned(
        request.settings(),
        jobs.experiencesVersion(),
        active.map(VersionRow::version).orElse(null),
        lastDataset);
  }

  private Result refused(String reason, Population population) {
    return new Result(
        request.runId(),
        "refused",
        subject.agentId(),
        subject.modality(),
        null,
        null,
        reason,
        0,
        null,
        null,
        population.usable(subject.missingPropensity()),
        population.usable(subject.missingPropensity()),
        null,
        rows.strategy().id(),
        0,
        null);
  }

  private Result learn(Pinned pinned, Population population) {
    List<SyntheticDecision> made = rows.made(pinned.experiencesVersion(), population);
    String shortage = rows.shortage(population, made);
    if (!shortage.isEmpty()) {
      return refused(shortage, population);
    }
    byte[] live = baseline(pinned);
    TrainingSet dataset =
        jobs.beside(live)
            .trainingSet(pinned.experiencesVersion(), population, request.plan(), made);
    book.trainsOn(dataset.sha256());
    Census census = jobs.census(dataset);
    cancellation.stopIfAsked();
    DataReport report =
        jobs.check(census.summary(), pinned.lastDatasetSha256(), request.plan().limits());
    long usable = population.usable(subject.missingPropensity());
    Attempt attempt = new Attempt(pinned, live, dataset, census, report, usable);
    String refusal = attempt.refusal();
    if (!refusal.isEmpty()) {
      return attempt.refused(refusal);
    }
    jobs.note(dataset, census.summary());
    return attempt.compete();
  }

  /** What is live in the subject's scope while the run lasts; null for the logged behaviour. */
  byte @Nullable [] baseline(Pinned pinned) {
    Long version = pinned.baselineVersion();
    return version == null ? null : artifact(version);
  }

  /** The artefact of a version in the subject's scope. */
  byte[] artifact(long version) {
    return registry
        .artifact(registry.at(subject.tenantId(), KIND, subject.scope(), version))
        .bytes();
  }

  /** The run once there is a training set. */
  private final class Attempt implements Competition.Course {
    private final Pinned pinned;
    private final byte @Nullable [] live;
    private final TrainingSet dataset;
    private final Census census;
    private final DataReport report;
    private final long usableRows;

    Attempt(
        Pinned pinned,
        byte @Nullable [] live,
        TrainingSet dataset,
        Census census,
        DataReport report,
        long usableRows) {
      this.pinned = pinned;
      this.live = live;
      this.dataset = dataset;
      this.census = census;
      this.report = report;
      this.usableRows = usableRows;
    }

    /** Why nothing can be learned; empty if something can. */
    String refusal() {
      String shortage = gate(0).shortage();
      if (rows.strategy().isSynthetic() && !shortage.isEmpty()) {
        return shortage + ": synthetic rows are learned from, and never judge";
      }
      if (census.rewardsAreAllEqual()) {
        return "rewards are all equal: there is nothing to tell options apart by";
      }
      return shortage.isEmpty() ? report.refusal() : shortage;
    }

    PolicyGate gate(int tried) {
      return new PolicyGate(pinned.baselineName(), census.groups(), 1, tried);
    }

    Result compete() {
      Optional<Won> won = competition.hold(pinned, dataset, this);
      return won.isEmpty() ? refused(competition.excuse()) : settle(won.get());
    }

    @Override
    public void pause() {
      cancellation.stopIfAsked();
    }

    @Override
    public void tried(List<CandidateScore> scores) {
      book.enter(scores);
    }

    private Judgement judge(byte[] artifact, int tried) {
      EarlierLooks before = looks.before(subject, KIND, request.runId());
      Judgement judgement =
          jobs.judge(
              new JudgeTask.Case(artifact, live, pinned.baselineName(), tried), dataset, before);
      looks.enter(
          subject, KIND, request.runId(), dataset.sha256(), before, judgement, clock.instant());
      return judgement;
    }

    private Result settle(Won won) {
      Judgement judgement = judge(won.artifact(), won.tried());
      book.enter(won.score(), judgement);
      cancellation.stopIfAsked();
      boolean passed = judgement.evidence().verdict() == Verdict.PASSED;
      Long version = passed ? store(won, judgement).version() : null;
      competition.clear(won.tried());
      return new Result(
          request.runId(),
          passed ? "candidate" : "refused",
          subject.agentId(),
          subject.modality(),
          version,
          EvidenceReport.of(judgement.evidence()),
          judgement.evidence().reason(),
          won.tried(),
          won.score().candidateId(),
          won.algorithm(),
          census.rows(),
          usableRows,
          dataset.sha256(),
          rows.strategy().id(),
          census.summary().syntheticRows(),
          report);
    }

    private VersionRow store(Won won, Judgement judgement) {
      CandidateScore winner = won.score();
      Map<String, Double> metrics = new HashMap<>(won.metrics());
      winner.estimates().forEach(e -> metrics.put("selection_" + e.estimator(), e.value()));
      return registry.add(
          subject.tenantId(),
          new NewVersion(
              KIND,
              subject.scope(),
              Artifact.of("application/json", won.artifact()),
              metrics,
              judgement.evidence(),
              pinned.baselineVersion(),
              new Provenance(
                  Map.of("experiences", pinned.experiencesVersion()),
                  dataset.sha256(),
                  Hashes.sha256(winner.settings()),
                  winner.settings(),
                  request.seed(),
                  request.build(),
                  request.runId()),
              request.actor()));
    }

    Result refused(String reason) {
      return new Result(
          request.runId(),
          "refused",
          subject.agentId(),
          subject.modality(),
          null,
          EvidenceReport.of(gate(0).refusedWithoutRows(reason)),
          reason,
          0,
          null,
          null,
          census.rows(),
          usableRows,
          dataset.sha256(),
          rows.strategy().id(),
          census.summary().syntheticRows(),
          report);
    }
  }
}
