package dev.tracewise.action.decide;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.max_by;
import static org.apache.spark.sql.functions.min_by;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.when;

import dev.tracewise.action.OptimizePolicy;
import dev.tracewise.learn.modality.ModelingContext;
import dev.tracewise.model.Errors;
import dev.tracewise.model.VersionKind;
import dev.tracewise.table.ModelVersionsTable;
import dev.tracewise.table.RunsTable;
import dev.tracewise.table.TrainingDecisionsTable;
import dev.tracewise.table.Warehouse;
import dev.tracewise.table.WarehouseTable;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Trainings of a tenant's policies: when the last ones were, and what those brought that followed a
 * verdict to train.
 */
public final class TrainingHistory {
  private static final String ALL_MODALITIES = "";

  private final Warehouse warehouse;
  private final String tenant;

  /** The history of a tenant. */
  public TrainingHistory(Warehouse warehouse, String tenant) {
    this.warehouse = warehouse;
    this.tenant = tenant;
  }

  /** When each agent's modalities were last trained. */
  public static final class LastTrainings {
    private final Map<String, Instant> ends;

    private LastTrainings(Map<String, Instant> ends) {
      this.ends = ends;
    }

    /**
     * Full days since the last training of a modality, alone or with all others; {@link
     * ModelingContext#NEVER_TRAINED} where there was none.
     */
    public int days(String agentId, String modality, Instant now) {
      return last(agentId, modality)
          .map(last -> Math.max(0, Duration.between(last, now).toDays()))
          .map(days -> (int) Math.min(days, ModelingContext.NEVER_TRAINED))
          .orElse(ModelingContext.NEVER_TRAINED);
    }

    /** End of the last training of a modality, alone or with all others. */
    Optional<Instant> last(String agentId, String modality) {
      return Stream.of(modality, ALL_MODALITIES)
          .map(trained -> ends.get(key(agentId, trained)))
          .filter(Objects::nonNull)
          .max(Comparator.naturalOrder());
    }

    private static String key(String agentId, String modality) {
      return agentId + "\n" + modality;
    }
  }

  /** The last training of every agent and modality. */
  public LastTrainings lastTrainings() {
    Map<String, Instant> ends = new HashMap<>();
    Dataset<Row> last =
        runs()
            .groupBy(col("agent_id"), coalesce(col("modality"), lit(ALL_MODALITIES)))
            .agg(max("finished_at"));
    for (Row row : last.collectAsList()) {
      ends.put(LastTrainings.key(row.getString(0), row.getString(1)), row.getInstant(2));
    }
    return new LastTrainings(ends);
  }

  /**
   * Fills in what trainings brought that followed a verdict and are judged by now: the difference
   * that the gate saw, 0 for what it refused.
   *
   * @return verdicts that were filled in
   */
  public long judge(Instant now) {
    WarehouseTable decisions = warehouse.table(TrainingDecisionsTable.DEFINITION);
    Dataset<Row> judged =
        followed(decisions.read(tenant))
            .join(gains(), new String[] {"run_id"}, "left")
            .withColumn("refused", col("status").equalTo("refused"))
            .select(
                lit(tenant).as("tenant_id"),
                col("decision_id"),
                col("run_id"),
                gain("difference").as("improvement"),
                gain("difference_low").as("improvement_low"),
                gain("difference_high").as("improvement_high"),
                lit(now).as("judged_at"))
            .where(col("improvement").isNotNull());
    return decisions
        .merge(tenant, judged)
        .whenMatchedUpdate(
            "target.improvement IS NULL",
            Map.of(
                "run_id", "source.run_id",
                "improvement", "source.improvement",
                "improvement_low", "source.improvement_low",
                "improvement_high", "source.improvement_high",
                "judged_at", "source.judged_at"))
        .execute()
        .updated();
  }

  /** Verdicts to train that wait for their improvement, each with the first run after it. */
  private Dataset<Row> followed(Dataset<Row> decisions) {
    Dataset<Row> open =
        decisions
            .where("verdict = 'train' AND improvement IS NULL")
            .select(
                col("decision_id"),
                col("time"),
                col("agent_id").as("decided_agent"),
                col("modality").as("decided_modality"));
    Column follows =
        col("agent_id")
            .equalTo(col("decided_agent"))
            .and(col("modality").isNull().or(col("modality").equalTo(col("decided_modality"))))
            .and(col("started_at").geq(col("time")));
    return open.join(runs(), follows)
        .groupBy("run_id", "status", "started_at", "decided_modality")
        .agg(max_by(col("decision_id"), struct(col("time"), col("decision_id"))).as("decision_id"))
        .groupBy("decision_id")
        .agg(
            min_by(struct(col("run_id"), col("status")), struct(col("started_at"), col("run_id")))
                .as("run"))
        .select(col("decision_id"), col("run.run_id"), col("run.status"));
  }

  private Dataset<Row> gains() {
    return warehouse
        .table(ModelVersionsTable.DEFINITION)
        .read(tenant)
        .where(col("kind").equalTo(VersionKind.ROUTING_POLICY.id()))
        .select(
            col("provenance.run_id"),
            col("evidence.difference"),
            col("evidence.difference_low"),
            col("evidence.difference_high"));
  }

  private static Column gain(String column) {
    return when(col("refused"), lit(0.0)).otherwise(col(column));
  }

  /**
   * Refuses a time before what is entered already: old logs are replayed forwards, and nothing is
   * decided as of a time whose future was learned from.
   */
  public void requireNothingAfter(Instant time) {
    Dataset<Row> decided =
        warehouse.table(TrainingDecisionsTable.DEFINITION).read(tenant).select(col("time"));
    Dataset<Row> entered = decided.union(policyRuns().select(col("started_at")));
    Row latest = entered.agg(max("time")).head();
    if (!latest.isNullAt(0) && latest.getInstant(0).isAfter(time)) {
      throw Errors.usage(
          "go back to " + time,
          "tenant \"" + tenant + "\" has decided or trained as of " + latest.getInstant(0),
          "Replay old logs from the oldest time to the newest, in a --warehouse or --tenant of"
              + " their own.");
    }
  }

  /** Judged trainings of policies. */
  private Dataset<Row> runs() {
    return policyRuns()
        .where("status IN ('candidate', 'refused') AND agent_id IS NOT NULL")
        .select("run_id", "agent_id", "modality", "status", "started_at", "finished_at");
  }

  /** Runs of the kind that answers a verdict: a router that is tuned makes the same versions. */
  private Dataset<Row> policyRuns() {
    return warehouse
        .table(RunsTable.DEFINITION)
        .read(tenant)
        .where(col("kind").equalTo(VersionKind.ROUTING_POLICY.id()))
        .where(col("optimizer").equalTo(OptimizePolicy.TARGET));
  }
}
