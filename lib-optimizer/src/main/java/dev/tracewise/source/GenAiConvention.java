package dev.tracewise.source;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The OTel semantic conventions for generative AI, v1.41, and the older {@code gen_ai.prompt.N}
 * form.
 *
 * @see <a href="https://opentelemetry.io/docs/specs/semconv/gen-ai/">OTel gen_ai</a>
 */
final class GenAiConvention implements Convention {
  private static final String OPERATION = "gen_ai.operation.name";

  @Override
  public String name() {
    return "gen_ai";
  }

  @Override
  public boolean appliesTo(Attributes attributes) {
    return attributes.has(OPERATION)
        || attributes.has("gen_ai.request.model")
        || attributes.has("gen_ai.input.messages")
        || attributes.has("gen_ai.output.messages");
  }

  @Override
  public @Nullable String version(InstrumentationScope scope) {
    return scope.schemaVersion();
  }

  @Override
  public @Nullable String kind(Attributes attributes) {
    String operation = attributes.text(OPERATION);
    return operation == null
        ? null
        : switch (operation) {
          case "chat", "text_completion", "generate_content" -> "LLM";
          case "embeddings" -> "EMBEDDING";
          case "retrieval" -> "RETRIEVER";
          case "execute_tool" -> "TOOL";
          case "create_agent", "invoke_agent" -> "AGENT";
          case "invoke_workflow" -> "CHAIN";
          default -> null;
        };
  }

  @Override
  public Conversation side(Attributes attributes, Side side) {
    boolean input = side == Side.INPUT;
    String messages =
        attributes.text(
            List.of(
                input ? "gen_ai.input.messages" : "gen_ai.output.messages",
                input ? "gen_ai.prompt" : "gen_ai.completion",
                input ? "gen_ai.tool.call.arguments" : "gen_ai.tool.call.result"));
    String instructions = input ? attributes.text("gen_ai.system_instructions") : null;
    if (messages != null || instructions != null) {
      return withInstructions(messages == null ? "[]" : messages, instructions, side);
    }
    JsonNode indexed =
        IndexedAttributes.read(attributes, input ? "gen_ai.prompt." : "gen_ai.completion.", side);
    return ChatMessages.chat(indexed, side);
  }

  private static Conversation withInstructions(
      String messages, @Nullable String instructions, Side side) {
    JsonNode list = JsonText.parse(messages);
    JsonNode parts = instructions == null ? null : JsonText.parse(instructions);
    if (instructions == null || list == null || !list.isArray() || startsWithSystem(list)) {
      return Convention.chatOrPlain(messages, side);
    }
    ArrayNode all = JsonNodeFactory.instance.arrayNode();
    var system = all.addObject().put("role", "system");
    if (parts == null) {
      system.put("content", instructions);
    } else {
      system.set("content", parts);
    }
    list.forEach(all::add);
    return ChatMessages.chat(all, side);
  }

  private static boolean startsWithSystem(JsonNode list) {
    return list.path(0).path("role").asText("").equals("system");
  }
}
