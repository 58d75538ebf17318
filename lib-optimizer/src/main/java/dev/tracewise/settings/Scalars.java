package dev.tracewise.settings;

import com.typesafe.config.Config;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Single values of the configuration. */
final class Scalars {
  private static final Pattern PLAIN_NUMBER = Pattern.compile("\\d+(\\.\\d+)?");

  private Scalars() {}

  /**
   * The value at a key.
   *
   * @throws com.typesafe.config.ConfigException if it is of another type
   * @throws IllegalArgumentException if it is none of the choices, or not finite
   */
  static Object read(Config config, String key, Class<?> type) {
    if (type == String.class) {
      return config.getString(key);
    }
    if (type == boolean.class || type == Boolean.class) {
      return config.getBoolean(key);
    }
    if (type == int.class || type == Integer.class) {
      return Math.toIntExact(whole(config, key));
    }
    if (type == long.class || type == Long.class) {
      return whole(config, key);
    }
    if (type == double.class || type == Double.class) {
      return finite(config.getDouble(key));
    }
    if (type == Duration.class) {
      return duration(config, key);
    }
    if (type.isEnum()) {
      return choice(config.getString(key), type);
    }
    throw new IllegalStateException("no setting can be of type " + type + ": " + key);
  }

  /** What a value of the type looks like. */
  static String describe(Class<?> type) {
    if (type.isEnum()) {
      return Arrays.stream(type.getEnumConstants())
          .map(constant -> spelled(((Enum<?>) constant).name()))
          .collect(Collectors.joining(", ", "one of ", ""));
    }
    if (type == Duration.class) {
      return "a duration such as 30s, 10m or 7d (a bare number is in seconds)";
    }
    if (type == boolean.class || type == Boolean.class) {
      return "true or false";
    }
    if (type == String.class) {
      return "text";
    }
    return type == double.class || type == Double.class ? "a number" : "a whole number";
  }

  private static long whole(Config config, String key) {
    Object plain = config.getValue(key).unwrapped();
    if (plain instanceof Integer || plain instanceof Long) {
      return ((Number) plain).longValue();
    }
    return Long.parseLong(config.getString(key).trim());
  }

  private static double finite(double value) {
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException("not finite");
    }
    return value;
  }

  private static Duration duration(Config config, String key) {
    String text = config.getString(key).trim();
    return PLAIN_NUMBER.matcher(text).matches()
        ? Duration.ofMillis(Math.round(Double.parseDouble(text) * 1000))
        : config.getDuration(key);
  }

  /**
   * The constant of that name, with hyphens or underscores, in any case.
   *
   * @throws IllegalArgumentException if there is none
   */
  static Object choice(String text, Class<?> type) {
    for (Object constant : type.getEnumConstants()) {
      if (spelled(((Enum<?>) constant).name()).equals(spelled(text.trim()))) {
        return constant;
      }
    }
    throw new IllegalArgumentException(text);
  }

  private static String spelled(String name) {
    return name.toLowerCase(Locale.ROOT).replace('-', '_');
  }
}
