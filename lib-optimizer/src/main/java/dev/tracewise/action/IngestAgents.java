package dev.tracewise.action;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;

import dev.tracewise.action.Batch.Kind;
import dev.tracewise.table.AgentsTable;
import dev.tracewise.table.Warehouse;
import dev.tracewise.table.WarehouseTable;
import java.time.Instant;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Registers agents that are seen for the first time, with the options they chose among. */
final class IngestAgents {
  private final Warehouse warehouse;
  private final Batch batch;
  private final Instant now;

  IngestAgents(Warehouse warehouse, Batch batch, Instant now) {
    this.warehouse = warehouse;
    this.batch = batch;
    this.now = now;
  }

  /** Registers the unknown agents of a tenant's decisions and spans. */
  void register(String tenant) {
    WarehouseTable table = warehouse.table(AgentsTable.DEFINITION);
    Dataset<Row> seen =
        names(tenant, Kind.DECISION, "transform(options, option -> option.name)")
            .unionByName(names(tenant, Kind.SPAN, "CAST(array() AS array<string>)"))
            .where("agent_id IS NOT NULL")
            .groupBy("tenant_id", "agent_id")
            .agg(
                expr("array_sort(array_distinct(flatten(collect_set(option_names))))")
                    .as("options"));
    Dataset<Row> known = table.read(tenant).select(col("agent_id").as("known_id"));
    Dataset<Row> unknown = seen.join(known, col("agent_id").equalTo(col("known_id")), "left_anti");
    Dataset<Row> rows = unknown;
    for (String column :
        new String[] {"modality", "program", "metric", "optimizer", "objective", "budgets"}) {
      rows = rows.withColumn(column, expr("CAST(NULL AS STRING)"));
    }
    table.insertMissing(
        tenant,
        IngestRecords.columns(
            rows.withColumn("activation_policy", expr("'manual'"))
                .withColumn("registered_by", expr("'ingest'"))
                .withColumn("settings", expr("'{}'"))
                .withColumn("updated_at", expr("TIMESTAMP '" + now + "'")),
            AgentsTable.DEFINITION));
  }

  private Dataset<Row> names(String tenant, Kind kind, String options) {
    return batch
        .of(tenant, kind)
        .select(col("tenant_id"), col("agent_id"), expr(options).as("option_names"));
  }
}
