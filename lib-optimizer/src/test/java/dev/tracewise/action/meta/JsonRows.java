package dev.tracewise.action.meta;

import dev.tracewise.table.TableDefinition;
import dev.tracewise.table.Warehouse;
import java.util.List;
import org.apache.spark.sql.Encoders;

/** Rows of a table written as JSON lines. */
final class JsonRows {
  private JsonRows() {}

  /** Appends the rows; a column that a line does not name is null. */
  static void append(Warehouse warehouse, TableDefinition table, List<String> lines) {
    warehouse
        .table(table)
        .append(
            warehouse
                .spark()
                .read()
                .schema(table.schema())
                .json(warehouse.spark().createDataset(lines, Encoders.STRING()).coalesce(1)));
  }
}
