package dev.tracewise.settings;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigResolveOptions;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Lays the sources over each other, and notes keys that are not known or must not be there. */
final class Layers {
  /** Variables that begin like ours but belong to the launcher. */
  private static final List<String> OF_THE_LAUNCHER =
      List.of("TRACEWISE_HOME", "TRACEWISE_TERMINAL", "TRACEWISE_JAVA", "TRACEWISE_LAUNCHER_");

  private final KeySchema schema;
  private final Problems problems;

  Layers(KeySchema schema, Problems problems) {
    this.schema = schema;
    this.problems = problems;
  }

  Config of(Sources sources) {
    return options(sources.options())
        .withFallback(assignments(sources.assignments()))
        .withFallback(environment(sources.environment()))
        .withFallback(file(sources.file()))
        .withFallback(defaults());
  }

  /** The defaults: the shipped {@code conf/tracewise.conf}. */
  static Config defaults() {
    return ConfigFactory.parseResources(Layers.class, "/tracewise.conf").resolve();
  }

  private Config file(@Nullable Path file) {
    if (file == null) {
      return ConfigFactory.empty();
    }
    if (!Files.isReadable(file) || Files.isDirectory(file)) {
      problems.add("the file " + file + " given by --config cannot be read");
      return ConfigFactory.empty();
    }
    try {
      Config read =
          ConfigFactory.parseFile(
                  file.toFile(), ConfigParseOptions.defaults().setAllowMissing(false))
              .resolve(ConfigResolveOptions.defaults());
      read.entrySet()
          .forEach(entry -> check(plain(entry.getKey()), entry.getValue().origin().description()));
      return read;
    } catch (ConfigException e) {
      problems.add("the file " + file + " is not HOCON: " + e.getMessage());
      return ConfigFactory.empty();
    }
  }

  private Config environment(Map<String, String> environment) {
    Config own = ConfigFactory.empty();
    Config ofSeeds = ConfigFactory.empty();
    for (Map.Entry<String, String> variable : new TreeMap<>(environment).entrySet()) {
      ConfigValue value = parsed(variable.getValue(), "environment variable " + variable.getKey());
      String alias = SeedVariables.KEYS.get(variable.getKey());
      String key = alias == null ? key(variable.getKey()) : null;
      own = key == null ? own : own.withValue(key, value);
      ofSeeds = alias == null ? ofSeeds : ofSeeds.withValue(alias, value);
    }
    return own.withFallback(ofSeeds);
  }

  private @Nullable String key(String variable) {
    if (!variable.startsWith("TRACEWISE_")
        || OF_THE_LAUNCHER.stream().anyMatch(variable::startsWith)) {
      return null;
    }
    for (String key : schema.types().keySet()) {
      if (KeyNames.variable(key).equals(variable)) {
        return key;
      }
    }
    List<String> known = schema.types().keySet().stream().map(KeyNames::variable).toList();
    problems.add(
        "the environment variable " + variable + " stands for no key" + meant(variable, known));
    return null;
  }

  private Config assignments(List<String> assignments) {
    Config config = ConfigFactory.empty();
    for (String assignment : assignments) {
      int equals = assignment.indexOf('=');
      if (equals <= 0) {
        problems.add("--set " + assignment + " is not of the form KEY=VALUE");
        continue;
      }
      String key = full(assignment.substring(0, equals).trim());
      if (check(key, "--set")) {
        config = config.withValue(path(key), parsed(assignment.substring(equals + 1), "--set"));
      }
    }
    return config;
  }

  private static Config options(Map<String, String> options) {
    Config config = ConfigFactory.empty();
    for (Map.Entry<String, String> option : options.entrySet()) {
      config =
          config.withValue(
              option.getKey(), ConfigValueFactory.fromAnyRef(option.getValue(), "option"));
    }
    return config;
  }

  private boolean check(String key, String origin) {
    if (KeyNames.secret(key)) {
      problems.add(
          key
              + " looks like a secret ("
              + origin
              + "): put it into a file that only you can read and name that in "
              + key
              + "-file");
      return false;
    }
    if (!schema.knows(key)) {
      problems.add(
          key + " is not a key" + meant(key, schema.types().keySet()) + " (" + origin + ")");
      return false;
    }
    return true;
  }

  private static String meant(String wrong, Collection<String> known) {
    return KeyNames.nearest(wrong, known).map(name -> "; did you mean " + name + "?").orElse("");
  }

  private String full(String key) {
    String hyphened = key.replace('_', '-');
    String prefix = Sections.ROOT + ".";
    String full = hyphened.startsWith(prefix) ? key : prefix + key;
    return schema.knows(full) ? full : full.replace('_', '-');
  }

  private static ConfigValue parsed(String text, String origin) {
    if (!text.startsWith("[") && !text.startsWith("{")) {
      return ConfigValueFactory.fromAnyRef(text, origin);
    }
    try {
      return ConfigFactory.parseString("value = " + text).getValue("value");
    } catch (ConfigException e) {
      return ConfigValueFactory.fromAnyRef(text, origin);
    }
  }

  private String path(String key) {
    return schema
        .owner(key)
        .filter(owner -> !key.substring(owner.length() + 1).contains("."))
        .map(owner -> owner + "." + ConfigUtil.quoteString(key.substring(owner.length() + 1)))
        .orElse(key);
  }

  private static String plain(String path) {
    return String.join(".", ConfigUtil.splitPath(path));
  }
}
