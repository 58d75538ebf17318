package dev.tracewise.jobs.process;

import dev.tracewise.table.CursorsTable;
import dev.tracewise.table.JobRunsTable;
import dev.tracewise.table.TableDefinition;
import dev.tracewise.table.Tables;
import dev.tracewise.table.Warehouse;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;

/** All that the tables of a warehouse say, but for when it was written and how long it took. */
final class Contents {
  private static final Set<TableDefinition> ABOUT_THE_WORK =
      Set.of(JobRunsTable.DEFINITION, CursorsTable.DEFINITION);
  private static final Set<String> WHEN =
      Set.of(
          "ingested_at",
          "created_at",
          "updated_at",
          "first_seen",
          "looked_at",
          "started_at",
          "finished_at");

  private Contents() {}

  /** The rows as JSON, sorted, by table; the same for warehouses that hold the same. */
  static Map<String, List<String>> of(Path warehouse) {
    Warehouse tables = new Warehouse(SparkSession.builder().getOrCreate(), warehouse.toUri());
    Map<String, List<String>> contents = new LinkedHashMap<>();
    for (TableDefinition table : Tables.ALL) {
      if (!ABOUT_THE_WORK.contains(table)) {
        contents.put(table.name(), rows(tables.table(table).read("default"), table, warehouse));
      }
    }
    return contents;
  }

  private static List<String> rows(Dataset<Row> rows, TableDefinition table, Path warehouse) {
    Column[] said =
        Arrays.stream(rows.columns())
            .filter(name -> !WHEN.contains(name))
            .filter(name -> !(table.name().equals("evaluations") && name.equals("seconds")))
            .map(functions::col)
            .toArray(Column[]::new);
    return rows.select(functions.to_json(functions.struct(said))).collectAsList().stream()
        .map(row -> row.getString(0).replace(warehouse.toString(), "WAREHOUSE"))
        .sorted()
        .toList();
  }
}
