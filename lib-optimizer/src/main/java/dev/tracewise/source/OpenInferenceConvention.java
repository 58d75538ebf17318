package dev.tracewise.source;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * OpenInference, specification of 2026-08-21.
 *
 * @see <a href="https://github.com/Arize-ai/openinference/tree/main/spec">OpenInference</a>
 */
final class OpenInferenceConvention implements Convention {
  /** The kinds of spans that the specification knows. */
  static final Set<String> KINDS =
      Set.of(
          "LLM",
          "EMBEDDING",
          "CHAIN",
          "RETRIEVER",
          "RERANKER",
          "TOOL",
          "AGENT",
          "GUARDRAIL",
          "EVALUATOR",
          "PROMPT");

  private static final String KIND = "openinference.span.kind";

  @Override
  public String name() {
    return "openinference";
  }

  @Override
  public boolean appliesTo(Attributes attributes) {
    return attributes.has(KIND)
        || attributes.has("input.value")
        || attributes.has("output.value")
        || attributes.has("llm.model_name");
  }

  @Override
  public @Nullable String version(InstrumentationScope scope) {
    return scope.name() != null && scope.name().contains("openinference") ? scope.version() : null;
  }

  @Override
  public @Nullable String kind(Attributes attributes) {
    String kind = attributes.text(KIND);
    return kind == null ? null : kind.toUpperCase(Locale.ROOT);
  }

  @Override
  public Conversation side(Attributes attributes, Side side) {
    boolean input = side == Side.INPUT;
    String name = input ? "llm.input_messages" : "llm.output_messages";
    String packed = attributes.text(name);
    JsonNode list = packed == null ? null : JsonText.parse(packed);
    JsonNode messages =
        list == null
            ? IndexedAttributes.read(attributes, name + ".", side)
            : IndexedAttributes.expand(list, side);
    Conversation chat = ChatMessages.chat(messages, side);
    if (!chat.messages().isEmpty()) {
      return chat;
    }
    return Convention.chatOrPlain(
        attributes.text(
            input
                ? List.of("input.value", "embedding.text", "embedding.embeddings.0.embedding.text")
                : List.of("output.value", "retrieval.documents.0.document.content")),
        side);
  }
}
