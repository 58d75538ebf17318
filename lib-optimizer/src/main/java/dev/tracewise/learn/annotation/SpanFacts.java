package dev.tracewise.learn.annotation;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a span that decided something.
 *
 * @param parentSpanId its parent; null for a root
 * @param givenStatus its status, by whichever of the names {@code status} and {@code status_code}
 *     it came; null where it has none
 * @param attributes its attributes
 * @param events names of its events, and of the spans below it that failed
 */
public record SpanFacts(
    @Nullable String parentSpanId,
    @Nullable String givenStatus,
    SpanAttributes attributes,
    List<String> events) {
  /** Attributes that carry a status where the span itself has none. */
  public static final List<String> STATUS_ATTRIBUTES =
      List.of("otel.status_code", "status_code", "status");

  /** Attributes that are there when something went wrong within. */
  public static final List<String> ERROR_ATTRIBUTES =
      List.of("exception.type", "exception.message", "error.type");

  /** Copies the events. */
  public SpanFacts {
    events = List.copyOf(events);
  }

  /** OK, ERROR or UNSET, whatever the name and the case it came in. */
  public String status() {
    String own = known(givenStatus);
    if (own != null) {
      return own;
    }
    for (String name : STATUS_ATTRIBUTES) {
      String status = known(attributes.text(name));
      if (status != null) {
        return status;
      }
    }
    return "UNSET";
  }

  /** Whether the span recorded an error of its own or of what it called. */
  public boolean sawError() {
    return events.stream().map(name -> name.toLowerCase(Locale.ROOT)).anyMatch(SpanFacts::isError)
        || ERROR_ATTRIBUTES.stream().anyMatch(name -> attributes.text(name) != null);
  }

  private static boolean isError(String event) {
    return event.contains("error") || event.equals("exception");
  }

  private static @Nullable String known(@Nullable String status) {
    String upper = status == null ? "" : status.strip().toUpperCase(Locale.ROOT);
    return upper.equals("OK") || upper.equals("ERROR") ? upper : null;
  }
}
