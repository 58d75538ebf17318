package dev.tracewise.jobs.command;

import static org.apache.spark.sql.functions.col;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tracewise.jobs.output.Json;
import dev.tracewise.jobs.output.Page;
import dev.tracewise.model.Errors;
import dev.tracewise.table.CandidatesTable;
import dev.tracewise.table.RunRow;
import dev.tracewise.table.RunsTable;
import dev.tracewise.table.WarehouseTable;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code runs}: what was started, how far it is, what came of it. */
@Command(
    name = "runs",
    description = "Optimization runs.",
    subcommands = {
      RunsCommand.ListRuns.class,
      RunsCommand.ShowRun.class,
      RunsCommand.CancelRun.class
    })
final class RunsCommand {
  private RunsCommand() {}

  /** {@code runs list}. */
  @Command(name = "list", description = "Runs, the latest first.")
  static final class ListRuns extends WarehouseCommand {
    private static final int LIMIT = 50;
    private static final List<String> SHOWN =
        List.of("run_id", "command", "agent_id", "status", "version", "started_at", "reason");

    @Option(names = "--agent", paramLabel = "A", description = "Only runs of this agent.")
    @Nullable String agent;

    @Option(names = "--limit", paramLabel = "N", description = "At most so many (default: 50).")
    int limit = LIMIT;

    @Override
    protected Result call(CommandContext context) {
      Dataset<Row> runs = context.warehouse().table(RunsTable.DEFINITION).read(context.tenant());
      Dataset<Row> asked = agent == null ? runs : runs.where(col("agent_id").equalTo(agent));
      Dataset<Row> latest = asked.orderBy(col("started_at").desc(), col("run_id")).limit(limit);
      return new RowsResult("runs", TableRows.of(latest), SHOWN, "No runs yet.");
    }
  }

  /** {@code runs show}. */
  @Command(name = "show", description = "One run with its candidates.")
  static final class ShowRun extends WarehouseCommand {
    @Parameters(paramLabel = "RUN", description = "Id of the run.")
    String id = "";

    @Override
    protected Result call(CommandContext context) {
      Dataset<Row> runs = context.warehouse().table(RunsTable.DEFINITION).read(context.tenant());
      List<JsonNode> found = TableRows.of(runs.where(col("run_id").equalTo(id)));
      if (found.isEmpty()) {
        throw unknown("show", id);
      }
      ObjectNode run = (ObjectNode) found.get(0);
      Dataset<Row> candidates =
          context.warehouse().table(CandidatesTable.DEFINITION).read(context.tenant());
      run.set(
          "candidates",
          Json.tree(
              TableRows.of(
                  candidates.where(col("run_id").equalTo(id)).orderBy(col("candidate_id")))));
      return new RowResult(run);
    }
  }

  /** {@code runs cancel}. */
  @Command(name = "cancel", description = "Mark a run as cancelled; it stops at its next step.")
  static final class CancelRun extends WritingCommand {
    @Parameters(paramLabel = "RUN", description = "Id of the run.")
    String id = "";

    @Override
    protected Result call(CommandContext context) {
      WarehouseTable table = context.warehouse().table(RunsTable.DEFINITION);
      RunRow run =
          table.read(context.tenant()).where(col("run_id").equalTo(id)).takeAsList(1).stream()
              .map(RunsTable::of)
              .findFirst()
              .orElseThrow(() -> unknown("cancel", id));
      if (!run.status().equals("running")) {
        throw Errors.usage(
            "cancel run \"" + id + "\"", "it is " + run.status(), "Only running ones stop.");
      }
      if (!context.dryRun()) {
        RunRow cancelled =
            run.finished("cancelled", "cancelled by hand", null, context.clock().instant());
        table.upsert(context.tenant(), table.rows(List.of(RunsTable.row(cancelled))));
      }
      return new Cancelled(id);
    }
  }

  /** Which run was cancelled. */
  record Cancelled(String runId) implements Result {
    @Override
    public void show(Page page) {
      page.line("Run " + runId + " is cancelled.");
    }
  }

  private static RuntimeException unknown(String verb, String id) {
    return Errors.usage(
        verb + " run \"" + id + "\"", "there is no such run", "\"tracewise runs list\" has them.");
  }
}
