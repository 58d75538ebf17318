package dev.tracewise.action.rewards;

import dev.tracewise.table.WarehouseTable;
import java.util.HashMap;
import java.util.Map;

/**
 * State of the sources that experiences are computed from.
 *
 * @param versions Delta version by source table; under {@code settings} the first 63 bits of the
 *     hash of the settings, under {@code agent:A} those of the options that are registered for A
 */
public record Cursor(Map<String, Long> versions) {
  private static final String SETTINGS = "settings";
  private static final String AGENT = "agent:";

  /** Copies the map. */
  public Cursor {
    versions = Map.copyOf(versions);
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
    return with(SETTINGS, firstBits(sha256));
  }

  /** This cursor with the hash of the options that are registered for an agent. */
  public Cursor withAgent(String agent, String sha256) {
    return with(AGENT + agent, firstBits(sha256));
  }

  /** Whether what led here can be followed to the tables of that cursor. */
  public boolean continuedBy(Cursor now) {
    return !versions.isEmpty()
        && version(SETTINGS) == now.version(SETTINGS)
        && versions.keySet().stream()
            .filter(name -> !name.startsWith(AGENT))
            .allMatch(table -> now.version(table) >= version(table));
  }

  /** Agents whose registered options are others in that cursor. */
  public String[] agentsChangedIn(Cursor now) {
    Map<String, Long> all = new HashMap<>(versions);
    all.putAll(now.versions);
    return all.keySet().stream()
        .filter(name -> name.startsWith(AGENT) && version(name) != now.version(name))
        .map(name -> name.substring(AGENT.length()))
        .toArray(String[]::new);
  }

  /** The version of a table; {@link WarehouseTable#NO_VERSION} where it did not exist. */
  public long version(String table) {
    return versions.getOrDefault(table, WarehouseTable.NO_VERSION);
  }

  private static long firstBits(String sha256) {
    return Long.parseUnsignedLong(sha256.substring(0, 16), 16) >>> 1;
  }
}
