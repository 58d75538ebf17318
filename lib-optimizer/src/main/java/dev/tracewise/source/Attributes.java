package dev.tracewise.source;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The attributes of one span, flat, values that are not text as JSON; read by type. */
final class Attributes {
  private final Map<String, String> values = new HashMap<>();
  private final Faults faults;
  private final String path;

  /**
   * @param path where the attributes lie in the record, with its dot; names the field of a fault
   */
  Attributes(Faults faults, String path) {
    this.faults = faults;
    this.path = path;
  }

  @Nullable String text(String key) {
    return values.get(key);
  }

  Map<String, String> values() {
    return values;
  }

  void put(String key, @Nullable String value) {
    if (value != null) {
      values.put(key, value);
    }
  }

  void putIfAbsent(String key, @Nullable String value) {
    if (value != null) {
      values.putIfAbsent(key, value);
    }
  }

  /** Adds every field; objects within are flattened, their keys joined by dots. */
  void addAll(String prefix, JsonNode object) {
    for (Map.Entry<String, JsonNode> field : object.properties()) {
      String key = prefix.isEmpty() ? field.getKey() : prefix + "." + field.getKey();
      addValue(key, field.getValue());
    }
  }

  /** Adds a value, flattened where it is an object. */
  void addValue(String key, JsonNode value) {
    if (value.isObject()) {
      addAll(key, value);
    } else {
      put(key, JsonText.of(value));
    }
  }

  /** The first of the keys that has a text which is not blank. */
  @Nullable String text(List<String> keys) {
    for (String key : keys) {
      String value = values.get(key);
      if (value != null && !value.isBlank()) {
        return value;
      }
    }
    return null;
  }

  boolean has(String key) {
    return values.containsKey(key);
  }

  /** The first present key as a count; a fault when it is not a whole number or is negative. */
  @Nullable Long count(List<String> keys) {
    String key = firstPresent(keys);
    Double number = key == null ? null : amount(List.of(key));
    if (key == null || number == null) {
      return null;
    }
    if (number != Math.rint(number) || number > 1e15) {
      faults.outOfRange(path + key, "a whole number of at most 10^15");
      return null;
    }
    return number.longValue();
  }

  /** The first present key as a number; a fault when it is no number, not finite or negative. */
  @Nullable Double amount(List<String> keys) {
    String key = firstPresent(keys);
    if (key == null) {
      return null;
    }
    try {
      double number = Double.parseDouble(values.getOrDefault(key, ""));
      if (Double.isFinite(number) && number >= 0) {
        return number;
      }
      faults.outOfRange(path + key, "finite and not negative");
    } catch (NumberFormatException notNumber) {
      faults.wrongType(path + key, "a number");
    }
    return null;
  }

  private @Nullable String firstPresent(List<String> keys) {
    for (String key : keys) {
      if (values.containsKey(key)) {
        return key;
      }
    }
    return null;
  }
}
