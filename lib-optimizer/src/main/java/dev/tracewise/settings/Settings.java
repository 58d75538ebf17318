package dev.tracewise.settings;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import dev.tracewise.model.Hashes;
import dev.tracewise.settings.Sections.Section;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The settings of one run: read once, checked as a whole, then handed out as records. */
public final class Settings {
  private final Map<Class<? extends Record>, Record> records;
  private final NavigableMap<String, String> effective;

  private Settings(
      Map<Class<? extends Record>, Record> records, NavigableMap<String, String> effective) {
    this.records = records;
    this.effective = effective;
  }

  /**
   * Reads the settings: defaults, then the file, the environment, {@code --set} and options, each
   * stronger than the one before.
   *
   * @throws dev.tracewise.model.TracewiseException naming every unknown key (with the nearest known
   *     one), wrong type, value out of range and misplaced secret at once
   */
  public static Settings load(Sources sources) {
    Problems problems = new Problems();
    Config config = new Layers(KeySchema.of(Sections.ALL), problems).of(sources);
    Map<Class<? extends Record>, Record> records = new HashMap<>();
    RecordBinder binder = new RecordBinder(config, Layers.defaults(), problems);
    for (Section section : Sections.ALL) {
      Record bound = binder.bind(section.path(), section.type());
      if (bound != null) {
        records.put(section.type(), bound);
      }
    }
    problems.refuse();
    return new Settings(Map.copyOf(records), effective(config));
  }

  /** What every job needs to know. */
  public JobSettings job() {
    return of(JobSettings.class);
  }

  /** The settings of one concern; an unknown type is an error of the program. */
  public <R extends Record> R of(Class<R> type) {
    Record found = records.get(type);
    if (found == null) {
      throw new IllegalArgumentException(type + " is no section of the configuration");
    }
    return type.cast(found);
  }

  /** Every key with the value in force, as text, sorted; secrets as {@code ***}. */
  public NavigableMap<String, String> effective() {
    return new TreeMap<>(effective);
  }

  /**
   * SHA-256 (lower-case hex) of the values in force, but for the warehouse: the same work in a
   * moved warehouse is the same work.
   */
  public String hash() {
    return Hashes.sha256(
        effective.entrySet().stream()
            .filter(entry -> !entry.getKey().equals(Sections.ROOT + ".warehouse"))
            .map(entry -> entry.getKey() + "=" + entry.getValue())
            .toArray(String[]::new));
  }

  private static NavigableMap<String, String> effective(Config config) {
    return config.getConfig(Sections.ROOT).entrySet().stream()
        .collect(
            Collectors.toMap(
                entry ->
                    Sections.ROOT + "." + String.join(".", ConfigUtil.splitPath(entry.getKey())),
                entry -> shown(entry.getKey(), entry.getValue()),
                (first, second) -> first,
                TreeMap::new));
  }

  private static String shown(String key, ConfigValue value) {
    return KeyNames.secret(key) ? "***" : value.unwrapped().toString();
  }
}
