package dev.tracewise.table;

import static dev.tracewise.table.Shapes.DOUBLE;
import static dev.tracewise.table.Shapes.LONG;
import static dev.tracewise.table.Shapes.STRING;
import static dev.tracewise.table.Shapes.TENANT_COMMENT;
import static dev.tracewise.table.Shapes.TIMESTAMP;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;

/** Optimization runs. */
public final class RunsTable {
  /** The table. */
  public static final TableDefinition DEFINITION =
      TableDefinition.named("runs", "Optimization runs, one row each")
          .required("tenant_id", STRING, TENANT_COMMENT)
          .required("run_id", STRING, "key within the tenant")
          .required("command", STRING, "command that started it")
          .nullable("agent_id", STRING, "agent it is for")
          .nullable("modality", STRING, "modality it is narrowed to")
          .nullable("kind", STRING, "kind of version it makes")
          .nullable("optimizer", STRING, "algorithm or optimizer")
          .required("status", STRING, "running, candidate, refused, failed, cancelled or done")
          .required("settings_sha256", STRING, "SHA-256 of the settings")
          .required("settings", STRING, "settings as JSON")
          .required("seed", LONG, "seed")
          .nullable("max_calls", LONG, "budget of distinct requests; null: no limit")
          .nullable("max_tokens", LONG, "budget of tokens; null: no limit")
          .nullable("max_usd", DOUBLE, "budget in USD; null: no limit")
          .nullable("calls", LONG, "distinct requests made, cached ones included")
          .nullable("gate_calls", LONG, "requests made by the gate")
          .nullable("tokens", LONG, "tokens spent")
          .nullable("usd", DOUBLE, "USD spent")
          .nullable("baseline", STRING, "what the winner is judged against: logged or version:N")
          .nullable("dataset_sha256", STRING, "content hash of the training set")
          .nullable("winner_candidate", STRING, "id of the winning candidate")
          .nullable("version", LONG, "version it made")
          .nullable("reason", STRING, "verdict in words")
          .nullable("result", STRING, "the command's result as JSON")
          .required("started_at", TIMESTAMP, "when it started")
          .nullable("finished_at", TIMESTAMP, "when it ended")
          .required("updated_at", TIMESTAMP, "when the row last changed")
          .key("tenant_id", "run_id")
          .clusteredBy("tenant_id", "run_id")
          .oneOf("status", "running", "candidate", "refused", "failed", "cancelled", "done")
          .build();

  private static final List<String> END =
      List.of("status", "reason", "result", "finished_at", "updated_at");

  private static final List<String> FOUND =
      List.of(
          "agent_id",
          "modality",
          "kind",
          "optimizer",
          "calls",
          "gate_calls",
          "tokens",
          "usd",
          "baseline",
          "dataset_sha256",
          "winner_candidate",
          "version");

  private RunsTable() {}

  /**
   * Writes how a run ended. One that was cancelled meanwhile stays so, and what another part of the
   * program entered about its subject and its winner stays where it is not known here.
   */
  static void save(WarehouseTable runs, String tenant, RunRow run) {
    runs.merge(tenant, runs.rows(List.of(row(run))))
        .whenMatchedUpdate("target.status <> 'cancelled'", changes())
        .whenNotMatchedInsertAll()
        .execute();
  }

  private static Map<String, String> changes() {
    Map<String, String> values = new HashMap<>();
    for (String column : END) {
      values.put(column, "source." + column);
    }
    for (String column : FOUND) {
      values.put(column, "coalesce(source." + column + ", target." + column + ")");
    }
    return values;
  }

  /** The row of a run. */
  public static Row row(RunRow run) {
    return Rows.of(
        run.tenantId(),
        run.runId(),
        run.command(),
        run.agentId(),
        run.modality(),
        run.kind(),
        run.optimizer(),
        run.status(),
        run.settingsSha256(),
        run.settings(),
        run.seed(),
        run.budget().maxCalls(),
        run.budget().maxTokens(),
        run.budget().maxUsd(),
        run.spend().calls(),
        run.spend().gateCalls(),
        run.spend().tokens(),
        run.spend().usd(),
        run.baseline(),
        run.datasetSha256(),
        run.winnerCandidate(),
        run.version(),
        run.reason(),
        run.result(),
        run.startedAt(),
        run.finishedAt(),
        run.updatedAt());
  }

  /** The run of a row. */
  public static RunRow of(Row row) {
    return new RunRow(
        Rows.text(row, "tenant_id"),
        Rows.text(row, "run_id"),
        Rows.text(row, "command"),
        Rows.textOrNull(row, "agent_id"),
        Rows.textOrNull(row, "modality"),
        Rows.textOrNull(row, "kind"),
        Rows.textOrNull(row, "optimizer"),
        Rows.text(row, "status"),
        Rows.text(row, "settings_sha256"),
        Rows.text(row, "settings"),
        row.<Long>getAs("seed"),
        new RunRow.Budget(
            Rows.longOrNull(row, "max_calls"),
            Rows.longOrNull(row, "max_tokens"),
            Rows.doubleOrNull(row, "max_usd")),
        new RunRow.Spend(
            Rows.longOrNull(row, "calls"),
            Rows.longOrNull(row, "gate_calls"),
            Rows.longOrNull(row, "tokens"),
            Rows.doubleOrNull(row, "usd")),
        Rows.textOrNull(row, "baseline"),
        Rows.textOrNull(row, "dataset_sha256"),
        Rows.textOrNull(row, "winner_candidate"),
        Rows.longOrNull(row, "version"),
        Rows.textOrNull(row, "reason"),
        Rows.textOrNull(row, "result"),
        Rows.time(row, "started_at"),
        Rows.timeOrNull(row, "finished_at"),
        Rows.time(row, "updated_at"));
  }
}
