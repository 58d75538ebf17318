package dev.tracewise.action.policy;

import static org.apache.spark.sql.functions.col;

import dev.tracewise.action.EvaluatePolicy.PolicyValue;
import dev.tracewise.action.EvaluatePolicy.Request;
import dev.tracewise.action.EvaluatePolicy.Result;
import dev.tracewise.action.JobDescription;
import dev.tracewise.model.Errors;
import dev.tracewise.model.VersionKind;
import dev.tracewise.table.VersionFilter;
import dev.tracewise.table.VersionRegistry;
import dev.tracewise.table.Warehouse;
import java.time.Clock;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/** Judges one policy on the log of a subject. */
public final class PolicyEvaluator {
  private static final String PROBABILITIES =
      "interaction_id string, probabilities map<string,double>";

  private final Warehouse warehouse;
  private final Clock clock;
  private final Request request;
  private final Subject subject;

  /** An evaluation on a warehouse. */
  public PolicyEvaluator(Warehouse warehouse, Clock clock, Request request) {
    this.warehouse = warehouse;
    this.clock = clock;
    this.request = request;
    this.subject = request.subject();
  }

  /** Judges. */
  public Result evaluate() {
    byte[] artifact = artifact();
    PolicyJobs jobs = new PolicyJobs(warehouse, subject).beside(artifact);
    Dataset<Row> experiences = jobs.experiencesAt(jobs.experiencesVersion());
    Column usable = TrainingLines.rewarded().and(col("propensity").isNotNull());
    Dataset<Row> rows = withTargets(jobs.lines(experiences.where(usable)));
    Evaluation evaluation =
        JobDescription.during(
            warehouse.spark().sparkContext(),
            "evaluate a policy of " + subject.title(),
            () -> inOneTask(rows, artifact));
    if (evaluation.missing() > 0) {
      throw Errors.usage(
          "evaluate the policy of a file",
          evaluation.missing() + " rewarded interactions have no probabilities in it",
          "Give a line with interaction_id and probabilities for each of them.");
    }
    return result(evaluation, artifact == null ? "all" : "evidence");
  }

  private Evaluation inOneTask(Dataset<Row> rows, byte @Nullable [] artifact) {
    return TrainingLines.inOneTask(rows, new EvaluationTask(subject, request.policy(), artifact))
        .stream()
        .filter(each -> each.rows() + each.missing() > 0)
        .findFirst()
        .orElseGet(() -> Evaluation.empty(0));
  }

  private Dataset<Row> withTargets(Dataset<Row> rows) {
    if (!(request.policy() instanceof JudgedPolicy.FromFile file)) {
      return rows;
    }
    Dataset<Row> targets =
        warehouse
            .spark()
            .read()
            .schema(PROBABILITIES)
            .json(file.uri())
            .dropDuplicates("interaction_id")
            .withColumnRenamed("probabilities", TrainingLine.TARGETS);
    return rows.join(
            targets, rows.col("interaction_id").equalTo(targets.col("interaction_id")), "left")
        .drop(targets.col("interaction_id"));
  }

  private byte @Nullable [] artifact() {
    if (!(request.policy() instanceof JudgedPolicy.Version version)) {
      return null;
    }
    VersionRegistry registry = new VersionRegistry(warehouse, clock);
    return registry
        .artifact(
            registry.one(
                subject.tenantId(),
                version.reference(),
                new VersionFilter(
                    VersionKind.ROUTING_POLICY, subject.agentId(), subject.modality())))
        .bytes();
  }

  private Result result(Evaluation found, String part) {
    List<PolicyValue> estimates =
        found.estimates().stream()
            .filter(each -> request.estimators().contains(each.estimator()))
            .map(each -> new PolicyValue(each.estimator(), each.value(), each.low(), each.high()))
            .toList();
    boolean trusted = found.distrust().isEmpty();
    return new Result(
        trusted ? "done" : "refused",
        subject.agentId(),
        estimates,
        found.effectiveSampleSize(),
        found.maxWeight(),
        found.maxWeightShare(),
        found.meanWeight(),
        found.meanReward(),
        found.rows(),
        found.groups(),
        part,
        trusted,
        trusted ? "the weights carry the estimates" : found.distrust());
  }
}
