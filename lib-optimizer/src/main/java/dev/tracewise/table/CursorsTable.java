package dev.tracewise.table;

import static dev.tracewise.table.Shapes.COUNT_MAP;
import static dev.tracewise.table.Shapes.LONG;
import static dev.tracewise.table.Shapes.STRING;
import static dev.tracewise.table.Shapes.TENANT_COMMENT;
import static dev.tracewise.table.Shapes.TIMESTAMP;

import java.time.Instant;
import java.util.Map;
import org.apache.spark.sql.Row;

/** How far readers have followed their sources; see {@link Cursors}. */
public final class CursorsTable {
  /** The table. */
  public static final TableDefinition DEFINITION =
      TableDefinition.named("cursors", "How far a table has read its sources")
          .required("tenant_id", STRING, TENANT_COMMENT)
          .required("reader", STRING, "what reads, such as rewards")
          .required(
              "sequence",
              LONG,
              "number of the reading; in force is the one that the last commit of the target names")
          .required("versions", COUNT_MAP, "last Delta version by source table that was read")
          .required("updated_at", TIMESTAMP, "when the row was written")
          .key("tenant_id", "reader", "sequence")
          .clusteredBy("tenant_id", "reader")
          .notNegative("sequence")
          .build();

  private CursorsTable() {}

  static Row row(
      String tenant, String reader, long sequence, Map<String, Long> versions, Instant now) {
    return Rows.of(tenant, reader, sequence, Rows.map(versions), now);
  }
}
