package dev.tracewise.jobs.command;

import dev.tracewise.model.Errors;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/** Times on the command line. */
final class Times {
  private Times() {}

  /**
   * The time that an option gives.
   *
   * @param option its name, for the error
   * @param text ISO 8601 with an offset, or a day, which is its start in UTC; null for none
   */
  static @Nullable Instant read(String option, @Nullable String text) {
    if (text == null) {
      return null;
    }
    try {
      return text.contains("T")
          ? OffsetDateTime.parse(text).toInstant()
          : LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
    } catch (DateTimeException e) {
      throw Errors.usage(
          "read " + option + " " + text,
          "it is no time",
          "Write 2026-10-01 or 2026-10-01T12:00:00Z.");
    }
  }
}
