package dev.tracewise.source;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tracewise.model.Modality;
import java.util.EnumSet;
import org.jspecify.annotations.Nullable;

/**
 * What a person would read of a value that is no chat: the prompt, the one message, or the last of
 * the messages that LangChain serialised as objects of its classes.
 */
final class ValueText {
  private ValueText() {}

  /** The text; null where the value as a whole is the best there is. */
  static @Nullable String of(JsonNode value) {
    JsonNode list = value.path("messages").isArray() ? value.get("messages") : value;
    JsonNode last = list.isArray() ? list.path(list.size() - 1) : list;
    if (last.path("lc").isNumber()) {
      String content = new ContentParts(EnumSet.noneOf(Modality.class)).of(last.path("kwargs"));
      return content.isEmpty() ? null : content;
    }
    JsonNode own = value.has("content") ? value.path("content") : value.path("prompt");
    return own.isTextual() && !own.textValue().isBlank() ? own.textValue() : null;
  }
}
