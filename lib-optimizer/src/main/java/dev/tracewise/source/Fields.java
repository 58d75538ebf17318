package dev.tracewise.source;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.Locale;
import java.util.Map;
import java.util.Map.Entry;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The fields of one JSON object, read strictly; every complaint names the dotted path. */
final class Fields {
  private final JsonNode object;
  private final String prefix;

  private Fields(JsonNode object, String prefix) {
    this.object = object;
    this.prefix = prefix;
  }

  /** The fields of a whole record. */
  static Fields of(JsonNode record) throws InvalidRecord {
    if (!record.isObject()) {
      throw new InvalidRecord("wrong_type", "", "The record is not an object.");
    }
    return new Fields(record, "");
  }

  /** The fields of an object that lies at a path. */
  static Fields at(JsonNode object, String path) throws InvalidRecord {
    if (!object.isObject()) {
      throw wrongType(path, "an object", object);
    }
    return new Fields(object, path + ".");
  }

  /** The dotted path of a field. */
  String path(String name) {
    return prefix + name;
  }

  /** Whether the field is there and not null. */
  boolean has(String name) {
    return object.hasNonNull(name);
  }

  /** The value of the field; missing where it is absent or null. */
  JsonNode value(String name) {
    JsonNode value = object.get(name);
    return value == null || value.isNull() ? MissingNode.getInstance() : value;
  }

  /** The value of a field that must be there. */
  JsonNode required(String name) throws InvalidRecord {
    JsonNode value = value(name);
    if (value.isMissingNode() || value.isTextual() && value.textValue().isEmpty()) {
      throw missing(path(name));
    }
    return value;
  }

  /** Text that must be there and not empty. */
  String requiredText(String name) throws InvalidRecord {
    return textOf(required(name), path(name));
  }

  /** Text, or null. */
  @Nullable String text(String name) throws InvalidRecord {
    JsonNode value = value(name);
    return value.isMissingNode() ? null : textOf(value, path(name));
  }

  /** A finite number, or null. */
  @Nullable Double number(String name) throws InvalidRecord {
    JsonNode value = value(name);
    return value.isMissingNode() ? null : (Double) numberOf(value, path(name));
  }

  /** A number in [low, high], or null. */
  @Nullable Double number(String name, double low, double high) throws InvalidRecord {
    Double number = number(name);
    if (number != null && !(number >= low && number <= high)) {
      throw outOfRange(path(name), number, low, high);
    }
    return number;
  }

  /** A whole number from 0, or null. */
  @Nullable Integer index(String name) throws InvalidRecord {
    Double number = number(name, 0, Integer.MAX_VALUE);
    if (number == null) {
      return null;
    }
    if (number != Math.rint(number)) {
      throw wrongType(path(name), "a whole number", value(name));
    }
    return number.intValue();
  }

  /** A truth value, or null. */
  @Nullable Boolean truth(String name) throws InvalidRecord {
    JsonNode value = value(name);
    if (value.isMissingNode()) {
      return null;
    }
    if (!value.isBoolean()) {
      throw wrongType(path(name), "true or false", value);
    }
    return value.booleanValue();
  }

  /** An object of finite numbers, nulls left out; empty where it is absent. */
  Map<String, Double> numbers(String name) throws InvalidRecord {
    Map<String, Double> numbers = new TreeMap<>();
    for (Entry<String, JsonNode> entry : entries(name)) {
      numbers.put(entry.getKey(), numberOf(entry.getValue(), path(name) + "." + entry.getKey()));
    }
    return numbers;
  }

  /** An object of texts, other scalars as their text, nulls left out; empty where it is absent. */
  Map<String, String> categories(String name) throws InvalidRecord {
    Map<String, String> texts = new TreeMap<>();
    for (Entry<String, JsonNode> entry : entries(name)) {
      if (!entry.getValue().isValueNode()) {
        throw wrongType(path(name) + "." + entry.getKey(), "text", entry.getValue());
      }
      texts.put(entry.getKey(), entry.getValue().asText());
    }
    return texts;
  }

  /** The entries of an object that are not null; none where it is absent. */
  Iterable<Entry<String, JsonNode>> entries(String name) throws InvalidRecord {
    JsonNode value = value(name);
    if (value.isMissingNode()) {
      return Set.of();
    }
    if (!value.isObject()) {
      throw wrongType(path(name), "an object", value);
    }
    return value.properties().stream().filter(entry -> !entry.getValue().isNull()).toList();
  }

  /** The elements of an array; none where it is absent. */
  Iterable<JsonNode> elements(String name) throws InvalidRecord {
    JsonNode value = value(name);
    if (value.isMissingNode()) {
      return Set.of();
    }
    if (!value.isArray()) {
      throw wrongType(path(name), "an array", value);
    }
    return value;
  }

  /** Adds the fields that are not among the known to a map, as text or JSON, never over another. */
  void addUnknown(Set<String> known, Map<String, String> target) {
    for (Entry<String, JsonNode> entry : object.properties()) {
      if (!known.contains(entry.getKey()) && !entry.getValue().isNull()) {
        String key = path(entry.getKey());
        target.put(target.containsKey(key) ? "extra." + key : key, asText(entry.getValue()));
      }
    }
  }

  /** Text as it is, everything else as JSON. */
  static String asText(JsonNode value) {
    return value.isTextual() ? value.textValue() : value.toString();
  }

  static String textOf(JsonNode value, String path) throws InvalidRecord {
    if (!value.isTextual()) {
      throw wrongType(path, "text", value);
    }
    return value.textValue();
  }

  static double numberOf(JsonNode value, String path) throws InvalidRecord {
    if (!value.isNumber()) {
      throw wrongType(path, "a number", value);
    }
    double number = value.doubleValue();
    if (!Double.isFinite(number)) {
      throw new InvalidRecord("out_of_range", path, "The number at " + path + " is not finite.");
    }
    return number;
  }

  static InvalidRecord missing(String path) {
    return new InvalidRecord("missing_field", path, "The field " + path + " is missing.");
  }

  static InvalidRecord wrongType(String path, String wanted, JsonNode found) {
    String type = found.getNodeType().name().toLowerCase(Locale.ROOT);
    return new InvalidRecord(
        "wrong_type", path, "The field " + path + " should be " + wanted + ", it is " + type + ".");
  }

  static InvalidRecord unknownValue(String path, String found, String allowed) {
    String detail = "The field " + path + " is \"" + found + "\", it can be " + allowed + ".";
    return new InvalidRecord("unknown_value", path, detail);
  }

  static InvalidRecord outOfRange(String path, double found, double low, double high) {
    String range = high == Double.MAX_VALUE ? "at least " + low : "between " + low + " and " + high;
    String detail = "The field " + path + " is " + found + ", it should be " + range + ".";
    return new InvalidRecord("out_of_range", path, detail);
  }
}
