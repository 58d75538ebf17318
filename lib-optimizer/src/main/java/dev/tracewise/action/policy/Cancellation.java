package dev.tracewise.action.policy;

import dev.tracewise.model.Errors;
import dev.tracewise.table.RunsTable;
import dev.tracewise.table.SmallReads;
import dev.tracewise.table.Warehouse;
import java.net.URI;

/** The mark that {@code runs cancel} leaves, looked at between pieces of work. */
final class Cancellation {
  private final SmallReads reads;
  private final String tenant;
  private final String runId;

  Cancellation(Warehouse warehouse, String tenant, String runId) {
    this.reads = new SmallReads(URI.create(warehouse.root()), () -> warehouse);
    this.tenant = tenant;
    this.runId = runId;
  }

  /** Ends the run by an error if somebody cancelled it. */
  void stopIfAsked() {
    boolean cancelled =
        reads.rows(RunsTable.DEFINITION, tenant, "run_id", runId).stream()
            .anyMatch(row -> RunsTable.of(row).status().equals("cancelled"));
    if (cancelled) {
      throw Errors.cancelled(
          "finish run \"" + runId + "\"",
          "it was cancelled",
          "It made no version. Start again with another --run-id.");
    }
  }
}
