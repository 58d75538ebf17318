package dev.tracewise.jobs.command;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tracewise.jobs.output.Json;
import dev.tracewise.model.TracewiseException;
import dev.tracewise.table.JobRunsTable;
import dev.tracewise.table.JobRunsTable.JobRun;
import dev.tracewise.table.WarehouseTable;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Keeps the row of a command in {@code job_runs}. */
final class JobJournal {
  private static final Set<String> STATUSES =
      Set.of("done", "failed", "usage", "refused", "interrupted");

  private static final int INTERRUPTED = 130;

  private final CommandContext context;
  private final JobRun begun;

  JobJournal(CommandContext context) {
    this.context = context;
    this.begun =
        new JobRun(
            context.tenant(),
            UUID.randomUUID().toString(),
            context.givenRunId().orElse(null),
            context.invocation().command(),
            context.invocation().arguments(),
            Json.line(context.settings().effective()),
            Map.of(),
            "running",
            null,
            null,
            context.clock().instant(),
            null,
            BuildVersion.id());
  }

  /** It came to a result. */
  void ended(Result result) {
    JsonNode json = Json.tree(result.json());
    String status = json.path("status").asText(result.status());
    String reason = json.path("reason").isTextual() ? json.path("reason").asText() : null;
    write(
        STATUSES.contains(status) ? status : "done",
        context.exitCode(result),
        reason,
        counts(json));
  }

  /** It came to an error; where not even the row can be written, the error says enough. */
  void failed(Exception error) {
    if (!context.sparkStarted()) {
      return;
    }
    try {
      if (context.interrupted()) {
        interrupted();
        return;
      }
      TracewiseException.Kind kind =
          error instanceof TracewiseException known ? known.kind() : TracewiseException.Kind.FAILED;
      String status =
          kind == TracewiseException.Kind.CANCELLED
              ? "interrupted"
              : kind.name().toLowerCase(Locale.ROOT);
      write(status, kind.exitCode(), error.getMessage(), Map.of());
    } catch (RuntimeException e) {
      error.addSuppressed(e);
    }
  }

  /** The thread's mark is taken off, or the row could not be written. */
  private void interrupted() {
    Thread.interrupted();
    write("interrupted", INTERRUPTED, "interrupted from outside", Map.of());
  }

  private void write(
      String status, int exitCode, @Nullable String reason, Map<String, Long> counts) {
    JobRun ended = begun.finished(status, exitCode, reason, counts, context.clock().instant());
    WarehouseTable table = context.warehouse().table(JobRunsTable.DEFINITION);
    table.append(table.rows(List.of(JobRunsTable.row(ended))));
  }

  private static Map<String, Long> counts(JsonNode json) {
    Map<String, Long> counts = new TreeMap<>();
    json.properties()
        .forEach(
            entry -> {
              if (entry.getValue().isIntegralNumber()) {
                counts.put(entry.getKey(), entry.getValue().asLong());
              }
            });
    return counts;
  }
}
