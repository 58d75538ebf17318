package dev.tracewise.source;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tracewise.model.Message;
import dev.tracewise.model.Modality;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The attributes of the Vercel AI SDK, versions 4 to 6.
 *
 * @see <a href="https://ai-sdk.dev/docs/ai-sdk-core/telemetry">AI SDK telemetry</a>
 */
final class VercelConvention implements Convention {
  private static final String OPERATION = "ai.operationId";

  @Override
  public String name() {
    return "vercel";
  }

  @Override
  public boolean appliesTo(Attributes attributes) {
    return attributes.has(OPERATION);
  }

  @Override
  public @Nullable String kind(Attributes attributes) {
    String operation = attributes.text(OPERATION);
    if (operation == null) {
      return null;
    }
    if (operation.equals("ai.toolCall")) {
      return "TOOL";
    }
    if (operation.endsWith(".doGenerate") || operation.endsWith(".doStream")) {
      return "LLM";
    }
    if (operation.startsWith("ai.embed")) {
      return operation.endsWith(".doEmbed") ? "EMBEDDING" : "CHAIN";
    }
    return operation.startsWith("ai.generate") || operation.startsWith("ai.stream")
        ? "AGENT"
        : null;
  }

  @Override
  public Conversation side(Attributes attributes, Side side) {
    return side == Side.INPUT ? input(attributes) : output(attributes);
  }

  private static Conversation input(Attributes attributes) {
    String messages = attributes.text("ai.prompt.messages");
    if (messages != null) {
      return Convention.chatOrPlain(messages, Side.INPUT);
    }
    String prompt = attributes.text("ai.prompt");
    JsonNode json = prompt == null ? null : JsonText.parse(prompt);
    if (json != null && json.path("prompt").isTextual()) {
      return asked(json);
    }
    return prompt == null
        ? Conversation.plain(values(attributes))
        : Convention.chatOrPlain(prompt, Side.INPUT);
  }

  /** A prompt is what the user said, after the system's instructions where there are some. */
  private static Conversation asked(JsonNode prompt) {
    List<Message> messages = new ArrayList<>();
    if (prompt.path("system").isTextual()) {
      messages.add(new Message("system", prompt.get("system").textValue()));
    }
    messages.add(new Message("user", prompt.get("prompt").textValue()));
    return Conversation.of(messages, EnumSet.noneOf(Modality.class));
  }

  private static @Nullable String values(Attributes attributes) {
    String value = attributes.text(List.of("ai.value", "ai.values", "ai.toolCall.args"));
    JsonNode json = value == null ? null : JsonText.parse(value);
    if (json != null && json.isArray() && json.size() == 1 && json.get(0).isTextual()) {
      JsonNode inner = JsonText.parse(json.get(0).textValue());
      return inner != null && inner.isTextual() ? inner.textValue() : json.get(0).textValue();
    }
    return json != null && json.isTextual() ? json.textValue() : value;
  }

  private static Conversation output(Attributes attributes) {
    String text = attributes.text(List.of("ai.response.text", "ai.response.object"));
    if (text != null) {
      return ChatMessages.single("assistant", text);
    }
    return Convention.chatOrPlain(
        attributes.text(List.of("ai.response.toolCalls", "ai.toolCall.result")), Side.OUTPUT);
  }
}
