package dev.tracewise.table;

import dev.tracewise.model.Errors;
import java.time.Clock;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/**
 * Takes versions live and back. Each change is one MERGE into {@code model_versions} that promotes
 * one version and retires the other, so no reader ever sees two active versions, or half a change.
 */
public final class Activator {
  private static final StructType SOURCE =
      (StructType)
          DataType.fromDDL(
              "tenant_id string, kind string, scope string, version bigint, expected bigint,"
                  + " actor string, reason string, at timestamp");
  private static final List<String> SCOPE = List.of("kind", "scope");
  private static final int ATTEMPTS = 12;

  /** The version to take live: rejected, or live already. */
  private static final String CANNOT_GO_LIVE =
      "target.version = source.version AND target.status IN ('rejected', 'active')";

  /** Another version is live than the one that is to retire. */
  private static final String OTHER_IS_LIVE =
      "target.status = 'active' AND NOT (target.version <=> source.expected)";

  /** The version that is to retire is not live. */
  private static final String NOT_LIVE =
      "target.version = source.expected AND target.status <> 'active'";

  private final WarehouseTable versions;
  private final ActivationHistory history;
  private final Clock clock;

  /** The activator of a warehouse. */
  public Activator(Warehouse warehouse, Clock clock) {
    this.versions = warehouse.table(ModelVersionsTable.DEFINITION);
    this.history = new ActivationHistory(warehouse);
    this.clock = clock;
  }

  /**
   * Who changes what is live, and why.
   *
   * @param actor who
   * @param reason why
   */
  public record Cause(String actor, String reason) {}

  /**
   * What changed.
   *
   * @param activated the version that is live now; null is the logged behaviour
   * @param retired the version that was live before; null where none was, or nothing changed
   * @param reason why
   */
  public record Change(@Nullable Long activated, @Nullable Long retired, String reason) {}

  /** Takes a version live; the one that was live retires. One that is live already stays so. */
  public Change activate(VersionRow version, Cause cause) {
    return goTo(version, new Cause(cause.actor(), ActivationHistory.activation(cause.reason())));
  }

  /** What {@link #rollback} would go back to; null is the logged behaviour. Writes nothing. */
  public @Nullable Long before(VersionRow active) {
    return history.replayedBefore(active, live(active).rejected());
  }

  /** Goes back to the version that was live before; from the first one to the logged behaviour. */
  public Change rollback(VersionRow active, Cause cause) {
    Cause back = rollbackBy(cause);
    return settle(
        active,
        live -> {
          if (!live.is(active.version())) {
            throw Errors.usage(
                "roll back version " + active.label(),
                "it is not active",
                "See which version is active with: tracewise versions list.");
          }
          Long target = history.before(active, live.rejected());
          return new Switch(active, target, active.version(), back);
        });
  }

  /** Goes back to a version of the same kind and scope. */
  public Change rollbackTo(VersionRow target, Cause cause) {
    return goTo(target, rollbackBy(cause));
  }

  /** Rules a version out; the active one has to be rolled back first. */
  public VersionRow reject(VersionRow version, Cause cause) {
    versions
        .merge(version.tenantId(), source(new Switch(version, version.version(), null, cause)))
        .whenMatchedUpdate(
            "target.status NOT IN ('active', 'rejected')", values(VersionStatus.REJECTED))
        .execute();
    VersionRow now = read(version);
    if (now.status() != VersionStatus.REJECTED) {
      throw Errors.usage(
          "reject version " + version.label(), "it is active", "Roll it back first.");
    }
    return now;
  }

  private Change goTo(VersionRow target, Cause cause) {
    return settle(
        target,
        live -> {
          live.requireNotRejected(target);
          return new Switch(target, target.version(), live.version(), cause);
        });
  }

  /** Decides on what is live and commits that, again where the registry moved on in between. */
  private Change settle(VersionRow scope, Function<Live, Switch> decide) {
    for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
      Switch change = decide.apply(live(scope));
      if (change.changesNothing()) {
        return new Change(
            change.version(), null, "version " + change.version() + " is active already");
      }
      if (commit(change)) {
        history.refresh(scope.tenantId());
        return new Change(change.version(), change.expected(), change.cause().reason());
      }
    }
    throw Errors.failed(
        "change what is live in " + scope.scope(),
        "others changed it " + ATTEMPTS + " times in a row",
        "Run it again when nobody else activates versions.",
        new IllegalStateException("contended"));
  }

  /**
   * Commits a switch, or nothing. Every row that contradicts what the switch was decided on raises
   * an error inside the MERGE, so that the commit itself finds out and no half of it is done.
   *
   * @return whether it was committed; false where the registry has moved on since it was read
   */
  private boolean commit(Switch change) {
    Map<String, String> retired =
        change.version() == null ? values(VersionStatus.RETIRED) : Map.of("status", "'retired'");
    Map<String, String> refusal = Map.of("status", "CAST(raise_error('stale') AS STRING)");
    try {
      versions
          .merge(change.scope().tenantId(), source(change))
          .on(SCOPE)
          .whenMatchedUpdate(CANNOT_GO_LIVE, refusal)
          .whenMatchedUpdate(OTHER_IS_LIVE, refusal)
          .whenMatchedUpdate(NOT_LIVE, refusal)
          .whenMatchedUpdate("target.version = source.version", values(VersionStatus.ACTIVE))
          .whenMatchedUpdate("target.status = 'active'", retired)
          .execute();
      return true;
    } catch (Exception e) {
      if (live(change.scope()).allows(change)) {
        throw e;
      }
      return false;
    }
  }

  /**
   * One change of what is live in a scope.
   *
   * @param scope any version of the scope
   * @param version the version to take live; null is the logged behaviour
   * @param expected the version that is live and retires; null where none is
   * @param cause who and why
   */
  private record Switch(
      VersionRow scope, @Nullable Long version, @Nullable Long expected, Cause cause) {
    boolean changesNothing() {
      return version != null && version.equals(expected);
    }
  }

  /**
   * What is live in a scope, at one version of the table.
   *
   * @param version the active version; null where none is
   * @param rejected versions that are ruled out
   */
  private record Live(@Nullable Long version, Set<Long> rejected) {
    boolean is(long number) {
      return version != null && version == number;
    }

    boolean allows(Switch change) {
      return Objects.equals(version, change.expected())
          && (change.version() == null || !rejected.contains(change.version()));
    }

    void requireNotRejected(VersionRow target) {
      if (rejected.contains(target.version())) {
        throw Errors.usage(
            "activate version " + target.version() + " of " + target.scope(),
            "it was rejected",
            "Choose another version with: tracewise versions list.");
      }
    }
  }

  private Live live(VersionRow scope) {
    Long active = null;
    Set<Long> rejected = new HashSet<>();
    for (Row row :
        versions
            .read(scope.tenantId())
            .where(VersionRegistry.inScope(scope.kind(), scope.scope()))
            .where("status IN ('active', 'rejected')")
            .select("version", "status")
            .collectAsList()) {
      if (VersionStatus.of(row.getString(1)) == VersionStatus.ACTIVE) {
        active = row.getLong(0);
      } else {
        rejected.add(row.getLong(0));
      }
    }
    return new Live(active, Set.copyOf(rejected));
  }

  private Dataset<Row> source(Switch change) {
    Row row =
        Rows.of(
            change.scope().tenantId(),
            change.scope().kind(),
            change.scope().scope(),
            change.version(),
            change.expected(),
            change.cause().actor(),
            change.cause().reason(),
            clock.instant());
    return versions.spark().createDataFrame(List.of(row), SOURCE);
  }

  private static Map<String, String> values(VersionStatus status) {
    Map<String, String> values = new LinkedHashMap<>();
    values.put("status", "'" + status.id() + "'");
    values.put("activated_at", "source.at");
    values.put("activated_by", "source.actor");
    values.put("activation_reason", "source.reason");
    return values;
  }

  private VersionRow read(VersionRow version) {
    return VersionRow.of(
        versions
            .read(version.tenantId())
            .where(VersionRegistry.inScope(version.kind(), version.scope()))
            .where("version = " + version.version())
            .head());
  }

  private static Cause rollbackBy(Cause cause) {
    return new Cause(cause.actor(), ActivationHistory.rollback(cause.reason()));
  }
}
