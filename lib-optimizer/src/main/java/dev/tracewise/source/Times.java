package dev.tracewise.source;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAccessor;
import java.util.Locale;

/**
 * Reads times: ISO 8601 with an offset, or numbers since 1970 in seconds (below 10¹¹) or
 * milliseconds. A time before the year 2000 or more than a day ahead of the clock is impossible.
 */
final class Times {
  private static final Instant EARLIEST = Instant.parse("2000-01-01T00:00:00Z");
  private static final Duration AHEAD = Duration.ofDays(1);
  private static final double FIRST_MILLIS = 1e11;
  private static final DateTimeFormatter ISO =
      new DateTimeFormatterBuilder()
          .parseCaseInsensitive()
          .append(DateTimeFormatter.ISO_LOCAL_DATE_TIME)
          .optionalStart()
          .appendOffset("+HH:MM", "Z")
          .optionalEnd()
          .optionalStart()
          .appendOffset("+HHMM", "Z")
          .optionalEnd()
          .optionalStart()
          .appendOffset("+HHmm", "Z")
          .optionalEnd()
          .toFormatter(Locale.ROOT)
          .withResolverStyle(ResolverStyle.STRICT);

  private final Clock clock;

  /**
   * @param clock tells what is in the future
   */
  Times(Clock clock) {
    this.clock = clock;
  }

  /** The time in a field that must be there, cut to microseconds. */
  Instant required(Fields fields, String name) throws InvalidRecord {
    JsonNode value = fields.required(name);
    String path = fields.path(name);
    Instant time = value.isNumber() ? ofNumber(value, path) : ofText(value, path);
    if (time.isBefore(EARLIEST) || time.isAfter(clock.instant().plus(AHEAD))) {
      throw impossible(path, "is " + time + ", before 2000 or in the future");
    }
    return time.truncatedTo(ChronoUnit.MICROS);
  }

  private static Instant ofNumber(JsonNode value, String path) throws InvalidRecord {
    double number = Fields.numberOf(value, path);
    double seconds = Math.abs(number) < FIRST_MILLIS ? number : number / 1000;
    if (Math.abs(seconds) > FIRST_MILLIS) {
      throw impossible(path, "is " + number + ", too large for seconds or milliseconds");
    }
    return Instant.EPOCH.plus(Math.round(seconds * 1e6), ChronoUnit.MICROS);
  }

  private static Instant ofText(JsonNode value, String path) throws InvalidRecord {
    String text = Fields.textOf(value, path);
    String iso = text.length() > 10 && text.charAt(10) == ' ' ? text.replaceFirst(" ", "T") : text;
    try {
      TemporalAccessor parsed = ISO.parse(iso);
      if (!parsed.isSupported(ChronoField.OFFSET_SECONDS)) {
        throw impossible(path, "has no offset from UTC");
      }
      return Instant.from(parsed);
    } catch (DateTimeException e) {
      throw impossible(path, "is not a time in ISO 8601");
    }
  }

  private static InvalidRecord impossible(String path, String why) {
    return new InvalidRecord("impossible_time", path, "The time at " + path + " " + why + ".");
  }
}
