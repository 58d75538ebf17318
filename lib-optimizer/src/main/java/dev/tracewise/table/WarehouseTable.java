package dev.tracewise.table;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import java.util.List;
import java.util.OptionalLong;
import java.util.function.Supplier;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.delta.DeltaLog;
import org.apache.spark.sql.delta.Snapshot;
import scala.Option;

/** One table of a warehouse: creation, reads of one tenant, changes, merges. */
public final class WarehouseTable {
  /** The version of a table that does not exist. */
  public static final long NO_VERSION = -1;

  private static final String TENANT = "tenant_id";

  /** Rows of a file of a whole replacement: a later change of a few of them writes it anew. */
  private static final long ROWS_PER_FILE = 25_000;

  private final Warehouse warehouse;
  private final TableDefinition definition;

  WarehouseTable(Warehouse warehouse, TableDefinition definition) {
    this.warehouse = warehouse;
    this.definition = definition;
  }

  /** What the table is. */
  public TableDefinition definition() {
    return definition;
  }

  /** Where it lies. */
  public String location() {
    return warehouse.location(definition.name());
  }

  /** Whether it has been created. */
  public boolean exists() {
    if (warehouse.known().contains(definition.name())) {
      return true;
    }
    boolean found = latestVersion() >= 0;
    if (found) {
      warehouse.known().add(definition.name());
    }
    return found;
  }

  /**
   * Creates the table if it is not there, in one commit with its constraints, comments and
   * clustering. Two jobs may do so at once: the loser finds the winner's table.
   */
  public WarehouseTable ensure() {
    if (!exists()) {
      new TableCreation(warehouse, definition).execute();
      warehouse.known().add(definition.name());
    }
    return this;
  }

  /** The tenant's rows at the latest version; empty where the table does not exist. */
  public Dataset<Row> read(String tenant) {
    return exists() ? ofTenant(spark().read().format("delta").load(location()), tenant) : empty();
  }

  /**
   * The tenant's rows as they were at a version.
   *
   * @param version Delta version; {@link #NO_VERSION} reads as empty
   */
  public Dataset<Row> readAt(String tenant, long version) {
    if (version == NO_VERSION) {
      return empty();
    }
    return ofTenant(
        spark().read().format("delta").option("versionAsOf", version).load(location()), tenant);
  }

  /** Latest Delta version, {@link #NO_VERSION} where the table does not exist. */
  public long currentVersion() {
    return exists() ? latestVersion() : NO_VERSION;
  }

  /** Bytes of its files at the latest version, 0 where the table does not exist. */
  public long bytes() {
    return exists() ? snapshot().sizeInBytes() : 0;
  }

  /** Number that the last commit of an application carried; see {@link Commitment}. */
  OptionalLong transaction(String application) {
    if (!exists()) {
      return OptionalLong.empty();
    }
    Option<Object> number = snapshot().transactions().get(application);
    return number.isEmpty() ? OptionalLong.empty() : OptionalLong.of((Long) number.get());
  }

  private long latestVersion() {
    return snapshot().version();
  }

  private Snapshot snapshot() {
    return DeltaLog.forTable(spark(), location()).update(false, Option.empty(), Option.empty());
  }

  /**
   * Rows of the tenant that were inserted or updated by the commits from one version to another, as
   * they were after the change, with {@code _change_type}, {@code _commit_version} and {@code
   * _commit_timestamp}. A row that changed in two commits comes twice. Needs the change data feed.
   *
   * @param fromVersion first version, included; a cursor's version plus one
   * @param toVersion last version, included; nothing when it is below {@code fromVersion}
   */
  public Dataset<Row> changes(String tenant, long fromVersion, long toVersion) {
    return imagesOfChanges(tenant, fromVersion, toVersion)
        .where(col("_change_type").isin("insert", "update_postimage"));
  }

  /** As {@link #changes}, with rows before their update and rows that were deleted. */
  public Dataset<Row> imagesOfChanges(String tenant, long fromVersion, long toVersion) {
    if (fromVersion > toVersion || !exists()) {
      return emptyChanges();
    }
    Dataset<Row> feed =
        spark()
            .read()
            .format("delta")
            .option("readChangeFeed", "true")
            .option("startingVersion", fromVersion)
            .option("endingVersion", toVersion)
            .load(location());
    return ofTenant(feed, tenant);
  }

  /**
   * Begins a merge of one tenant's rows by the table's key.
   *
   * @param source rows with the key's columns; rows of other tenants are left out; unique by key
   */
  public Merge merge(String tenant, Dataset<Row> source) {
    return merge(tenant, () -> source);
  }

  /**
   * Begins a merge whose source is made again after a conflict, for a source that depends on what
   * the table holds.
   */
  public Merge merge(String tenant, Supplier<Dataset<Row>> source) {
    return new Merge(this, tenant, source);
  }

  /** Inserts rows with new keys and replaces those with known keys. */
  public MergeCounts upsert(String tenant, Dataset<Row> rows) {
    return merge(tenant, rows).whenMatchedUpdateAll().whenNotMatchedInsertAll().execute();
  }

  /** Inserts rows with new keys and leaves those with known keys as they are. */
  public MergeCounts insertMissing(String tenant, Dataset<Row> rows) {
    return merge(tenant, rows).whenNotMatchedInsertAll().execute();
  }

  /**
   * Adds rows without a look at the table: for keys that are new by construction, such as random
   * ids. Cheaper than a merge, and not idempotent.
   */
  public void append(Dataset<Row> rows) {
    ensure();
    rows.write().format("delta").mode(SaveMode.Append).save(location());
  }

  /**
   * Replaces all rows of a tenant by others in one commit that carries a reading. Two jobs that do
   * so at once do not add up: one of them is {@linkplain Commitment.Overtaken overtaken}.
   *
   * @param rows rows of that tenant, with all columns
   */
  public void replace(String tenant, Dataset<Row> rows, Commitment commitment) {
    ensure();
    Conflicts.retry(
        "write " + definition.name(),
        () ->
            commitment.carriedBy(
                this,
                () -> {
                  rows.write()
                      .format("delta")
                      .mode(SaveMode.Overwrite)
                      .option("maxRecordsPerFile", ROWS_PER_FILE)
                      .option("replaceWhere", TENANT + " = " + literal(tenant))
                      .save(location());
                  return true;
                }));
  }

  /** Commits a reading that changes no row. */
  public void acknowledge(Commitment commitment) {
    ensure();
    Conflicts.retry(
        "write " + definition.name(),
        () ->
            commitment.carriedBy(
                this,
                () -> {
                  append(empty());
                  return true;
                }));
  }

  /** Rows made on the driver, in the table's schema. */
  public Dataset<Row> rows(List<Row> rows) {
    return spark().createDataFrame(rows, definition.schema());
  }

  SparkSession spark() {
    return warehouse.spark();
  }

  static Column tenantIs(String column, String tenant) {
    return col(column).equalTo(lit(tenant));
  }

  private static String literal(String text) {
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
  }

  private Dataset<Row> empty() {
    return rows(List.of());
  }

  private Dataset<Row> emptyChanges() {
    return empty()
        .withColumn("_change_type", lit(null).cast("string"))
        .withColumn("_commit_version", lit(null).cast("bigint"))
        .withColumn("_commit_timestamp", lit(null).cast("timestamp"));
  }

  private static Dataset<Row> ofTenant(Dataset<Row> rows, String tenant) {
    return rows.where(tenantIs(TENANT, tenant));
  }
}
