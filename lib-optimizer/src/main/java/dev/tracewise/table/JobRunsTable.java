package dev.tracewise.table;

import static dev.tracewise.table.Shapes.COUNT_MAP;
import static dev.tracewise.table.Shapes.DOUBLE;
import static dev.tracewise.table.Shapes.INT;
import static dev.tracewise.table.Shapes.STRING;
import static dev.tracewise.table.Shapes.TENANT_COMMENT;
import static dev.tracewise.table.Shapes.TEXTS;
import static dev.tracewise.table.Shapes.TIMESTAMP;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/** What every job did and how it ended; a cluster loses exit codes, this table keeps them. */
public final class JobRunsTable {
  /** The table. */
  public static final TableDefinition DEFINITION =
      TableDefinition.named("job_runs", "What every job did and how it ended")
          .required("tenant_id", STRING, TENANT_COMMENT)
          .required("job_run_id", STRING, "key within the tenant")
          .nullable("run_id", STRING, "the run it worked on")
          .required("command", STRING, "command")
          .required("arguments", TEXTS, "arguments, secrets redacted")
          .required("configuration", STRING, "effective configuration as JSON, secrets redacted")
          .required("counts", COUNT_MAP, "what it read and wrote, by name")
          .required("status", STRING, "running, done, failed, usage, refused or interrupted")
          .nullable("exit_code", INT, "exit code: 0, 1, 2, 3, 4 or 130")
          .nullable("reason", STRING, "why it ended so")
          .required("started_at", TIMESTAMP, "when it started")
          .nullable("finished_at", TIMESTAMP, "when it ended")
          .nullable("seconds", DOUBLE, "how long it took in seconds")
          .required("build", STRING, "version and commit of the program")
          .key("tenant_id", "job_run_id")
          .clusteredBy("tenant_id", "started_at")
          .oneOf("status", "running", "done", "failed", "usage", "refused", "interrupted")
          .notNegative("seconds")
          .build();

  private static final double MILLIS_PER_SECOND = 1e3;

  private JobRunsTable() {}

  /**
   * One job.
   *
   * @param tenantId who owns the row
   * @param jobRunId key within the tenant
   * @param runId the run it worked on
   * @param command command
   * @param arguments arguments, redacted
   * @param configuration effective configuration as JSON, redacted
   * @param counts what it read and wrote
   * @param status running, done, failed, usage, refused or interrupted
   * @param exitCode exit code
   * @param reason why it ended so
   * @param startedAt when it started
   * @param finishedAt when it ended
   * @param build version and commit of the program
   */
  public record JobRun(
      String tenantId,
      String jobRunId,
      @Nullable String runId,
      String command,
      List<String> arguments,
      String configuration,
      Map<String, Long> counts,
      String status,
      @Nullable Integer exitCode,
      @Nullable String reason,
      Instant startedAt,
      @Nullable Instant finishedAt,
      String build) {
    /** Copies the collections. */
    public JobRun {
      arguments = List.copyOf(arguments);
      counts = Map.copyOf(counts);
    }

    /** The job at its end. */
    public JobRun finished(
        String newStatus,
        int newExitCode,
        @Nullable String why,
        Map<String, Long> newCounts,
        Instant at) {
      return new JobRun(
          tenantId,
          jobRunId,
          runId,
          command,
          arguments,
          configuration,
          newCounts,
          newStatus,
          newExitCode,
          why,
          startedAt,
          at,
          build);
    }

    /** How long it took; null while it runs. */
    public @Nullable Double seconds() {
      return finishedAt == null
          ? null
          : Duration.between(startedAt, finishedAt).toMillis() / MILLIS_PER_SECOND;
    }
  }

  /** The row of a job. */
  public static Row row(JobRun job) {
    return Rows.of(
        job.tenantId(),
        job.jobRunId(),
        job.runId(),
        job.command(),
        Rows.array(job.arguments()),
        job.configuration(),
        Rows.map(job.counts()),
        job.status(),
        job.exitCode(),
        job.reason(),
        job.startedAt(),
        job.finishedAt(),
        job.seconds(),
        job.build());
  }
}
