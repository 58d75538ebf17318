package dev.tracewise.table;

import dev.tracewise.model.Errors;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/**
 * Takes versions live and back. Each change is one MERGE into {@code model_versions} that promotes one
 * version and retires the other, so no reader ever sees two active versions, or half a change.
 */
public final class Activator {
  private static final StructType SOURCE =
      (StructType)
          DataType.fromDDL(
              "tenant_id string, kind string, scope string, version bigint, actor string,"
                  + " reason string, at timestamp");
  private static final List<String> SCOPE = List.of("kind", "scope");

  private final WarehouseTable versions;
  private final VersionRegistry registry;
  private final ActivationHistory history;
  private final Clock clock;

  /** The activator of a warehouse. */
  public Activator(Warehouse warehouse, Clock clock) {
    this.versions = warehouse.table(ModelVersionsTable.DEFINITION);
    this.registry = new VersionRegistry(warehouse, clock);
    this.history = new ActivationHistory(warehouse, clock);
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
    String reason = ActivationHistory.activation(cause.reason());
    return switchTo(version, version.version(), new Cause(cause.actor(), reason));
  }

  /** What {@link #rollback} would go back to; null is the logged behaviour. Writes nothing. */
  public @Nullable Long before(VersionRow active) {
    return history.replayedBefore(active, registry);
  }

  /** Goes back to the version that was live before; from the first one to the logged behaviour. */
  public Change rollback(VersionRow active, Cause cause) {
    requireActive(active);
    Long target = history.before(active, registry);
    return switchTo(active, target, rollbackBy(cause));
  }

  /** Goes back to a version of the same kind and scope. */
  public Change rollbackTo(VersionRow target, Cause cause) {
    return switchTo(target, target.version(), rollbackBy(cause));
  }

  /** Rules a version out; the active one has to be rolled back first. */
  public VersionRow reject(VersionRow version, Cause cause) {
    if (current(version).filter(now -> now == version.version()).isPresent()) {
      throw Errors.usage(
          "reject version " + version.label(), "it is active", "Roll it back first.");
    }
    versions
        .merge(version.tenantId(), source(version, version.version(), cause))
        .whenMatchedUpdate(
            "target.status NOT IN ('active', 'rejected')", values(VersionStatus.REJECTED))
        .execute();
    return read(version);
  }

  private Change switchTo(VersionRow scope, @Nullable Long number, Cause cause) {
    requireNotRejected(scope, number);
    Optional<Long> before = current(scope);
    if (number != null && before.filter(number::equals).isPresent()) {
      return new Change(number, null, "version " + number + " is active already");
    }
    Map<String, String> retired =
        number == null ? values(VersionStatus.RETIRED) : Map.of("status", "'retired'");
    versions
        .merge(scope.tenantId(), source(scope, number, cause))
        .on(SCOPE)
        .whenMatchedUpdate(
            "target.version = source.version AND target.status <> 'active'",
            values(VersionStatus.ACTIVE))
        .whenMatchedUpdate(
            "target.status = 'active' AND NOT (target.version <=> source.version)", retired)
        .execute();
    history.refresh(scope.tenantId());
    return new Change(number, before.orElse(null), cause.reason());
  }

  private Dataset<Row> source(VersionRow scope, @Nullable Long number, Cause cause) {
    Row row =
        Rows.of(
            scope.tenantId(),
            scope.kind(),
            scope.scope(),
            number,
            cause.actor(),
            cause.reason(),
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

  private Optional<Long> current(VersionRow scope) {
    return versions
        .read(scope.tenantId())
        .where(VersionRegistry.inScope(scope.kind(), scope.scope()))
        .where("status = 'active'")
        .select("version")
        .collectAsList()
        .stream()
        .map(row -> row.getLong(0))
        .findFirst();
  }

  private VersionRow read(VersionRow version) {
    return VersionRow.of(
        versions
            .read(version.tenantId())
            .where(VersionRegistry.inScope(version.kind(), version.scope()))
            .where("version = " + version.version())
            .head());
  }

  private void requireNotRejected(VersionRow scope, @Nullable Long number) {
    boolean rejected =
        number != null
            && !versions
                .read(scope.tenantId())
                .where(VersionRegistry.inScope(scope.kind(), scope.scope()))
                .where("version = " + number + " AND status = 'rejected'")
                .isEmpty();
    if (rejected) {
      throw Errors.usage(
          "activate version " + number + " of " + scope.scope(),
          "it was rejected",
          "Choose another version with: tracewise versions list.");
    }
  }

  private void requireActive(VersionRow version) {
    if (current(version).filter(now -> now == version.version()).isEmpty()) {
      throw Errors.usage(
          "roll back version " + version.label(), "it is not active",
          "See which version is active with: tracewise versions list.");
    }
  }

  private static Cause rollbackBy(Cause cause) {
    return new Cause(cause.actor(), ActivationHistory.rollback(cause.reason()));
  }
}
