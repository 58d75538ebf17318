package dev.tracewise.jobs.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tracewise.jobs.output.Json;
import dev.tracewise.jobs.output.Page;
import dev.tracewise.model.Errors;
import dev.tracewise.table.CandidatesTable;
import dev.tracewise.table.OpenRun;
import dev.tracewise.table.RunRow;
import dev.tracewise.table.RunsTable;
import dev.tracewise.table.TableDefinition;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
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
    private static final Comparator<Row> LATEST_FIRST =
        Comparator.comparing((Row row) -> RunsTable.of(row).startedAt())
            .reversed()
            .thenComparing(row -> RunsTable.of(row).runId());
    private static final List<String> SHOWN =
        List.of("run_id", "command", "agent_id", "status", "version", "started_at", "reason");

    @Option(names = "--agent", paramLabel = "A", description = "Only runs of this agent.")
    @Nullable String agent;

    @Option(names = "--limit", paramLabel = "N", description = "At most so many (default: 50).")
    int limit = LIMIT;

    @Override
    protected Result call(CommandContext context) {
      if (limit < 1) {
        throw Errors.usage(
            "list runs with --limit " + limit, "it is out of range", "Give a number from 1.");
      }
      List<JsonNode> latest =
          rows(context).stream()
              .sorted(LATEST_FIRST)
              .limit(limit)
              .<JsonNode>map(TableRows::of)
              .toList();
      return new RowsResult("runs", latest, SHOWN, "No runs yet.");
    }

    private List<Row> rows(CommandContext context) {
      return agent == null
          ? context.reads().rows(RunsTable.DEFINITION, context.tenant())
          : context.reads().rows(RunsTable.DEFINITION, context.tenant(), "agent_id", agent);
    }
  }

  /** {@code runs show}. */
  @Command(name = "show", description = "One run with its candidates.")
  static final class ShowRun extends WarehouseCommand {
    @Parameters(paramLabel = "RUN", description = "Id of the run.")
    String id = "";

    @Override
    protected Result call(CommandContext context) {
      ObjectNode run =
          rows(context, RunsTable.DEFINITION)
              .findFirst()
              .map(TableRows::of)
              .orElseThrow(() -> unknown("show", id));
      run.set(
          "candidates",
          Json.tree(
              rows(context, CandidatesTable.DEFINITION)
                  .sorted(Comparator.comparing(row -> row.<String>getAs("candidate_id")))
                  .map(TableRows::of)
                  .toList()));
      return new RowResult(run);
    }

    private Stream<Row> rows(CommandContext context, TableDefinition table) {
      return context.reads().rows(table, context.tenant(), "run_id", id).stream();
    }
  }

  /** {@code runs cancel}. */
  @Command(
      name = "cancel",
      description =
          "Cancel an optimization run: it stops at its next step, makes no version, and ends with"
              + " exit code 130. It cannot be resumed.")
  static final class CancelRun extends WritingCommand {
    @Parameters(paramLabel = "RUN", description = "Id of the run.")
    String id = "";

    @Override
    protected Result call(CommandContext context) {
      RunRow run =
          OpenRun.find(context.warehouse(), context.tenant(), id)
              .orElseThrow(() -> unknown("cancel", id));
      if (!run.status().equals("running")) {
        throw Errors.usage(
            "cancel run \"" + id + "\"", "it is " + run.status(), "Only running ones stop.");
      }
      if (!run.command().startsWith("optimize")) {
        throw Errors.usage(
            "cancel run \"" + id + "\"",
            "it is of \"" + run.command() + "\", which is done in one piece",
            "Interrupt its process; with the same --run-id it goes on.");
      }
      if (context.dryRun()) {
        return new Cancelled("would_write", id);
      }
      RunRow cancelled =
          run.finished("cancelled", "cancelled by hand", null, context.clock().instant());
      OpenRun.resumed(context.warehouse(), run).end(cancelled);
      return new Cancelled("done", id);
    }
  }

  /** Which run was cancelled. */
  record Cancelled(String status, String runId) implements Result {
    @Override
    public void show(Page page) {
      page.line(
          status.equals("done")
              ? "Run " + runId + " is cancelled: it stops at its next step and makes no version."
              : "Would cancel run " + runId + ".");
    }
  }

  private static RuntimeException unknown(String verb, String id) {
    return Errors.usage(
        verb + " run \"" + id + "\"", "there is no such run", "\"tracewise runs list\" has them.");
  }
}
