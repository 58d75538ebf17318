package dev.tracewise.source;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Who made a span, which tells the version of the convention that it follows.
 *
 * @param name name of the instrumentation
 * @param version version of the instrumentation
 * @param schemaUrl schema of the attributes, such as {@code
 *     https://opentelemetry.io/schemas/1.37.0}
 */
record InstrumentationScope(
    @Nullable String name, @Nullable String version, @Nullable String schemaUrl) {
  static final InstrumentationScope UNKNOWN = new InstrumentationScope(null, null, null);

  private static final Pattern SCHEMA = Pattern.compile("/schemas/(\\d{1,4}\\.\\d{1,4})");

  /**
   * Reads it.
   *
   * @param scope object with name and version, or a missing node
   * @param schemaUrl schema of the scope, or of the resource where the scope has none
   */
  static InstrumentationScope of(JsonNode scope, JsonNode schemaUrl) {
    if (!scope.isObject() && !schemaUrl.isTextual()) {
      return UNKNOWN;
    }
    return new InstrumentationScope(
        text(scope.path("name")), text(scope.path("version")), text(schemaUrl));
  }

  /** Major and minor version of the semantic conventions that the schema names. */
  @Nullable String schemaVersion() {
    if (schemaUrl == null) {
      return null;
    }
    Matcher matcher = SCHEMA.matcher(schemaUrl);
    return matcher.find() ? matcher.group(1) : null;
  }

  private static @Nullable String text(JsonNode value) {
    return value.isTextual() && !value.textValue().isEmpty() ? value.textValue() : null;
  }
}
