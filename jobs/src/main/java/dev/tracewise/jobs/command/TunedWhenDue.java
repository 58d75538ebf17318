package dev.tracewise.jobs.command;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tracewise.jobs.output.Json;
import dev.tracewise.jobs.output.Page;

/**
 * A router that was tuned by itself.
 *
 * @param due why now
 * @param run what came of it
 */
record TunedWhenDue(String due, Result run) implements Result {
  @Override
  public Object json() {
    ObjectNode json = (ObjectNode) Json.tree(run.json());
    if (!json.has("status")) {
      json.put("status", run.status());
    }
    return json.put("due", due);
  }

  @Override
  public void show(Page page) {
    page.line(due);
    run.show(page);
  }
}
