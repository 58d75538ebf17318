package dev.tracewise.jobs.process;

import dev.tracewise.table.CursorsTable;
import dev.tracewise.table.JobRunsTable;
import dev.tracewise.table.QuickTable;
import dev.tracewise.table.TableDefinition;
import dev.tracewise.table.Tables;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.Row;

/**
 * All that the tables of a warehouse say, but for when it was written and how long it took; read
 * without Spark, as it lies on the disk.
 */
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

  /** The rows as text, sorted, by table; the same for warehouses that hold the same. */
  static Map<String, List<String>> of(Path warehouse) {
    QuickTable tables = new QuickTable("file:" + warehouse, new Configuration());
    Map<String, List<String>> contents = new LinkedHashMap<>();
    for (TableDefinition table : Tables.ALL) {
      if (!ABOUT_THE_WORK.contains(table)) {
        contents.put(
            table.name(),
            tables.read(table, "default").stream()
                .map(row -> text(row, table).replace(warehouse.toString(), "WAREHOUSE"))
                .sorted()
                .toList());
      }
    }
    return contents;
  }

  private static String text(Row row, TableDefinition table) {
    return Arrays.stream(row.schema().names())
        .filter(name -> !WHEN.contains(name))
        .filter(name -> !(table.name().equals("evaluations") && name.equals("seconds")))
        .map(name -> name + "=" + text(row.getAs(name)))
        .collect(Collectors.joining(", "));
  }

  private static String text(Object value) {
    return value instanceof byte[] bytes ? Arrays.toString(bytes) : String.valueOf(value);
  }
}
