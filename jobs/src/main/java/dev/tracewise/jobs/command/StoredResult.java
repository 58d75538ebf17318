package dev.tracewise.jobs.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tracewise.jobs.output.Json;
import dev.tracewise.jobs.output.Page;
import dev.tracewise.jobs.output.TextTable;
import java.util.List;
import java.util.Map;

/**
 * The result of a run that was finished earlier.
 *
 * @param json the result as it was written then
 * @param exitCode the exit code that it ended with
 */
record StoredResult(JsonNode json, int exitCode) implements Result {
  static StoredResult of(String text) {
    ObjectNode tree = (ObjectNode) Json.parse(text);
    JsonNode exitCode = tree.remove("exit_code");
    return new StoredResult(tree, exitCode == null ? 0 : exitCode.asInt());
  }

  @Override
  public void show(Page page) {
    page.line("This run was finished earlier; its result:");
    TextTable single = TextTable.of("key", "value");
    json.properties().stream()
        .filter(entry -> !isTable(entry.getValue()))
        .forEach(entry -> single.row(entry.getKey(), TableRows.cell(entry.getValue())));
    page.table(single, "");
    json.properties().stream()
        .filter(entry -> isTable(entry.getValue()))
        .forEach(entry -> page.line("").line(entry.getKey()).table(table(entry.getValue()), ""));
  }

  private static boolean isTable(JsonNode value) {
    return value.isArray() && !value.isEmpty() && value.valueStream().allMatch(JsonNode::isObject);
  }

  /** Rows of objects; what they nest is left to {@code --json}. */
  private static TextTable table(JsonNode rows) {
    List<String> columns =
        rows.valueStream()
            .flatMap(JsonNode::propertyStream)
            .filter(field -> !field.getValue().isContainerNode())
            .map(Map.Entry::getKey)
            .distinct()
            .toList();
    TextTable table = TextTable.of(columns);
    rows.forEach(
        row ->
            table.row(columns.stream().map(column -> TableRows.cell(row.path(column))).toList()));
    return table;
  }
}
