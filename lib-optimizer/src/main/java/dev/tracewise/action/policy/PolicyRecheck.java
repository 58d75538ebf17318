package dev.tracewise.action.policy;

import dev.tracewise.model.Errors;
import dev.tracewise.model.Evidence;
import dev.tracewise.model.VersionKind;
import dev.tracewise.table.VersionRegistry;
import dev.tracewise.table.VersionRow;
import dev.tracewise.table.Warehouse;
import java.time.Clock;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Judges a version again, on today's evidence, against what is live now. */
public final class PolicyRecheck {
  private static final VersionKind KIND = VersionKind.ROUTING_POLICY;

  private final Warehouse warehouse;
  private final Clock clock;
  private final VersionRegistry registry;
  private final @Nullable Instant until;

  /**
   * Re-checks on a warehouse.
   *
   * @param until evidence is only what was decided up to this time; null for all
   */
  public PolicyRecheck(Warehouse warehouse, Clock clock, @Nullable Instant until) {
    this.warehouse = warehouse;
    this.clock = clock;
    this.until = until;
    this.registry = new VersionRegistry(warehouse, clock);
  }

  /**
   * Judges; the look is entered in the book.
   *
   * @param version the version
   * @param active number of the version that is live; null for the logged behaviour
   * @param baseline its name, {@code logged} or {@code version:N}
   */
  public Evidence against(VersionRow version, @Nullable Long active, String baseline) {
    Subject subject = subject(version);
    byte[] candidate = registry.artifact(version).bytes();
    byte[] baselineArtifact = active == null ? null : artifact(subject, active);
    PolicyJobs jobs = new PolicyJobs(warehouse, subject).beside(candidate).beside(baselineArtifact);
    TrainingSet dataset = jobs.trainingSet(jobs.experiencesVersion());
    LookLedger looks = new LookLedger(warehouse);
    String lookId = "recheck-" + UUID.randomUUID();
    EarlierLooks before = looks.before(subject, KIND, lookId);
    Judgement judgement =
        jobs.judge(
            new JudgeTask.Case(candidate, baselineArtifact, baseline, tried(version)),
            dataset,
            before);
    looks.enter(subject, KIND, lookId, dataset.sha256(), before, judgement, clock.instant());
    return judgement.evidence();
  }

  private byte[] artifact(Subject subject, long number) {
    return registry
        .artifact(registry.at(subject.tenantId(), KIND, subject.scope(), number))
        .bytes();
  }

  private Subject subject(VersionRow version) {
    String agent = version.agentId();
    if (agent == null || !version.kind().equals(KIND.id())) {
      throw Errors.usage(
          "check version " + version.label() + " again",
          "only the evidence of routing policies can be checked again",
          "Activate it with --force --reason, which is recorded.");
    }
    return new Subject(
        version.tenantId(), agent, version.modality(), MissingPropensity.LEFT_OUT, until);
  }

  private static int tried(VersionRow version) {
    Evidence evidence = version.evidence();
    return evidence == null ? 1 : evidence.candidatesTried();
  }
}
