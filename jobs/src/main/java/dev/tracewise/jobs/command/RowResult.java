package dev.tracewise.jobs.command;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tracewise.jobs.output.Page;
import dev.tracewise.jobs.output.TextTable;

/**
 * One thing, key by key.
 *
 * @param json its keys and values
 */
record RowResult(JsonNode json) implements Result {
  @Override
  public void show(Page page) {
    TextTable table = TextTable.of("key", "value");
    json.properties().stream()
        .filter(entry -> !entry.getValue().isNull())
        .forEach(entry -> table.row(entry.getKey(), TableRows.cell(entry.getValue())));
    page.table(table, "nothing");
  }
}
