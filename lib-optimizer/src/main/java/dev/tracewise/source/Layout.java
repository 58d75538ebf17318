package dev.tracewise.source;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** How the values of a file lie in it. */
public enum Layout {
  /** JSON lines: each line is complete, so the file can be cut at any line. */
  LINES,
  /** Documents over many lines, top-level arrays, or values after each other. */
  VALUES;

  /** How many bytes at the beginning of a file are enough to tell. */
  public static final int HEAD_BYTES = 1 << 18;

  /**
   * The layout of a file that begins with these bytes: lines where the first line, or two lines one
   * after the other, are complete objects.
   *
   * @param head the first bytes of the file, inflated
   */
  public static Layout of(byte[] head) {
    List<String> lines =
        new String(head, StandardCharsets.UTF_8)
            .lines()
            .map(Layout::stripped)
            .filter(line -> !line.isBlank())
            .limit(3)
            .collect(Collectors.toList());
    if (lines.isEmpty() || lines.get(0).stripLeading().startsWith("[")) {
      return VALUES;
    }
    boolean first = isObject(lines.get(0));
    boolean second = lines.size() > 1 && isObject(lines.get(1));
    boolean third = lines.size() > 2 && isObject(lines.get(2));
    return first || second && (third || lines.size() == 2 && isBroken(lines.get(0)))
        ? LINES
        : VALUES;
  }

  private static String stripped(String line) {
    return line.startsWith("\uFEFF") ? line.substring(1) : line;
  }

  private static boolean isObject(String line) {
    JsonNode value = line.startsWith("{") ? parsed(line) : null;
    return value != null && value.isObject();
  }

  /** A line that no document over many lines begins with. */
  private static boolean isBroken(String line) {
    char last = line.stripTrailing().charAt(line.stripTrailing().length() - 1);
    return last != '{' && last != '[' && last != ',' && last != ':';
  }

  private static @Nullable JsonNode parsed(String line) {
    try {
      return JsonValues.one(line);
    } catch (InvalidRecord e) {
      return null;
    }
  }
}
