package dev.tracewise.action;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.to_json;

import dev.tracewise.table.MergeCounts;
import dev.tracewise.table.WarehouseTable;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Writes rows that say something else than the table; where none does, nothing is committed. */
final class ChangedRows {
  private static final String WHEN = "updated_at";

  private ChangedRows() {}

  /**
   * Writes them.
   *
   * @param rows rows of a tenant with all columns of the table, of which {@value #WHEN} says
   *     nothing
   */
  static MergeCounts write(WarehouseTable table, String tenant, List<Row> rows) {
    return table
        .merge(tenant, () -> news(table, tenant, rows))
        .whenMatchedUpdateAll()
        .whenNotMatchedInsertAll()
        .execute();
  }

  private static Dataset<Row> news(WarehouseTable table, String tenant, List<Row> rows) {
    List<String> names = List.of(table.definition().schema().names());
    String[] key = table.definition().key().toArray(new String[0]);
    Column says = to_json(struct(columns(names.stream().filter(n -> !n.equals(WHEN)).toList())));
    Dataset<Row> before = table.read(tenant).withColumn("before", says).drop(besides(names, key));
    return table
        .rows(rows)
        .withColumn("after", says)
        .join(before, key, "left")
        .where(not(col("before").eqNullSafe(col("after"))))
        .select(columns(names));
  }

  private static String[] besides(List<String> names, String[] key) {
    return names.stream().filter(name -> !List.of(key).contains(name)).toArray(String[]::new);
  }

  private static Column[] columns(List<String> names) {
    return names.stream().map(name -> col(name)).toArray(Column[]::new);
  }
}
