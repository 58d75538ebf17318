package dev.tracewise.source;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/**
 * Tool calls of all frameworks in one shape: {@code [{"id":…,"name":…,"arguments":"…","type":
 * "function"}]}, arguments as JSON text.
 */
final class ToolCalls {
  private final ArrayNode calls = JsonNodeFactory.instance.arrayNode();

  boolean isEmpty() {
    return calls.isEmpty();
  }

  /** Adds a call in any known shape. */
  void add(JsonNode call) {
    JsonNode flat = call.path("tool_call").isObject() ? call.get("tool_call") : call;
    JsonNode function = flat.path("function").isObject() ? flat.get("function") : flat;
    ObjectNode normal = calls.addObject();
    String id = first(flat, "id", "call_id", "toolCallId");
    if (flat.has("call_id")) {
      id = JsonText.of(flat.get("call_id"));
    }
    if (id != null) {
      normal.put("id", id);
    }
    String name = first(function, "name", "toolName");
    normal.put("name", name == null ? "" : name);
    String arguments = first(function, "arguments", "args", "input");
    normal.put("arguments", arguments == null ? "" : arguments);
    normal.put("type", "function");
  }

  void addAll(JsonNode list) {
    for (JsonNode call : list) {
      if (call.isObject()) {
        add(call);
      }
    }
  }

  String json() {
    return calls.toString();
  }

  private static @Nullable String first(JsonNode object, String... keys) {
    for (String key : keys) {
      String text = JsonText.of(object.get(key));
      if (text != null) {
        return text;
      }
    }
    return null;
  }
}
