package dev.tracewise.action.annotation;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import dev.tracewise.table.AnnotationsTable;
import dev.tracewise.table.Commitment;
import dev.tracewise.table.Cursors;
import dev.tracewise.table.Cursors.Reading;
import dev.tracewise.table.DecisionsTable;
import dev.tracewise.table.SpansTable;
import dev.tracewise.table.TableDefinition;
import dev.tracewise.table.Warehouse;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.jspecify.annotations.Nullable;

/**
 * Which rows have arrived since they were last looked at: by when they were written, never by when
 * they happened, so that a span that comes a month late is looked at like any other. What arrived
 * shortly before the last look counts as well: it may have been committed after it, and what the
 * cap of an earlier run left out gets another chance.
 */
public final class Arrivals {
  private static final String READER = "annotate";
  private static final String LOOKED_AT = "looked_at_micros";
  private static final List<TableDefinition> SOURCES =
      List.of(SpansTable.DEFINITION, DecisionsTable.DEFINITION);

  private final Cursors cursors;
  private final Reading last;
  private final Map<String, Long> versions = new HashMap<>();
  private final @Nullable Instant since;

  private Arrivals(Warehouse warehouse, String tenant, @Nullable Duration lookback) {
    cursors = new Cursors(warehouse, tenant, READER, AnnotationsTable.DEFINITION);
    last = cursors.last();
    Long looked = last.versions().get(LOOKED_AT);
    since =
        looked == null || lookback == null
            ? null
            : Instant.EPOCH.plus(looked, ChronoUnit.MICROS).minus(lookback);
    for (TableDefinition source : SOURCES) {
      versions.put(source.name(), warehouse.table(source).currentVersion());
    }
  }

  /**
   * What arrived since the last look.
   *
   * @param lookback how long before the last look an arrival still counts
   */
  public static Arrivals sinceLastLook(Warehouse warehouse, String tenant, Duration lookback) {
    return new Arrivals(warehouse, tenant, lookback);
  }

  /** Everything that ever arrived. */
  public static Arrivals all(Warehouse warehouse, String tenant) {
    return new Arrivals(warehouse, tenant, null);
  }

  /** Whether a row, by its {@code ingested_at}, has arrived. */
  Column column() {
    return since == null ? lit(true) : col("ingested_at").geq(lit(since));
  }

  /** Whether this is all there is. */
  boolean isEverything() {
    return since == null;
  }

  /**
   * What the commit of the requests has to carry, so that the next look begins here; empty where
   * the sources are as they were at the last.
   */
  public Optional<Commitment> look(Instant now) {
    if (SOURCES.stream()
        .map(TableDefinition::name)
        .allMatch(name -> Objects.equals(versions.get(name), last.versions().get(name)))) {
      return Optional.empty();
    }
    Map<String, Long> reading = new HashMap<>(versions);
    reading.put(LOOKED_AT, ChronoUnit.MICROS.between(Instant.EPOCH, now));
    return Optional.of(cursors.announce(last, reading, now));
  }
}
