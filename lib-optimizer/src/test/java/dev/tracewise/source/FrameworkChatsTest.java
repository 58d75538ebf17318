package dev.tracewise.source;

import static dev.tracewise.source.SharedData.CLOCK;
import static dev.tracewise.source.SharedData.JSON;
import static dev.tracewise.source.SharedData.ORIGIN;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.tracewise.model.Message;
import dev.tracewise.model.Span;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Every observation of real framework traces against the conversations that are expected of it.
 *
 * <p>Deliberate differences, where the expectation names no role or holds no content:
 *
 * <ul>
 *   <li>A message without a role gets the role of its side (user, assistant).
 *   <li>Expected {@code json} alone is the content as JSON, except that a lone {@code text} is the
 *       content itself (BeeAI), and a choice that wraps a {@code message} is that message
 *       (gen_ai.choice of Pydantic AI).
 *   <li>Messages of which the expectation keeps nothing but the tools (Agno prints them with
 *       Python) keep their printed text; only their number is compared.
 * </ul>
 */
final class FrameworkChatsTest {
  @TestFactory
  List<DynamicTest> everyObservationHasTheExpectedConversation() {
    Path folder = SharedData.folder("agent_traces/langfuse");
    List<DynamicTest> tests = new ArrayList<>();
    for (Path expected : SharedData.files(folder, ".chatml.json")) {
      String name = expected.getFileName().toString().replace(".chatml.json", "");
      tests.add(
          DynamicTest.dynamicTest(
              name, () -> compare(folder.resolve(name + ".trace.json"), expected)));
    }
    assertThat(tests).hasSizeGreaterThanOrEqualTo(14);
    return tests;
  }

  private static void compare(Path trace, Path expected) throws JsonProcessingException {
    JsonNode export = SharedData.json(trace);
    LangfuseFormat format = new LangfuseFormat(CLOCK);
    assertThat(format.recognises(export)).isTrue();
    Map<String, Span> spans = new HashMap<>();
    for (var parsed : format.read(export, ORIGIN)) {
      if (parsed instanceof Span span) {
        assertThat(spans.put(span.spanId(), span)).isNull();
      }
    }
    assertThat(spans).hasSize(export.path("observations").size());
    for (var entry : SharedData.json(expected).properties()) {
      Span span = spans.get(entry.getKey());
      assertThat(span).as(entry.getKey()).isNotNull();
      check(span, entry.getValue().path("input"), Side.INPUT);
      check(span, entry.getValue().path("output"), Side.OUTPUT);
    }
  }

  private static void check(Span span, JsonNode expected, Side side)
      throws JsonProcessingException {
    String at = span.spanId() + " " + side;
    List<Message> messages = side == Side.INPUT ? span.inputMessages() : span.outputMessages();
    String text = side == Side.INPUT ? span.input() : span.output();
    JsonNode data = expected.path("data");
    if (!expected.path("success").asBoolean()) {
      assertThat(messages).as(at).isEmpty();
      return;
    }
    assertThat(messages).as(at).hasSize(data.size());
    for (int i = 0; i < data.size(); i++) {
      JsonNode message = unwrapped(data.get(i));
      assertThat(messages.get(i).role())
          .as(at)
          .isEqualTo(message.path("role").asText(roleOf(messages.get(i), message, side)));
      checkContent(messages.get(i).content(), message, at + " " + i);
    }
    assertThat(text).as(at).isEqualTo(messages.get(messages.size() - 1).content());
  }

  private static String roleOf(Message message, JsonNode expected, Side side) {
    return onlyTools(expected) ? message.role() : side.role();
  }

  private static JsonNode unwrapped(JsonNode message) {
    JsonNode choice = message.path("json").path("message");
    return choice.isObject() && !message.has("role") ? choice : message;
  }

  private static boolean onlyTools(JsonNode message) {
    return message.size() == 1 && message.has("tools");
  }

  private static void checkContent(String content, JsonNode expected, String at)
      throws JsonProcessingException {
    if (onlyTools(expected)) {
      assertThat(content).as(at).isNotBlank();
      return;
    }
    String text = textOf(expected);
    if (text != null) {
      assertThat(content).as(at).isEqualTo(text);
      return;
    }
    JsonNode json = JsonNodeFactory.instance.textNode("");
    for (String key : new String[] {"json", "content", "tool_calls"}) {
      JsonNode value = expected.path(key);
      json = value.isContainerNode() && !value.isEmpty() ? value : json;
    }
    if (json.isTextual()) {
      assertThat(content).as(at).isEmpty();
    } else {
      assertThat(plainNumbers(JSON.readTree(content))).as(at).isEqualTo(plainNumbers(json));
    }
  }

  private static @Nullable String textOf(JsonNode message) {
    JsonNode content = message.path("content");
    if (content.isTextual() && !content.textValue().isEmpty()) {
      return content.textValue();
    }
    if (message.path("json").path("text").isTextual() && message.path("json").size() == 1) {
      return message.path("json").get("text").textValue();
    }
    List<String> texts = new ArrayList<>();
    if (content.isArray()) {
      content.forEach(
          part -> {
            if (part.path("text").isTextual()) {
              texts.add(part.get("text").textValue());
            }
          });
    }
    return texts.isEmpty() ? null : String.join("\n", texts);
  }

  /** JavaScript, which wrote the expectation, prints 44.0 as 44. */
  private static JsonNode plainNumbers(JsonNode value) {
    if (value.isNumber()) {
      return JsonNodeFactory.instance.numberNode(value.doubleValue());
    }
    if (value.isArray()) {
      var array = JsonNodeFactory.instance.arrayNode();
      value.forEach(item -> array.add(plainNumbers(item)));
      return array;
    }
    if (value.isObject()) {
      var object = JsonNodeFactory.instance.objectNode();
      value.properties().forEach(f -> object.set(f.getKey(), plainNumbers(f.getValue())));
      return object;
    }
    return value;
  }
}
