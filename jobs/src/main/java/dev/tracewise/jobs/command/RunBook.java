package dev.tracewise.jobs.command;

import static org.apache.spark.sql.functions.col;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tracewise.jobs.output.Json;
import dev.tracewise.model.Errors;
import dev.tracewise.model.TracewiseException;
import dev.tracewise.table.RunRow;
import dev.tracewise.table.RunsTable;
import dev.tracewise.table.WarehouseTable;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/** The row of one run in {@code runs}: begun once, finished once, answered as often as asked. */
final class RunBook {
  private static final Set<String> FINISHED = Set.of("candidate", "refused", "done");

  private final CommandContext context;
  private final String runId;
  private final WarehouseTable table;
  private final String settingsSha256;

  RunBook(CommandContext context, String runId) {
    this.context = context;
    this.runId = runId;
    this.table = context.warehouse().table(RunsTable.DEFINITION);
    this.settingsSha256 = context.invocation().settingsSha256(context.settings().hash());
  }

  /** The result of a run that is finished. Begins a run that is not known yet. */
  Optional<Result> stored() {
    Optional<RunRow> known = find();
    if (known.isEmpty()) {
      begin();
      return Optional.empty();
    }
    RunRow run = known.get();
    requireSameWork(run);
    if (!FINISHED.contains(run.status()) || run.result() == null) {
      context.note("Resuming run " + runId + ".");
      return Optional.empty();
    }
    return Optional.of(StoredResult.of(run.result()));
  }

  /** Does the work and keeps its result. */
  Result keep(Supplier<Result> work) {
    try {
      Result result = work.get();
      finish(result);
      return result;
    } catch (TracewiseException e) {
      boolean refused = e.kind() == TracewiseException.Kind.REFUSED;
      change(
          refused ? "refused" : "failed",
          e.getMessage(),
          refused ? refusal(String.valueOf(e.getMessage())) : null);
      throw e;
    } catch (Exception e) { // Spark's are no RuntimeExceptions, and are declared nowhere
      if (!context.interrupted()) {
        change("failed", e.getMessage(), null);
      }
      throw e;
    }
  }

  private void finish(Result result) {
    ObjectNode tree = (ObjectNode) Json.tree(result.json());
    if (!tree.has("status")) {
      tree.put("status", result.status());
    }
    tree.put("exit_code", context.exitCode(result));
    String status = tree.path("status").asText();
    change(
        FINISHED.contains(status) ? status : "done",
        tree.path("reason").isTextual() ? tree.path("reason").asText() : null,
        Json.line(tree));
  }

  private static String refusal(String reason) {
    return Json.line(
        JsonNodeFactory.instance
            .objectNode()
            .put("status", "refused")
            .put("error", reason)
            .putNull("version")
            .put("reason", reason)
            .put("exit_code", TracewiseException.Kind.REFUSED.exitCode()));
  }

  /** A run that was cancelled meanwhile stays so. */
  private void change(String status, @Nullable String reason, @Nullable String result) {
    RunRow run = find().orElseThrow(() -> new IllegalStateException("run " + runId + " is gone"));
    if (run.status().equals("cancelled")) {
      return;
    }
    write(run.finished(status, reason, result, context.clock().instant()));
  }

  private void begin() {
    write(
        RunRow.started(
            context.tenant(),
            runId,
            context.invocation().command(),
            new RunRow.Subject(null, null, null, null),
            settingsSha256,
            Json.line(context.settings().effective()),
            context.seed(),
            context.clock().instant()));
  }

  private void requireSameWork(RunRow run) {
    if (run.status().equals("cancelled")) {
      throw Errors.usage(
          "go on with run \"" + runId + "\"", "it was cancelled", "Give another --run-id.");
    }
    if (!run.settingsSha256().equals(settingsSha256)) {
      throw Errors.usage(
          "go on with run \"" + runId + "\"",
          "it was started as \"" + run.command() + "\" with other options or settings",
          "Repeat them exactly, or give another --run-id. tracewise runs show "
              + runId
              + " has them.");
    }
  }

  private Optional<RunRow> find() {
    List<Row> rows = table.read(context.tenant()).where(col("run_id").equalTo(runId)).takeAsList(1);
    return rows.stream().map(RunsTable::of).findFirst();
  }

  private void write(RunRow run) {
    RunsTable.save(table, context.tenant(), run);
  }
}
