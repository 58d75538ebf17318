package dev.tracewise.source;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tracewise.model.Modality;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The content of one message, from the parts that the frameworks split it into. Text wins; without
 * text the tool calls stand for the content, without them the parts as they came.
 */
final class ContentParts {
  private final Set<Modality> media;
  private final ToolCalls calls = new ToolCalls();
  private final StringBuilder text = new StringBuilder();

  /**
   * @param media where kinds of content that are not text are noted
   */
  ContentParts(Set<Modality> media) {
    this.media = media;
  }

  /** The content of a message object. */
  String of(JsonNode message) {
    JsonNode content = contentOf(message);
    if (content.isTextual()) {
      append(content.textValue());
    } else if (content.isArray()) {
      content.forEach(this::addPart);
    } else if (content.isObject()) {
      addPart(content);
    }
    if (!text.isEmpty()) {
      return text.toString();
    }
    calls.addAll(message.path("tool_calls"));
    calls.addAll(message.path("toolCalls"));
    if (message.path("function_call").isObject()) {
      calls.add(message.get("function_call"));
    }
    if (!calls.isEmpty()) {
      return calls.json();
    }
    return content.isContainerNode() && !content.isEmpty() ? content.toString() : plain(content);
  }

  private static String plain(JsonNode content) {
    return content.isValueNode() && !content.isNull() ? content.asText() : "";
  }

  private static JsonNode contentOf(JsonNode message) {
    for (String key : new String[] {"content", "parts", "contents", "text"}) {
      JsonNode value = message.path(key);
      if (!value.isMissingNode() && !value.isNull()) {
        JsonNode inner = value.path("parts");
        return inner.isArray() ? inner : value;
      }
    }
    return message.path("content");
  }

  private void addPart(JsonNode wrapped) {
    JsonNode part =
        wrapped.path("message_content").isObject() ? wrapped.get("message_content") : wrapped;
    if (part.isTextual()) {
      append(part.textValue());
      return;
    }
    String type = part.path("type").asText("").toLowerCase(Locale.ROOT);
    switch (type) {
      case "tool_call", "tool-call", "function_call" -> calls.add(part);
      case "tool_call_response" -> append(response(part));
      case "", "text", "input_text", "output_text" -> addText(part);
      default -> note(part, type);
    }
  }

  private void addText(JsonNode part) {
    JsonNode own = part.path("text").isTextual() ? part.path("text") : part.path("content");
    if (own.isTextual()) {
      append(own.textValue());
    } else {
      note(part, "");
    }
  }

  private static @Nullable String response(JsonNode part) {
    String own = JsonText.of(part.get("response"));
    return own == null ? JsonText.of(part.get("result")) : own;
  }

  private void append(@Nullable String more) {
    if (more != null && !more.isEmpty()) {
      if (!text.isEmpty()) {
        text.append('\n');
      }
      text.append(more);
    }
  }

  private void note(JsonNode part, String type) {
    Modality kind = named(type);
    for (String key :
        new String[] {"modality", "mime_type", "mimeType", "mediaType", "media_type"}) {
      kind = kind == null || kind == Modality.DOCUMENT ? better(kind, part.path(key)) : kind;
    }
    for (String key :
        new String[] {"inline_data", "inlineData", "file_data", "fileData", "source"}) {
      JsonNode data = part.path(key);
      if (kind == null && data.isObject()) {
        kind =
            better(
                better(better(null, data.path("mime_type")), data.path("mimeType")),
                data.path("media_type"));
      }
    }
    if (kind != null) {
      media.add(kind);
    }
  }

  private static @Nullable Modality better(@Nullable Modality known, JsonNode name) {
    Modality found = name.isTextual() ? named(name.textValue().toLowerCase(Locale.ROOT)) : null;
    return found == null ? known : found;
  }

  private static @Nullable Modality named(String name) {
    if (name.contains("image")) {
      return Modality.IMAGE;
    }
    if (name.contains("audio")) {
      return Modality.AUDIO;
    }
    if (name.contains("video")) {
      return Modality.VIDEO;
    }
    return name.contains("file") || name.contains("document") || name.contains("pdf")
        ? Modality.DOCUMENT
        : null;
  }
}
