package dev.tracewise.table;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.Row;

/**
 * Reads of small tables for commands that list: without a session, in under a second, where the
 * warehouse is local; by the session where it is not, or where anything stands in the way.
 */
public final class SmallReads {
  private final URI root;
  private final Supplier<Warehouse> warehouse;

  /**
   * Reads of a warehouse.
   *
   * @param root root of the warehouse
   * @param warehouse the same warehouse through a session; asked only where it is needed
   */
  public SmallReads(URI root, Supplier<Warehouse> warehouse) {
    this.root = root;
    this.warehouse = warehouse;
  }

  /** The tenant's rows at the latest version, in no order; none where the table does not exist. */
  public List<Row> rows(TableDefinition table, String tenant) {
    return read(
        quick -> quick.read(table, tenant),
        session -> session.table(table).read(tenant).collectAsList());
  }

  /** As {@link #rows(TableDefinition, String)}, those that have a text in a column. */
  public List<Row> rows(TableDefinition table, String tenant, String column, String value) {
    return read(
        quick -> quick.read(table, tenant, column, value),
        session ->
            session
                .table(table)
                .read(tenant)
                .where(WarehouseTable.tenantIs(column, value))
                .collectAsList());
  }

  /** Versions that the filter means, by kind, scope and number. */
  public List<VersionRow> versions(String tenant, VersionFilter filter) {
    return rows(ModelVersionsTable.DEFINITION, tenant).stream()
        .map(VersionRow::of)
        .filter(filter::means)
        .sorted(VersionRow.ORDER)
        .toList();
  }

  /** The bytes of a version, checked against its hash. */
  public Artifact artifact(VersionRow version) {
    String sha256 = version.artifactSha256();
    return ArtifactStore.of(
        rows(ArtifactsTable.DEFINITION, version.tenantId(), "sha256", sha256),
        version.tenantId(),
        sha256,
        this::configuration);
  }

  /** The training set of a hash, while it is kept. */
  public Optional<DatasetFile> trainingSet(String tenant, String sha256) {
    return Datasets.find(Warehouse.rootOf(root), tenant, sha256, configuration());
  }

  private Configuration configuration() {
    return isLocal() ? new Configuration() : warehouse.get().hadoopConfiguration();
  }

  private List<Row> read(
      Function<QuickTable, List<Row>> quickly, Function<Warehouse, List<Row>> bySession) {
    if (isLocal()) {
      try {
        return quickly.apply(new QuickTable(Warehouse.rootOf(root), configuration()));
      } catch (RuntimeException e) {
        return bySession.apply(warehouse.get()); // it can read more, or says better why it cannot
      }
    }
    return bySession.apply(warehouse.get());
  }

  private boolean isLocal() {
    return root.getScheme() == null || root.getScheme().equals("file");
  }
}
