package dev.tracewise.jobs.command;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tracewise.jobs.output.Json;
import dev.tracewise.model.Errors;
import dev.tracewise.model.TracewiseException;
import dev.tracewise.table.OpenRun;
import dev.tracewise.table.RunRow;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The row of one run in {@code runs}: begun once, finished once, answered as often as asked. */
final class RunBook {
  private static final Set<String> FINISHED = Set.of("candidate", "refused", "done");

  private final CommandContext context;
  private final String runId;
  private final RunRow.Subject subject;
  private final String settingsSha256;

  /**
   * The entry of a run.
   *
   * @param subject what it is for, as far as its options say
   */
  RunBook(CommandContext context, String runId, RunRow.Subject subject) {
    this.context = context;
    this.runId = runId;
    this.subject = subject;
    this.settingsSha256 = context.invocation().settingsSha256(context.settings().hash());
  }

  /**
   * The result of the run if it is finished; else it is begun or gone on with, the work is done as
   * part of it, and its result is kept.
   */
  Result of(Function<CommandContext, Result> work) {
    Optional<RunRow> known = OpenRun.find(context.warehouse(), context.tenant(), runId);
    if (known.isEmpty()) {
      return kept(OpenRun.begun(context.warehouse(), started()), work);
    }
    RunRow run = known.get();
    requireSameWork(run);
    if (FINISHED.contains(run.status()) && run.result() != null) {
      return StoredResult.of(run.result());
    }
    context.note("Resuming run " + runId + ".");
    return kept(OpenRun.resumed(context.warehouse(), run), work);
  }

  private Result kept(OpenRun run, Function<CommandContext, Result> work) {
    try {
      Result result = work.apply(context.within(run));
      finish(run, result);
      return result;
    } catch (TracewiseException e) {
      boolean refused = e.kind() == TracewiseException.Kind.REFUSED;
      end(
          run,
          refused ? "refused" : "failed",
          e.getMessage(),
          refused ? refusal(String.valueOf(e.getMessage())) : null);
      throw e;
    } catch (Exception e) { // Spark's are no RuntimeExceptions, and are declared nowhere
      if (!context.interrupted()) {
        end(run, "failed", e.getMessage(), null);
      }
      throw e;
    }
  }

  private void finish(OpenRun run, Result result) {
    ObjectNode tree = (ObjectNode) Json.tree(result.json());
    if (!tree.has("status")) {
      tree.put("status", result.status());
    }
    tree.put("exit_code", context.exitCode(result));
    String status = tree.path("status").asText();
    end(
        run,
        FINISHED.contains(status) ? status : "done",
        tree.path("reason").isTextual() ? tree.path("reason").asText() : null,
        Json.line(tree));
  }

  private void end(OpenRun run, String status, @Nullable String reason, @Nullable String result) {
    run.end(run.row().finished(status, reason, result, context.clock().instant()));
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

  private RunRow started() {
    return RunRow.started(
        context.tenant(),
        runId,
        context.invocation().command(),
        subject,
        settingsSha256,
        Json.line(context.settings().effective()),
        context.seed(),
        context.clock().instant());
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
}
