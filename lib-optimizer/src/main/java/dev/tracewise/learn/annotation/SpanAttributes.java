package dev.tracewise.learn.annotation;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Attributes of a span in either form: flat ({@code "routing.confidence": 0.8}) as exporters write
 * them, or nested ({@code "routing": {"confidence": 0.8}}) as some collectors give them back. A
 * flat name beats a nested one.
 *
 * @param values attributes by name; objects as maps
 */
public record SpanAttributes(Map<String, ?> values) {
  /** No attributes. */
  public static final SpanAttributes NONE = new SpanAttributes(Map.of());

  /** Copies the map. */
  public SpanAttributes {
    values = Map.copyOf(values);
  }

  /** The value of a dotted name as text; null where there is none. */
  public @Nullable String text(String name) {
    Object found = find(values, name);
    return found == null || found instanceof Map ? null : found.toString();
  }

  /** The value of a dotted name as a number; null where there is none or it is no number. */
  public @Nullable Double number(String name) {
    String text = text(name);
    if (text == null) {
      return null;
    }
    try {
      double number = Double.parseDouble(text);
      return Double.isFinite(number) ? Double.valueOf(number) : null;
    } catch (NumberFormatException notNumber) {
      return null;
    }
  }

  private static @Nullable Object find(Map<?, ?> object, String name) {
    Object flat = object.get(name);
    if (flat != null) {
      return flat;
    }
    for (int dot = name.indexOf('.'); dot >= 0; dot = name.indexOf('.', dot + 1)) {
      if (object.get(name.substring(0, dot)) instanceof Map<?, ?> inner) {
        Object found = find(inner, name.substring(dot + 1));
        if (found != null) {
          return found;
        }
      }
    }
    return null;
  }
}
