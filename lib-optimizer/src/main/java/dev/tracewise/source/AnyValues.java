package dev.tracewise.source;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/** Attributes as OTLP writes them: lists of a key and a value that is wrapped in its type. */
final class AnyValues {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private AnyValues() {}

  /** Adds every attribute of the list; one without a key is a fault. */
  static void putAll(JsonNode list, Attributes attributes, Faults faults) {
    if (list.isMissingNode() || list.isNull()) {
      return;
    }
    if (!list.isArray()) {
      faults.wrongType("attributes", "a list of keys and values");
      return;
    }
    for (JsonNode attribute : list) {
      JsonNode key = attribute.path("key");
      if (!key.isTextual()) {
        faults.wrongType("attributes.key", "text");
        return;
      }
      attributes.put(key.textValue(), text(attribute.path("value")));
    }
  }

  private static @Nullable String text(JsonNode value) {
    if (!value.isObject()) {
      return JsonText.of(value);
    }
    JsonNode string = either(value, "stringValue", "string_value");
    return string.isTextual() ? string.textValue() : JsonText.of(unwrapped(value));
  }

  private static JsonNode unwrapped(JsonNode value) {
    JsonNode array = either(value, "arrayValue", "array_value");
    if (array.isObject()) {
      ArrayNode list = NODES.arrayNode();
      array.path("values").forEach(item -> list.add(unwrapped(item)));
      return list;
    }
    JsonNode entries = either(value, "kvlistValue", "kvlist_value");
    if (entries.isObject()) {
      ObjectNode object = NODES.objectNode();
      entries
          .path("values")
          .forEach(entry -> object.set(entry.path("key").asText(), unwrapped(entry.path("value"))));
      return object;
    }
    JsonNode whole = either(value, "intValue", "int_value");
    if (!whole.isMissingNode()) {
      return whole.isTextual() ? number(whole.textValue(), whole) : whole;
    }
    return scalar(value);
  }

  private static JsonNode scalar(JsonNode value) {
    String[] names = {
      "stringValue",
      "string_value",
      "doubleValue",
      "double_value",
      "boolValue",
      "bool_value",
      "bytesValue",
      "bytes_value"
    };
    for (String name : names) {
      JsonNode scalar = value.path(name);
      if (!scalar.isMissingNode()) {
        return scalar;
      }
    }
    return NODES.nullNode();
  }

  /** 64-bit numbers are strings in OTLP JSON. */
  private static JsonNode number(String digits, JsonNode otherwise) {
    try {
      return NODES.numberNode(Long.parseLong(digits));
    } catch (NumberFormatException notWhole) {
      return otherwise;
    }
  }

  private static JsonNode either(JsonNode object, String camel, String snake) {
    JsonNode value = object.path(camel);
    return value.isMissingNode() ? object.path(snake) : value;
  }
}
