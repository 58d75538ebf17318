package dev.tracewise.source;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** Reads points in time as exporters write them and keeps microseconds. */
final class Instants {
  /** Nothing that we read was recorded before. */
  static final Instant EARLIEST = Instant.parse("2000-01-01T00:00:00Z");

  private static final Duration AHEAD = Duration.ofDays(1);
  private static final long NANOS = 1_000_000_000L;

  private final Instant latest;
  private final Faults faults;

  /**
   * @param now the present; times more than a day after it are faults
   */
  Instants(Instant now, Faults faults) {
    this.latest = now.plus(AHEAD);
    this.faults = faults;
  }

  /** The same, for a record of its own. */
  Instants with(Faults others) {
    return new Instants(latest.minus(AHEAD), others);
  }

  /**
   * A time as ISO 8601 text (UTC where no offset is given), {@code [seconds, nanos]}, or a count of
   * seconds, milliseconds, microseconds or nanoseconds since 1970, told apart by their size.
   */
  @Nullable Instant read(JsonNode value, String field) {
    if (value.isMissingNode() || value.isNull()) {
      faults.missing(field);
      return null;
    }
    try {
      return inRange(convert(value, field), field);
    } catch (DateTimeException | ArithmeticException impossible) {
      faults.wrongType(field, "a time, such as 2026-10-01T12:00:00Z");
      return null;
    }
  }

  private @Nullable Instant inRange(@Nullable Instant time, String field) {
    if (time == null) {
      return null;
    }
    if (time.isBefore(EARLIEST)) {
      faults.impossibleTime(field, "is before 2000");
      return null;
    }
    if (time.isAfter(latest)) {
      faults.impossibleTime(field, "is more than a day in the future");
      return null;
    }
    return time.truncatedTo(ChronoUnit.MICROS);
  }

  private @Nullable Instant convert(JsonNode value, String field) {
    if (value.isTextual()) {
      String text = value.textValue().trim();
      return isCount(text) ? ofCount(text, field) : ofIso(text);
    }
    if (value.isArray() && value.size() == 2 && isLong(value.get(0)) && isLong(value.get(1))) {
      return Instant.ofEpochSecond(value.get(0).longValue(), value.get(1).longValue());
    }
    if (value.isIntegralNumber()) {
      return ofCount(value.asText(), field);
    }
    if (value.isNumber()) {
      double number = value.doubleValue();
      return Math.abs(number) < 1e10
          ? Instant.ofEpochSecond(0, Math.round(number * 1e6) * 1000)
          : ofCount(Long.toString((long) number), field);
    }
    faults.wrongType(field, "a time");
    return null;
  }

  private static boolean isLong(JsonNode value) {
    return value.isIntegralNumber() && value.canConvertToLong();
  }

  private static boolean isCount(String text) {
    int start = text.startsWith("-") ? 1 : 0;
    for (int i = start; i < text.length(); i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        return false;
      }
    }
    return text.length() > start;
  }

  private @Nullable Instant ofCount(String digits, String field) {
    if (digits.length() > 19) {
      faults.impossibleTime(field, "is out of every range");
      return null;
    }
    long count;
    try {
      count = Long.parseLong(digits);
    } catch (NumberFormatException tooLarge) {
      faults.impossibleTime(field, "is out of every range");
      return null;
    }
    if (count >= 100_000_000_000_000_000L) {
      return Instant.ofEpochSecond(count / NANOS, count % NANOS);
    }
    if (count >= 100_000_000_000_000L) {
      return Instant.ofEpochSecond(count / 1_000_000, count % 1_000_000 * 1000);
    }
    return count >= 100_000_000_000L ? Instant.ofEpochMilli(count) : Instant.ofEpochSecond(count);
  }

  private static Instant ofIso(String text) {
    String iso = text.length() > 10 && text.charAt(10) == ' ' ? text.replace(' ', 'T') : text;
    if (iso.endsWith("Z")) {
      return Instant.parse(iso);
    }
    int zone = Math.max(iso.lastIndexOf('+'), iso.lastIndexOf('-'));
    return zone > 10
        ? OffsetDateTime.parse(iso).toInstant()
        : LocalDateTime.parse(iso).toInstant(ZoneOffset.UTC);
  }
}
