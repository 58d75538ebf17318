package dev.tracewise.jobs.command;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tracewise.jobs.output.Page;
import dev.tracewise.jobs.output.TextTable;
import java.util.List;
import java.util.Map;

/**
 * Rows of a table: all of their columns as JSON, some of them for a person.
 *
 * @param key the key of the JSON, such as {@code runs}
 * @param rows the rows
 * @param shown columns that a person sees
 * @param whenEmpty what a person reads when there are none
 */
record RowsResult(String key, List<JsonNode> rows, List<String> shown, String whenEmpty)
    implements Result {
  @Override
  public void show(Page page) {
    TextTable table = TextTable.of(shown);
    rows.forEach(
        row -> table.row(shown.stream().map(name -> TableRows.cell(row.path(name))).toList()));
    page.table(table, whenEmpty);
  }

  @Override
  public Object json() {
    return Map.of(key, rows);
  }
}
