package dev.tracewise.jobs.command;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tracewise.jobs.output.Csv;
import dev.tracewise.jobs.output.Page;
import dev.tracewise.jobs.output.TextTable;
import dev.tracewise.table.CodeGeneration;
import dev.tracewise.table.TenantSql;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code query}: SQL over this tenant's views of the tables. */
@Command(name = "query", description = "SQL over this tenant's views of the tables.")
final class QueryCommand extends WarehouseCommand {
  @Parameters(paramLabel = "SQL", description = "One statement that reads, in double quotes.")
  String sql = "";

  @Option(names = "--csv", description = "The rows as CSV with a header.")
  boolean csv;

  @Override
  protected Result call(CommandContext context) {
    Dataset<Row> rows = new TenantSql(context.warehouse(), context.tenant()).run(sql);
    List<String> columns = Arrays.asList(rows.columns());
    Layout layout = csv ? Layout.CSV : Layout.ALIGNED;
    List<JsonNode> found = CodeGeneration.compiled(rows.sparkSession(), () -> TableRows.of(rows));
    return new Answered(columns, found, layout);
  }

  /** How rows are shown to a person. */
  enum Layout {
    ALIGNED,
    CSV
  }

  /** What was found. */
  record Answered(List<String> columns, List<JsonNode> rows, Layout layout) implements Result {
    @Override
    public void show(Page page) {
      switch (layout) {
        case CSV -> {
          page.line(Csv.line(columns));
          rows.forEach(row -> page.line(Csv.line(cells(row))));
        }
        case ALIGNED -> {
          TextTable table = TextTable.of(columns);
          rows.forEach(row -> table.row(cells(row)));
          page.table(table, "no rows");
        }
      }
    }

    @Override
    public Object json() {
      return Map.of("columns", columns, "rows", rows);
    }

    private List<? extends @Nullable Object> cells(JsonNode row) {
      return columns.stream().map(name -> TableRows.cell(row.path(name))).toList();
    }
  }
}
