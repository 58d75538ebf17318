package dev.tracewise.jobs.output;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Comma-separated values as RFC 4180 has them; null is an empty field. */
public final class Csv {
  private Csv() {}

  /** One line, without its end. */
  public static String line(List<? extends @Nullable Object> cells) {
    return cells.stream().map(Csv::field).collect(Collectors.joining(","));
  }

  private static String field(@Nullable Object cell) {
    String text = cell == null ? "" : cell.toString();
    boolean plain = text.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
    return plain ? text : "\"" + text.replace("\"", "\"\"") + "\"";
  }
}
