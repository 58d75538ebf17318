package dev.tracewise.table;

import static org.apache.spark.sql.functions.col;

import dev.tracewise.model.Errors;
import dev.tracewise.model.Scope;
import dev.tracewise.model.VersionKind;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Column;

/**
 * The registry of versions. {@code model_versions} is the truth; a number is allocated by the MERGE
 * that inserts the row, tried again where another writer was faster.
 */
public final class VersionRegistry {
  private final WarehouseTable versions;
  private final ArtifactStore artifacts;
  private final Clock clock;

  /**
   * The registry of a warehouse.
   *
   * @param clock what time it is
   */
  public VersionRegistry(Warehouse warehouse, Clock clock) {
    this.versions = warehouse.table(ModelVersionsTable.DEFINITION);
    this.artifacts = new ArtifactStore(warehouse);
    this.clock = clock;
  }

  /**
   * Stores the artefact and adds the version as a candidate. A version that the same run already
   * made of the same bytes is returned as it is, so that a resumed run adds nothing.
   */
  public VersionRow add(String tenant, NewVersion version) {
    Instant now = clock.instant();
    ArtifactStore.Stored stored = artifacts.put(tenant, version.kind(), version.artifact(), now);
    while (true) {
      List<VersionRow> before = inScopeOf(tenant, version);
      Optional<VersionRow> known = madeBySameRun(before, version, stored.sha256());
      if (known.isPresent()) {
        return known.get();
      }
      VersionRow row = candidate(tenant, version, stored, nextNumber(before), now);
      if (versions.insertMissing(tenant, versions.rows(List.of(row.row()))).inserted() == 1) {
        return row;
      }
    }
  }

  /** Versions that the filter means, by kind, scope and number. */
  public List<VersionRow> list(String tenant, VersionFilter filter) {
    return versions.read(tenant).collectAsList().stream()
        .map(VersionRow::of)
        .filter(filter::means)
        .sorted(VersionRow.ORDER)
        .toList();
  }

  /**
   * The one version that a reference means among those of the filter; an error that lists the
   * choices where it may mean several.
   */
  public VersionRow one(String tenant, VersionReference reference, VersionFilter filter) {
    return reference.one(list(tenant, filter));
  }

  /** The version of a number in exactly that scope; an error where there is none. */
  public VersionRow at(String tenant, VersionKind kind, Scope scope, long number) {
    return first(tenant, inScope(kind.id(), scope.id()).and(col("version").equalTo(number)))
        .orElseThrow(
            () ->
                Errors.usage(
                    "find version " + number + " of " + scope.id() + "/" + kind.id(),
                    "there is none",
                    "See what there is with: tracewise versions list."));
  }

  /** The version that is live in a scope, if one is. */
  public Optional<VersionRow> active(String tenant, VersionKind kind, Scope scope) {
    return first(
        tenant,
        inScope(kind.id(), scope.id())
            .and(WarehouseTable.tenantIs("status", VersionStatus.ACTIVE.id())));
  }

  /** The versions of a kind that are live, in whatever scope. */
  public List<VersionRow> active(String tenant, VersionKind kind) {
    return list(tenant, new VersionFilter(kind, null, null)).stream()
        .filter(version -> version.status() == VersionStatus.ACTIVE)
        .toList();
  }

  /** The bytes of a version, checked against its hash. */
  public Artifact artifact(VersionRow version) {
    return artifacts.load(version.tenantId(), version.artifactSha256());
  }

  private List<VersionRow> inScopeOf(String tenant, NewVersion version) {
    return versions
        .read(tenant)
        .where(inScope(version.kind().id(), version.scope().id()))
        .collectAsList()
        .stream()
        .map(VersionRow::of)
        .toList();
  }

  private static Optional<VersionRow> madeBySameRun(
      List<VersionRow> before, NewVersion version, String sha256) {
    String run = version.provenance().runId();
    return run == null
        ? Optional.empty()
        : before.stream()
            .filter(
                row -> row.artifactSha256().equals(sha256) && run.equals(row.provenance().runId()))
            .min(Comparator.comparingLong(VersionRow::version));
  }

  private static long nextNumber(List<VersionRow> before) {
    return before.stream().mapToLong(VersionRow::version).max().orElse(0) + 1;
  }

  private Optional<VersionRow> first(String tenant, Column condition) {
    return versions
        .read(tenant)
        .where(condition)
        .orderBy("version")
        .limit(1)
        .collectAsList()
        .stream()
        .map(VersionRow::of)
        .findFirst();
  }

  static Column inScope(String kind, String scope) {
    return WarehouseTable.tenantIs("kind", kind).and(WarehouseTable.tenantIs("scope", scope));
  }

  private static VersionRow candidate(
      String tenant, NewVersion version, ArtifactStore.Stored stored, long number, Instant now) {
    return new VersionRow(
        tenant,
        version.kind().id(),
        version.scope().id(),
        number,
        version.scope().agentId(),
        version.scope().modality(),
        VersionStatus.CANDIDATE,
        stored.sha256(),
        stored.uri(),
        version.metrics(),
        version.evidence(),
        version.parentVersion(),
        version.provenance(),
        now,
        version.createdBy(),
        null,
        null,
        null);
  }
}
