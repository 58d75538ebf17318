package dev.tracewise.table;

import static dev.tracewise.table.Shapes.LONG;
import static dev.tracewise.table.Shapes.STRING;
import static dev.tracewise.table.Shapes.TENANT_COMMENT;
import static dev.tracewise.table.Shapes.TIMESTAMP;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;

/** How far a target has read its sources: the last Delta version of each that is in it. */
public final class CursorsTable {
  /** The table. */
  public static final TableDefinition DEFINITION =
      TableDefinition.named("cursors", "How far a table has read its sources")
          .required("tenant_id", STRING, TENANT_COMMENT)
          .required("target", STRING, "table that reads")
          .required("source", STRING, "table that is read")
          .required("version", LONG, "last Delta version of the source that is in the target")
          .required("updated_at", TIMESTAMP, "when the row last changed")
          .key("tenant_id", "target", "source")
          .clusteredBy("tenant_id", "target")
          .notNegative("version")
          .build();

  private CursorsTable() {}

  /** The row of a cursor. */
  public static Row row(
      String tenant, String target, String source, long version, Instant updatedAt) {
    return Rows.of(tenant, target, source, version, updatedAt);
  }

  /** Last version read, by source; a source that was never read is absent. */
  public static Map<String, Long> read(Warehouse warehouse, String tenant, String target) {
    Map<String, Long> versions = new HashMap<>();
    for (Row row :
        warehouse
            .table(DEFINITION)
            .read(tenant)
            .where(WarehouseTable.tenantIs("target", target))
            .collectAsList()) {
      versions.put(Rows.text(row, "source"), row.<Long>getAs("version"));
    }
    return versions;
  }

  /**
   * Moves cursors forward, never back. Sources that were never written have no version: no cursor.
   */
  public static MergeCounts advance(
      Warehouse warehouse, String tenant, String target, Map<String, Long> versions, Instant at) {
    WarehouseTable table = warehouse.table(DEFINITION);
    List<Row> rows = new ArrayList<>();
    versions.forEach(
        (source, version) -> {
          if (version != WarehouseTable.NO_VERSION) {
            rows.add(row(tenant, target, source, version, at));
          }
        });
    return table
        .merge(tenant, table.rows(rows))
        .whenMatchedUpdateAll("source.version > target.version")
        .whenNotMatchedInsertAll()
        .execute();
  }
}
