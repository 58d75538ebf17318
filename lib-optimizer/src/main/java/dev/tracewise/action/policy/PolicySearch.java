package dev.tracewise.action.policy;

import dev.tracewise.action.EvidenceReport;
import dev.tracewise.action.OptimizePolicy;
import dev.tracewise.action.OptimizePolicy.Request;
import dev.tracewise.action.OptimizePolicy.Result;
import dev.tracewise.judge.PolicyGate;
import dev.tracewise.learn.data.DataReport;
import dev.tracewise.learn.data.SyntheticDecision;
import dev.tracewise.learn.policy.Algorithm;
import dev.tracewise.learn.policy.CandidateGrid;
import dev.tracewise.model.Evidence.Verdict;
import dev.tracewise.model.Hashes;
import dev.tracewise.model.VersionKind;
import dev.tracewise.table.Artifact;
import dev.tracewise.table.NewVersion;
import dev.tracewise.table.Provenance;
import dev.tracewise.table.VersionRegistry;
import dev.tracewise.table.VersionRow;
import dev.tracewise.table.Warehouse;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One run of learning a policy, from counting the rows to the version or the refusal. */
public final class PolicySearch {
  private static final VersionKind KIND = VersionKind.ROUTING_POLICY;

  private final Clock clock;
  private final Request request;
  private final Subject subject;
  private final PolicyJobs jobs;
  private final VersionRegistry registry;
  private final LookLedger looks;
  private final PolicyRunBook book;
  private final PlannedRows rows;
  private final Cancellation cancellation;

  /** A run on a warehouse. */
  public PolicySearch(Warehouse warehouse, Clock clock, Request request) {
    this.clock = clock;
    this.request = request;
    this.subject = request.subject();
    this.jobs = new PolicyJobs(warehouse, subject);
    this.rows = new PlannedRows(jobs, request);
    this.registry = new VersionRegistry(warehouse, clock);
    this.looks = new LookLedger(warehouse);
    this.book = new PolicyRunBook(warehouse, clock, request);
    this.cancellation = new Cancellation(warehouse, subject.tenantId(), request.runId());
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
    TrainingSet dataset = jobs.trainingSet(pinned.experiencesVersion(), rows.strategy(), made);
    book.trainsOn(dataset.sha256());
    Census census = jobs.census(dataset);
    cancellation.stopIfAsked();
    DataReport report =
        jobs.check(census.summary(), pinned.lastDatasetSha256(), request.plan().limits());
    Attempt attempt = new Attempt(pinned, dataset, census, report);
    String refusal = attempt.refusal();
    if (!refusal.isEmpty()) {
      return attempt.refused(refusal);
    }
    jobs.note(dataset, census.summary());
    return attempt.compete();
  }

  /** The run once there is a training set. */
  private final class Attempt {
    private final Pinned pinned;
    private final TrainingSet dataset;
    private final Census census;
    private final DataReport report;

    Attempt(Pinned pinned, TrainingSet dataset, Census census, DataReport report) {
      this.pinned = pinned;
      this.dataset = dataset;
      this.census = census;
      this.report = report;
    }

    /** Why nothing can be learned; empty if something can. */
    String refusal() {
      String shortage = gate(request.candidates()).shortage();
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
      List<Candidate> candidates =
          Candidate.number(
              CandidateGrid.candidates(
                  request.candidates(),
                  request.seed(),
                  request.algorithms().toArray(new Algorithm[0])));
      RunFolder folder = jobs.folder(request.runId());
      List<CandidateScore> scores = tryOut(candidates, folder);
      book.enter(scores);
      CandidateScore winner = best(scores);
      byte[] artifact = folder.read(CandidateTask.artifactName(winner.candidateId())).orElseThrow();
      Judgement judgement = judge(artifact, scores.size());
      book.enter(winner, judgement);
      cancellation.stopIfAsked();
      Result result = settle(candidates, winner, artifact, judgement);
      candidates.forEach(each -> folder.delete(CandidateTask.artifactName(each.id())));
      return result;
    }

    private List<CandidateScore> tryOut(List<Candidate> candidates, RunFolder folder) {
      List<CandidateScore> scores = new ArrayList<>();
      int batch = jobs.batch();
      for (int from = 0; from < candidates.size(); from += batch) {
        List<Candidate> next = candidates.subList(from, Math.min(from + batch, candidates.size()));
        scores.addAll(jobs.tryOut(new ArrayList<>(next), dataset, folder));
        cancellation.stopIfAsked();
      }
      return scores;
    }

    private CandidateScore best(List<CandidateScore> scores) {
      CandidateScore best = scores.get(0);
      for (CandidateScore score : scores) {
        if (score.score() > best.score()) {
          best = score;
        }
      }
      return best;
    }

    private Judgement judge(byte[] artifact, int tried) {
      EarlierLooks before = looks.before(subject, KIND, request.runId());
      Judgement judgement =
          jobs.judge(
              new JudgeTask.Case(artifact, baseline(), pinned.baselineName(), tried),
              dataset,
              before);
      looks.enter(
          subject, KIND, request.runId(), dataset.sha256(), before, judgement, clock.instant());
      return judgement;
    }

    private byte @Nullable [] baseline() {
      Long version = pinned.baselineVersion();
      if (version == null) {
        return null;
      }
      VersionRow row = registry.at(subject.tenantId(), KIND, subject.scope(), version);
      return registry.artifact(row).bytes();
    }

    private Result settle(
        List<Candidate> candidates, CandidateScore winner, byte[] artifact, Judgement judgement) {
      boolean passed = judgement.evidence().verdict() == Verdict.PASSED;
      Long version = passed ? store(winner, artifact, judgement).version() : null;
      String algorithm =
          candidates.stream()
              .filter(candidate -> candidate.id().equals(winner.candidateId()))
              .map(candidate -> candidate.settings().algorithm().name())
              .findFirst()
              .orElseThrow()
              .toLowerCase(Locale.ROOT);
      return new Result(
          request.runId(),
          passed ? "candidate" : "refused",
          subject.agentId(),
          subject.modality(),
          version,
          EvidenceReport.of(judgement.evidence()),
          judgement.evidence().reason(),
          candidates.size(),
          winner.candidateId(),
          algorithm,
          census.rows(),
          dataset.sha256(),
          rows.strategy().id(),
          census.summary().syntheticRows(),
          report);
    }

    private VersionRow store(CandidateScore winner, byte[] artifact, Judgement judgement) {
      Map<String, Double> metrics = new HashMap<>();
      winner.estimates().forEach(e -> metrics.put("selection_" + e.estimator(), e.value()));
      return registry.add(
          subject.tenantId(),
          new NewVersion(
              KIND,
              subject.scope(),
              Artifact.of("application/json", artifact),
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
          dataset.sha256(),
          rows.strategy().id(),
          census.summary().syntheticRows(),
          report);
    }
  }
}
