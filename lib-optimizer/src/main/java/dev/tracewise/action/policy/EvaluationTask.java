package dev.tracewise.action.policy;

import dev.tracewise.judge.GroupSplit;
import dev.tracewise.judge.GroupSplit.Part;
import dev.tracewise.judge.OffPolicyEvaluation;
import dev.tracewise.judge.OffPolicyRow;
import dev.tracewise.judge.Trust;
import dev.tracewise.learn.policy.CrossFitting;
import dev.tracewise.learn.policy.LoggedDecision;
import dev.tracewise.learn.policy.Policy;
import dev.tracewise.learn.policy.RewardEstimates;
import dev.tracewise.learn.router.StoredPolicy;
import dev.tracewise.model.Option;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.jspecify.annotations.Nullable;

/**
 * Judges a policy on all rows of a log, in one task and in the order of their keys, so that the
 * sums have the same bits everywhere.
 */
final class EvaluationTask implements FlatMapFunction<Iterator<String>, Evaluation> {
  private static final long serialVersionUID = 1L;

  private final Subject subject;
  private final JudgedPolicy policy;
  private final byte @Nullable [] artifact;

  /**
   * @param artifact artefact of the version, where the policy is one
   */
  EvaluationTask(Subject subject, JudgedPolicy policy, byte @Nullable [] artifact) {
    this.subject = subject;
    this.policy = policy;
    this.artifact = artifact;
  }

  @Override
  public Iterator<Evaluation> call(Iterator<String> lines) {
    List<TrainingLine> rows = new ArrayList<>();
    long missing = 0;
    while (lines.hasNext()) {
      TrainingLine row = TrainingLine.parse(lines.next());
      if (policy instanceof JudgedPolicy.FromFile && !row.hasTarget()) {
        missing++;
      } else if (isHeldOut(row)) {
        rows.add(row);
      }
    }
    Evaluation evaluation = rows.isEmpty() ? Evaluation.empty(missing) : judge(rows, missing);
    return List.of(evaluation).iterator();
  }

  private boolean isHeldOut(TrainingLine row) {
    return artifact == null
        || GroupSplit.part(subject.tenantId(), subject.agentId(), row.group()) == Part.EVIDENCE;
  }

  private Evaluation judge(List<TrainingLine> rows, long missing) {
    List<OffPolicyRow> judged =
        policy instanceof JudgedPolicy.Logged ? logged(rows) : byModel(rows);
    OffPolicyEvaluation evaluation = OffPolicyEvaluation.of(judged);
    Trust trust = evaluation.trust();
    HashSet<String> groups = new HashSet<>();
    double rewards = 0;
    for (OffPolicyRow row : judged) {
      groups.add(row.group());
      rewards += row.reward();
    }
    return new Evaluation(
        Evaluation.values(evaluation),
        trust.effectiveSampleSize(),
        trust.maxWeight(),
        trust.maxWeightShare(),
        trust.meanWeight(),
        rewards / judged.size(),
        judged.size(),
        groups.size(),
        missing,
        trust.reason());
  }

  private static List<OffPolicyRow> logged(List<TrainingLine> rows) {
    List<OffPolicyRow> judged = new ArrayList<>();
    for (TrainingLine row : rows) {
      double propensity = row.loggedPropensity();
      judged.add(
          new OffPolicyRow(
              row.group(),
              row.reward(),
              propensity,
              propensity,
              new OffPolicyRow.ModelValues(row.reward(), row.reward())));
    }
    return judged;
  }

  private List<OffPolicyRow> byModel(List<TrainingLine> rows) {
    List<LoggedDecision> decisions = rows.stream().map(TrainingLine::decision).toList();
    RewardEstimates estimates =
        CrossFitting.of(subject.tenantId(), subject.agentId())
            .onEvidence(List.of(), List.of(), decisions);
    Policy judgedPolicy = policy();
    List<OffPolicyRow> judged = new ArrayList<>();
    for (int i = 0; i < decisions.size(); i++) {
      double[] probabilities = probabilities(rows.get(i), judgedPolicy);
      judged.add(row(decisions.get(i), probabilities, estimates.values(i)));
    }
    return judged;
  }

  private static OffPolicyRow row(
      LoggedDecision decision, double[] probabilities, double[] values) {
    double expected = 0;
    for (int o = 0; o < probabilities.length; o++) {
      expected += probabilities[o] * values[o];
    }
    return new OffPolicyRow(
        decision.group(),
        decision.reward(),
        decision.propensity(),
        probabilities[decision.chosen()],
        new OffPolicyRow.ModelValues(values[decision.chosen()], expected));
  }

  private double[] probabilities(TrainingLine row, Policy judged) {
    List<Option> options = row.choice().options();
    if (policy instanceof JudgedPolicy.FromFile) {
      return row.targets();
    }
    return judged.probabilities(row.choice().context(), options);
  }

  private Policy policy() {
    if (artifact != null) {
      return StoredPolicy.read(artifact).policy();
    }
    return policy instanceof JudgedPolicy.Always always
        ? Policy.always(always.option())
        : Policy.uniform();
  }
}
