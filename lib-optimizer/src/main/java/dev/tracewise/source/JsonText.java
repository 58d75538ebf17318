package dev.tracewise.source;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import org.jspecify.annotations.Nullable;

/** JSON that is packed in a text value, as attributes carry it. */
final class JsonText {
  private static final ObjectReader READER = new ObjectMapper().readerFor(JsonNode.class);

  private JsonText() {}

  /** The object, array or string in the text; null when the text is not one of them. */
  static @Nullable JsonNode parse(String text) {
    int start = 0;
    while (start < text.length() && text.charAt(start) <= ' ') {
      start++;
    }
    if (start == text.length() || "[{\"".indexOf(text.charAt(start)) < 0) {
      return null;
    }
    try {
      JsonNode value = READER.readValue(text);
      return value == null || value.isMissingNode() ? null : value;
    } catch (JsonProcessingException notJson) {
      return null;
    }
  }

  /** The value as text: a string as it is, anything else as JSON; null for null. */
  static @Nullable String of(@Nullable JsonNode value) {
    if (value == null || value.isNull() || value.isMissingNode()) {
      return null;
    }
    return value.isTextual() ? value.textValue() : value.toString();
  }
}
