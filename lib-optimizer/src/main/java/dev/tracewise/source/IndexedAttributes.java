package dev.tracewise.source;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * Messages that were spread over attributes such as {@code llm.input_messages.0.message.content},
 * put together again.
 */
final class IndexedAttributes {
  /** Deepest name that is taken apart; the specifications stay below. */
  private static final int MAX_DEPTH = 12;

  private IndexedAttributes() {}

  /**
   * The messages under the prefix, in order of their index.
   *
   * @param prefix with its last dot
   */
  static JsonNode read(Attributes attributes, String prefix, Side side) {
    ObjectNode tree = JsonNodeFactory.instance.objectNode();
    for (Map.Entry<String, String> attribute : attributes.values().entrySet()) {
      String key = attribute.getKey();
      if (key.startsWith(prefix)) {
        insert(tree, key.substring(prefix.length()), tree.textNode(attribute.getValue()));
      }
    }
    return tree.isEmpty() ? tree : messages(arrays(tree), side);
  }

  /** Messages as a JSON list whose objects have dotted keys, as data frames export them. */
  static JsonNode expand(JsonNode list, Side side) {
    return messages(expanded(list), side);
  }

  private static JsonNode messages(JsonNode list, Side side) {
    ArrayNode messages = JsonNodeFactory.instance.arrayNode();
    for (JsonNode item : list) {
      JsonNode message = item.path("message").isObject() ? item.get("message") : item;
      if (message instanceof ObjectNode object) {
        if (!object.has("role")) {
          object.put("role", side.role());
        }
        messages.add(object);
      }
    }
    return messages;
  }

  private static JsonNode expanded(JsonNode value) {
    if (value.isArray()) {
      ArrayNode array = JsonNodeFactory.instance.arrayNode();
      value.forEach(item -> array.add(expanded(item)));
      return array;
    }
    if (!value.isObject()) {
      return value;
    }
    ObjectNode object = JsonNodeFactory.instance.objectNode();
    for (Map.Entry<String, JsonNode> field : value.properties()) {
      insert(object, field.getKey(), expanded(field.getValue()));
    }
    return object;
  }

  private static void insert(ObjectNode root, String dotted, JsonNode value) {
    ObjectNode node = root;
    int start = 0;
    int depth = 0;
    for (int dot = dotted.indexOf('.'); dot >= 0 && depth < MAX_DEPTH; depth++) {
      String segment = dotted.substring(start, dot);
      node = node.get(segment) instanceof ObjectNode inner ? inner : node.putObject(segment);
      start = dot + 1;
      dot = dotted.indexOf('.', start);
    }
    node.set(dotted.substring(start), value);
  }

  private static JsonNode arrays(JsonNode value) {
    if (!(value instanceof ObjectNode object)) {
      return value;
    }
    List<String> names = new ArrayList<>();
    object.fieldNames().forEachRemaining(names::add);
    for (String name : names) {
      object.set(name, arrays(object.get(name)));
    }
    if (!names.stream().allMatch(IndexedAttributes::isIndex)) {
      return object;
    }
    names.sort(Comparator.comparingInt(String::length).thenComparing(Comparator.naturalOrder()));
    ArrayNode array = JsonNodeFactory.instance.arrayNode();
    names.forEach(name -> array.add(object.get(name)));
    return array;
  }

  private static boolean isIndex(String name) {
    return !name.isEmpty() && name.chars().allMatch(c -> c >= '0' && c <= '9');
  }
}
