package dev.tracewise.action.annotation;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import dev.tracewise.table.AnnotationsTable;
import dev.tracewise.table.CursorsTable;
import dev.tracewise.table.DecisionsTable;
import dev.tracewise.table.SpansTable;
import dev.tracewise.table.TableDefinition;
import dev.tracewise.table.Warehouse;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Row;

/**
 * Which rows have arrived since they were last looked at: by when they were written, never by when
 * they happened, so that a span that comes a month late is looked at like any other. What arrived
 * shortly before the last look counts as well: it may have been committed after it, and what the
 * cap of an earlier run left out gets another chance.
 */
public final class Arrivals {
  private static final String TARGET = AnnotationsTable.DEFINITION.name();
  private static final List<TableDefinition> SOURCES =
      List.of(SpansTable.DEFINITION, DecisionsTable.DEFINITION);

  private final Warehouse warehouse;
  private final String tenant;
  private final Map<String, Long> unseen = new HashMap<>();
  private final Map<String, Instant> since = new HashMap<>();

  private Arrivals(Warehouse warehouse, String tenant) {
    this.warehouse = warehouse;
    this.tenant = tenant;
    SOURCES.forEach(source -> unseen.put(source.name(), warehouse.table(source).currentVersion()));
  }

  /**
   * What arrived since the last look.
   *
   * @param lookback how long before the last look an arrival still counts
   */
  public static Arrivals sinceLastLook(Warehouse warehouse, String tenant, Duration lookback) {
    Arrivals arrivals = new Arrivals(warehouse, tenant);
    for (Row row :
        warehouse
            .table(CursorsTable.DEFINITION)
            .read(tenant)
            .where(col("target").equalTo(lit(TARGET)))
            .select("source", "version", "updated_at")
            .collectAsList()) {
      arrivals.unseen.remove(row.getString(0), row.getLong(1));
      arrivals.since.put(row.getString(0), row.<Instant>getAs(2).minus(lookback));
    }
    return arrivals;
  }

  /** Everything that ever arrived. */
  public static Arrivals all(Warehouse warehouse, String tenant) {
    return new Arrivals(warehouse, tenant);
  }

  /** Whether a row of a source has arrived. */
  Column of(TableDefinition source) {
    Instant first = since.get(source.name());
    return first == null ? lit(true) : col("ingested_at").geq(lit(first));
  }

  /** Whether this is more than a part of what there is of a source. */
  boolean isEverything(TableDefinition source) {
    return !since.containsKey(source.name());
  }

  /** Notes that everything of this has been looked at; nothing is written where nothing came. */
  public void lookedAt(Instant now) {
    CursorsTable.advance(warehouse, tenant, TARGET, unseen, now);
  }
}
