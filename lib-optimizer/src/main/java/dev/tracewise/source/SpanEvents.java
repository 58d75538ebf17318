package dev.tracewise.source;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the gen_ai events of a span say: messages, one by one or all in one event, and evaluations;
 * and which exception was recorded.
 *
 * @see <a href="https://opentelemetry.io/docs/specs/semconv/gen-ai/gen-ai-events/">gen_ai
 *     events</a>
 */
final class SpanEvents {
  private static final List<String> MESSAGE_ATTRIBUTES =
      List.of(
          "gen_ai.system_instructions",
          "gen_ai.input.messages",
          "gen_ai.output.messages",
          "gen_ai.prompt",
          "gen_ai.completion");

  private static final List<String> EXCEPTION_ATTRIBUTES =
      List.of("exception.type", "exception.message");

  private final SpanDraft draft;
  private final ArrayNode input = JsonNodeFactory.instance.arrayNode();
  private final ArrayNode output = JsonNodeFactory.instance.arrayNode();

  private SpanEvents(SpanDraft draft) {
    this.draft = draft;
  }

  /** Adds what the events say to the draft; events of other kinds say nothing. */
  static void read(JsonNode events, SpanDraft draft) {
    if (events.isEmpty()) {
      return;
    }
    SpanEvents all = new SpanEvents(draft);
    for (JsonNode event : events) {
      String name = event.path("name").asText("");
      if (name.startsWith("gen_ai.")) {
        all.read(name, event);
      } else if (name.equals("exception")) {
        all.keepException(attributes(event.path("attributes")));
      }
    }
    draft.eventInput = ChatMessages.chat(all.input, Side.INPUT);
    draft.eventOutput = ChatMessages.chat(all.output, Side.OUTPUT);
  }

  private void read(String name, JsonNode event) {
    Attributes attributes = attributes(event.path("attributes"));
    switch (name) {
      case "gen_ai.system.message" -> addMessage(input, attributes, "system");
      case "gen_ai.user.message" -> addMessage(input, attributes, "user");
      case "gen_ai.assistant.message" -> addMessage(input, attributes, "assistant");
      case "gen_ai.tool.message" -> addMessage(input, attributes, "tool");
      case "gen_ai.choice" -> addMessage(output, attributes, "assistant");
      case "gen_ai.evaluation.result" ->
          draft.evaluations.add(Judgement.ofEvent(attributes, event));
      default ->
          MESSAGE_ATTRIBUTES.forEach(
              key -> draft.attributes.putIfAbsent(key, attributes.text(key)));
    }
  }

  /** That something went wrong within the span is worth knowing where only attributes are kept. */
  private void keepException(Attributes attributes) {
    EXCEPTION_ATTRIBUTES.forEach(key -> draft.attributes.putIfAbsent(key, attributes.text(key)));
  }

  private static Attributes attributes(JsonNode given) {
    Faults faults = new Faults();
    Attributes attributes = new Attributes(faults, "events.attributes.");
    if (given.isObject()) {
      attributes.addAll("", given);
    } else {
      AnyValues.putAll(given, attributes, faults);
    }
    return attributes;
  }

  private static void addMessage(ArrayNode side, Attributes attributes, String role) {
    ObjectNode message = side.addObject();
    message.put("role", role);
    for (String key : new String[] {"gen_ai.event.content", "message"}) {
      JsonNode body = parsed(attributes.text(key));
      JsonNode inner = body.path("message").isObject() ? body.get("message") : body;
      if (inner instanceof ObjectNode object) {
        message.setAll(object);
      }
    }
    for (String key : new String[] {"role", "content", "tool_calls"}) {
      String text = attributes.text(List.of(key, "message." + key));
      if (text != null) {
        JsonNode json = parsed(text);
        message.set(key, json.isArray() ? json : message.textNode(text));
      }
    }
  }

  private static JsonNode parsed(@Nullable String text) {
    JsonNode json = text == null ? null : JsonText.parse(text);
    return json == null ? JsonNodeFactory.instance.missingNode() : json;
  }
}
