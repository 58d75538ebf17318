package dev.tracewise.jobs.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tracewise.jobs.output.Json;
import dev.tracewise.jobs.output.Page;

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
    json.properties().forEach(entry -> page.line(entry.getKey() + "  " + entry.getValue()));
  }
}
