package dev.tracewise.action.policy;

import dev.tracewise.judge.GroupSplit.Part;
import dev.tracewise.judge.PairedTerms;
import dev.tracewise.judge.PolicyGate;
import dev.tracewise.learn.policy.CrossFitting;
import dev.tracewise.learn.policy.DoublyRobustTerms;
import dev.tracewise.learn.policy.Policy;
import dev.tracewise.learn.policy.RewardEstimates;
import dev.tracewise.learn.router.StoredPolicy;
import dev.tracewise.model.Evidence;
import java.io.Serializable;
import org.apache.spark.api.java.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Judges a candidate against its baseline on the evidence part, in one task: the paired difference
 * of doubly robust terms, their models fitted in five folds of the evidence by group.
 */
final class JudgeTask implements Function<JudgeTask.Case, Judgement> {
  private static final long serialVersionUID = 1L;

  private final Subject subject;
  private final TrainingSet dataset;
  private final EarlierLooks looks;

  JudgeTask(Subject subject, TrainingSet dataset, EarlierLooks looks) {
    this.subject = subject;
    this.dataset = dataset;
    this.looks = looks;
  }

  /**
   * What is judged against what.
   *
   * @param candidate artefact of the candidate
   * @param baseline artefact of the version it must beat; null for the logged behaviour
   * @param baselineName {@code logged} or {@code version:N}
   * @param candidatesTried how many competed for it
   */
  record Case(
      byte[] candidate, byte @Nullable [] baseline, String baselineName, int candidatesTried)
      implements Serializable {}

  @Override
  public Judgement call(Case judged) {
    TrainingData data = TrainingDataCache.of(subject, dataset);
    long[] rows = data.evidenceHashes();
    int look = looks.lookAt(rows);
    PolicyGate gate =
        new PolicyGate(judged.baselineName(), data.groups(), look, judged.candidatesTried());
    return new Judgement(evidence(judged, data, gate), look, rows);
  }

  private Evidence evidence(Case judged, TrainingData data, PolicyGate gate) {
    String shortage = gate.shortage();
    if (!shortage.isEmpty()) {
      return gate.refusedWithoutRows(shortage);
    }
    RewardEstimates estimates =
        CrossFitting.of(subject.tenantId(), subject.agentId())
            .onEvidence(
                data.part(Part.TRAINING), data.part(Part.SELECTION), data.part(Part.EVIDENCE));
    DoublyRobustTerms candidate = estimates.terms(policy(judged.candidate()));
    PairedTerms paired =
        judged.baseline() == null
            ? candidate.againstLogged()
            : candidate.against(estimates.terms(policy(judged.baseline())));
    return gate.judge(paired, candidate.trust());
  }

  private static Policy policy(byte[] artifact) {
    return StoredPolicy.read(artifact).policy();
  }
}
