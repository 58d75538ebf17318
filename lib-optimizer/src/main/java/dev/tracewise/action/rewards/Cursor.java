package dev.tracewise.action.rewards;

import dev.tracewise.table.CursorsTable;
import dev.tracewise.table.ExperiencesTable;
import dev.tracewise.table.Warehouse;
import dev.tracewise.table.WarehouseTable;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;

/**
 * How far the experiences of a tenant have followed their sources. It is written after the commit
 * of the target, and what is computed is a function of the sources alone: a run that is cut in
 * between is repeated by the next, which finds every row as it should be and commits nothing but
 * the cursor. So it is right whatever other writers (OPTIMIZE, VACUUM, the cleanup of the log) do
 * to the target's history.
 *
 * @param versions Delta version by table, the target's own included: a table that is behind it was
 *     made anew. Under {@code settings} the first 63 bits of the hash of the settings
 */
public record Cursor(Map<String, Long> versions) {
  private static final String SETTINGS = "settings";
  private static final String TARGET = ExperiencesTable.DEFINITION.name();

  /** Copies the map. */
  public Cursor {
    versions = Map.copyOf(versions);
  }

  /** The stored cursor of a tenant; without versions where there is none. */
  public static Cursor read(Warehouse warehouse, String tenant) {
    return new Cursor(CursorsTable.read(warehouse, tenant, TARGET));
  }

  /** This cursor with a table at a version. */
  public Cursor with(String table, long version) {
    Map<String, Long> changed = new HashMap<>(versions);
    if (version != WarehouseTable.NO_VERSION) {
      changed.put(table, version);
    }
    return new Cursor(changed);
  }

  /** This cursor with the hash of the settings, lower-case hex. */
  public Cursor withSettings(String sha256) {
    return with(SETTINGS, Long.parseUnsignedLong(sha256.substring(0, 16), 16) >>> 1);
  }

  /** Stores this as the cursor of a tenant. */
  public void write(Warehouse warehouse, String tenant, Instant now) {
    WarehouseTable table = warehouse.table(CursorsTable.DEFINITION);
    List<Row> rows =
        versions.entrySet().stream()
            .map(entry -> CursorsTable.row(tenant, TARGET, entry.getKey(), entry.getValue(), now))
            .toList();
    table.upsert(tenant, table.rows(rows));
  }

  /** Whether what led here can be followed to the tables of that cursor. */
  public boolean continuedBy(Cursor now) {
    return !versions.isEmpty()
        && version(SETTINGS) == now.version(SETTINGS)
        && versions.keySet().stream().allMatch(table -> now.version(table) >= version(table));
  }

  /** The version of a table; {@link WarehouseTable#NO_VERSION} where it did not exist. */
  public long version(String table) {
    return versions.getOrDefault(table, WarehouseTable.NO_VERSION);
  }
}
