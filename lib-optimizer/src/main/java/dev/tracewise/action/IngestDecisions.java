package dev.tracewise.action;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;

import dev.tracewise.table.DecisionsTable;
import dev.tracewise.table.OutcomesTable;
import dev.tracewise.table.Warehouse;
import dev.tracewise.table.WarehouseTable;
import java.time.Instant;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.storage.StorageLevel;

/**
 * Writes the decisions and outcomes of a batch. An outcome whose decision is not known waits in the
 * table {@code outcomes} and is applied by the first ingest that finds the decision.
 */
final class IngestDecisions {
  private static final String NEW_DECISION = "is_base AND is_changed";
  private static final String NEW_WAITING = "NOT has_decision AND number = 1 AND is_changed";
  private static final String CONFLICT = "rank = 0 AND conflict_field IS NOT NULL";

  private final Warehouse warehouse;
  private final Batch batch;
  private final Instant now;
  private final int rawCap;

  IngestDecisions(Warehouse warehouse, Batch batch, Instant now, int rawCap) {
    this.warehouse = warehouse;
    this.batch = batch;
    this.now = now;
    this.rawCap = rawCap;
  }

  /**
   * What was new.
   *
   * @param decisions decisions that are new or that a decision line completed
   * @param outcomes outcome lines that said something new
   * @param conflicts decision lines that disagree with a known decision
   */
  record Counts(long decisions, long outcomes, long conflicts) {
    /** Nothing. */
    static final Counts NONE = new Counts(0, 0, 0);
  }

  /** Writes what is new of a tenant's decisions and outcomes. */
  Counts write(String tenant) {
    Dataset<Row> resolved =
        new DecisionResolution(warehouse, tenant)
            .resolve(batch, now)
            .persist(StorageLevel.DISK_ONLY());
    try {
      Counts counts = count(resolved);
      complete(tenant, resolved);
      keepWaiting(tenant, resolved);
      if (counts.conflicts() > 0) {
        new IngestQuarantine(warehouse)
            .add(tenant, IngestQuarantine.conflicts(resolved.where(CONFLICT), rawCap, now));
      }
      return counts;
    } finally {
      resolved.unpersist();
    }
  }

  private static Counts count(Dataset<Row> resolved) {
    Row row =
        resolved
            .agg(
                expr("count_if(" + NEW_DECISION + " AND batch_decisions > 0)"),
                expr(
                    "coalesce(sum(CASE WHEN ("
                        + NEW_DECISION
                        + ") OR ("
                        + NEW_WAITING
                        + ") THEN batch_outcomes END), 0)"),
                expr("count_if(" + CONFLICT + ")"))
            .head();
    return new Counts(row.getLong(0), row.getLong(1), row.getLong(2));
  }

  private void complete(String tenant, Dataset<Row> resolved) {
    Dataset<Row> changed =
        IngestRecords.columns(resolved.where(NEW_DECISION), DecisionsTable.DEFINITION);
    Bounds.of(changed, "time")
        .ifPresent(
            bounds -> {
              Map<String, String> values = DecisionColumns.filling(DecisionColumns.FILLABLE);
              values.put("outcome_time", "source.outcome_time");
              warehouse
                  .table(DecisionsTable.DEFINITION)
                  .merge(tenant, changed)
                  .within(bounds.within("target.time"))
                  .whenMatchedUpdate("true", values)
                  .whenNotMatchedInsertAll()
                  .execute();
            });
  }

  private void keepWaiting(String tenant, Dataset<Row> resolved) {
    WarehouseTable outcomes = warehouse.table(OutcomesTable.DEFINITION);
    Dataset<Row> waiting =
        IngestRecords.columns(resolved.where(NEW_WAITING), OutcomesTable.DEFINITION);
    outcomes
        .merge(tenant, waiting)
        .whenMatchedUpdate("true", DecisionColumns.filling(DecisionColumns.OUTCOME))
        .whenNotMatchedInsertAll()
        .execute();
    Dataset<Row> applied = resolved.where("rank = -1 AND has_decision");
    outcomes
        .merge(tenant, applied.select(col("tenant_id"), col("interaction_id")))
        .whenMatchedDelete("true")
        .execute();
  }
}
