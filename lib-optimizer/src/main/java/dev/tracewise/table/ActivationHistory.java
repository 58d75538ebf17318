package dev.tracewise.table;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.max;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/**
 * The table {@code activations}: what went live when, replayed from the change feed of {@code
 * model_versions}. Replaying twice changes nothing, and a replay that was cut is finished by the
 * next.
 */
public final class ActivationHistory {
  private static final String ROLLBACK = "rollback: ";

  private final WarehouseTable versions;
  private final WarehouseTable activations;

  /** The history of a warehouse. */
  public ActivationHistory(Warehouse warehouse) {
    this.versions = warehouse.table(ModelVersionsTable.DEFINITION);
    this.activations = warehouse.table(ActivationsTable.DEFINITION);
  }

  /**
   * Replays what was committed since the last event. One merge inserts all events of a replay, so
   * the last event is the cursor; commits without an event are read again, which changes nothing.
   */
  public MergeCounts refresh(String tenant) {
    Row last = activations.read(tenant).agg(max("sequence")).head();
    long from = last.isNullAt(0) ? 0 : last.getLong(0) + 1;
    List<Row> events = replay(tenant, from, versions.currentVersion());
    return events.isEmpty()
        ? MergeCounts.NONE
        : activations.insertMissing(tenant, activations.rows(events));
  }

  /** The reason of an activation, which never looks like a rollback's. */
  static String activation(String reason) {
    return reason.startsWith(ROLLBACK) ? "activate: " + reason : reason;
  }

  /** The reason of a rollback. */
  static String rollback(String reason) {
    return ROLLBACK + reason;
  }

  /** The version to go back to from the active one; null is the logged behaviour. */
  @Nullable Long before(VersionRow active, Set<Long> rejected) {
    refresh(active.tenantId());
    return replayedBefore(active, rejected);
  }

  /** As {@link #before}, by what was replayed already; writes nothing. */
  @Nullable Long replayedBefore(VersionRow active, Set<Long> rejected) {
    Deque<Long> live = new ArrayDeque<>();
    for (Row event : events(active)) {
      Long version = Rows.longOrNull(event, "version");
      if (version == null) {
        live.clear();
      } else if (Rows.text(event, "action").equals("rollback") && live.contains(version)) {
        while (!version.equals(live.peek())) {
          live.pop();
        }
      } else {
        live.push(version);
      }
    }
    live.removeIf(version -> version == active.version() || rejected.contains(version));
    return live.peek();
  }

  private List<Row> events(VersionRow scope) {
    return activations
        .read(scope.tenantId())
        .where(VersionRegistry.inScope(scope.kind(), scope.scope()))
        .orderBy("sequence")
        .collectAsList();
  }

  private List<Row> replay(String tenant, long from, long to) {
    List<Row> changes =
        versions
            .imagesOfChanges(tenant, from, to)
            .orderBy(col("_commit_version"), col("kind"), col("scope"), col("version"))
            .collectAsList();
    Map<String, Boolean> wasActive = new HashMap<>();
    Map<String, Event> events = new TreeMap<>();
    for (Row row : changes) {
      if (Rows.text(row, "_change_type").equals("update_preimage")) {
        wasActive.put(rowKey(row), isActive(row));
      }
    }
    for (Row row : changes) {
      boolean before = wasActive.getOrDefault(rowKey(row), false);
      if (!Rows.text(row, "_change_type").equals("update_preimage") && before != isActive(row)) {
        events.computeIfAbsent(commitKey(row), key -> new Event(row)).add(row);
      }
    }
    return new ArrayList<>(events.values().stream().map(event -> event.row(tenant)).toList());
  }

  private static boolean isActive(Row row) {
    return Rows.text(row, "status").equals(VersionStatus.ACTIVE.id());
  }

  private static String commitKey(Row row) {
    return String.join(
        "\n",
        String.valueOf(Rows.longOrNull(row, "_commit_version")),
        Rows.text(row, "kind"),
        Rows.text(row, "scope"));
  }

  private static String rowKey(Row row) {
    return commitKey(row) + "\n" + Rows.longOrNull(row, "version");
  }

  /** What one commit did in one scope. */
  private static final class Event {
    private final Row any;
    private @Nullable Row promoted;
    private @Nullable Row retired;

    Event(Row any) {
      this.any = any;
    }

    void add(Row row) {
      if (isActive(row)) {
        promoted = row;
      } else {
        retired = row;
      }
    }

    Row row(String tenant) {
      Row cause = promoted == null ? any : promoted;
      String reason = Rows.textOrNull(cause, "activation_reason");
      boolean back = promoted == null || (reason != null && reason.startsWith(ROLLBACK));
      return Rows.of(
          tenant,
          cause.<Long>getAs("_commit_version"),
          Rows.text(cause, "kind"),
          Rows.text(cause, "scope"),
          promoted == null ? null : promoted.<Long>getAs("version"),
          back ? "rollback" : "activate",
          retired == null ? null : retired.<Long>getAs("version"),
          Rows.textOrNull(cause, "activated_by"),
          reason,
          Rows.time(cause, "activated_at"));
    }
  }
}
