package dev.tracewise.table;

import static org.apache.spark.sql.functions.col;

import java.util.List;
import java.util.Optional;

/**
 * A run that goes on in this process. Its row is written when it begins and when it ends; what
 * becomes known in between is noted here and written with the end.
 */
public final class OpenRun {
  private final WarehouseTable runs;
  private RunRow row;

  private OpenRun(WarehouseTable runs, RunRow row) {
    this.runs = runs;
    this.row = row;
  }

  /** The row of a run; empty if the run is not known. */
  public static Optional<RunRow> find(Warehouse warehouse, String tenant, String runId) {
    return warehouse
        .table(RunsTable.DEFINITION)
        .read(tenant)
        .where(col("run_id").equalTo(runId))
        .takeAsList(1)
        .stream()
        .map(RunsTable::of)
        .findFirst();
  }

  /** Enters a run that is not known yet; of two processes that do so at once, one does. */
  public static OpenRun begun(Warehouse warehouse, RunRow started) {
    WarehouseTable runs = warehouse.table(RunsTable.DEFINITION);
    runs.insertMissing(started.tenantId(), runs.rows(List.of(RunsTable.row(started))));
    return new OpenRun(runs, started);
  }

  /** Goes on with a run that is known; nothing is written yet. */
  public static OpenRun resumed(Warehouse warehouse, RunRow known) {
    return new OpenRun(warehouse.table(RunsTable.DEFINITION), known);
  }

  /** What is known of the run by now. */
  public RunRow row() {
    return row;
  }

  /** Notes what became known of the run; it is written with the end. */
  public void note(RunRow next) {
    row = next;
  }

  /** Writes the run as it ended; one that was cancelled meanwhile stays so. */
  public void end(RunRow last) {
    RunsTable.save(runs, last.tenantId(), last);
    row = last;
  }
}
