package dev.tracewise.jobs.command;

import dev.tracewise.jobs.output.Page;
import dev.tracewise.jobs.output.TextTable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code query}: SQL over this tenant's views of the tables. */
@Command(name = "query", description = "SQL over this tenant's views of the tables.")
final class QueryCommand extends WarehouseCommand {
  @Parameters(paramLabel = "SQL", description = "One statement that reads.")
  String sql = "";

  @Override
  protected Result call(CommandContext context) {
    var rows = context.spark().sql(sql);
    List<String> columns = Arrays.asList(rows.columns());
    List<Map<String, Object>> answers = new ArrayList<>();
    for (Row row : rows.collectAsList()) {
      Map<String, Object> answer = new LinkedHashMap<>();
      for (int index = 0; index < columns.size(); index++) {
        answer.put(columns.get(index), row.get(index));
      }
      answers.add(answer);
    }
    return new Answered(columns, answers);
  }

  record Answered(List<String> columns, List<Map<String, Object>> rows) implements Result {
    @Override
    public void show(Page page) {
      TextTable table = TextTable.of(columns);
      rows.forEach(row -> table.row(columns.stream().map(row::get).toList()));
      page.table(table, "no rows");
    }
  }
}
