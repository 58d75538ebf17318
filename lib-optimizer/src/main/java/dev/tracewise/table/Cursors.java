package dev.tracewise.table;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * How far one reader of a tenant has followed its sources, committed together with what it wrote.
 *
 * <p>A reading is announced as a row of {@code cursors} under a number of its own, and is in force
 * from the moment on when a commit of the target names that number (Delta's transaction identifier,
 * which lies in the same commit as the rows). A job that dies before that leaves an announcement
 * that nobody looks at; one that dies after it has committed both.
 */
public final class Cursors {
  private static final long NONE = -1;

  private final Warehouse warehouse;
  private final String tenant;
  private final String reader;
  private final WarehouseTable target;

  /**
   * Cursors of a reader.
   *
   * @param reader what reads, such as {@code rewards}; one writer of the target
   * @param target the table whose commits carry the reading
   */
  public Cursors(Warehouse warehouse, String tenant, String reader, TableDefinition target) {
    this.warehouse = warehouse;
    this.tenant = tenant;
    this.reader = reader;
    this.target = warehouse.table(target);
  }

  /**
   * A reading of the sources.
   *
   * @param sequence its number; negative for what was before the first
   * @param versions Delta version by source, and what else the reader wants to find again
   */
  public record Reading(long sequence, Map<String, Long> versions) {
    /** Copies the map. */
    public Reading {
      versions = Map.copyOf(versions);
    }
  }

  /** The reading in force; without versions before the first. */
  public Reading last() {
    long sequence = target.transaction(application()).orElse(NONE);
    if (sequence == NONE) {
      return new Reading(NONE, Map.of());
    }
    List<Row> rows = mine().where(col("sequence").equalTo(lit(sequence))).collectAsList();
    return new Reading(sequence, rows.isEmpty() ? Map.of() : Rows.entries(rows.get(0), "versions"));
  }

  /**
   * Announces the reading that is to follow the one in force. Two jobs that announce at once get
   * different numbers.
   *
   * @param last the reading that the new one starts from
   * @return what the commit of the target has to carry
   */
  public Commitment announce(Reading last, Map<String, Long> versions, Instant now) {
    long sequence;
    do {
      Row highest = mine().agg(coalesce(max("sequence"), lit(last.sequence()))).head();
      sequence = 1 + Math.max(last.sequence(), highest.getLong(0));
    } while (!announced(sequence, versions, now));
    return new Commitment(application(), last.sequence(), sequence);
  }

  private boolean announced(long sequence, Map<String, Long> versions, Instant now) {
    WarehouseTable table = warehouse.table(CursorsTable.DEFINITION);
    Row row = CursorsTable.row(tenant, reader, sequence, versions, now);
    return table.insertMissing(tenant, table.rows(List.of(row))).inserted() == 1;
  }

  private Dataset<Row> mine() {
    Column ours = WarehouseTable.tenantIs("reader", reader);
    return warehouse.table(CursorsTable.DEFINITION).read(tenant).where(ours);
  }

  private String application() {
    return reader + "/" + tenant;
  }
}
