package dev.tracewise.source;

import java.util.Arrays;

/** Follows the brackets and strings of one JSON value, byte by byte. */
final class Brackets {
  private byte[] open = new byte[64];
  private int depth;
  private boolean inString;
  private boolean escaped;

  /** Starts a new value. */
  void reset() {
    depth = 0;
    inString = false;
    escaped = false;
  }

  /** Takes the next byte; false where the value cannot be right any more. */
  boolean accept(int value) {
    return inString ? acceptInString(value) : acceptOutside(value);
  }

  /** Whether the value is complete. */
  boolean closed() {
    return depth == 0;
  }

  private boolean acceptInString(int value) {
    if (escaped) {
      escaped = false;
    } else if (value == '\\') {
      escaped = true;
    } else if (value == '"') {
      inString = false;
    }
    return value != '\n';
  }

  private boolean acceptOutside(int value) {
    switch (value) {
      case '"' -> inString = true;
      case '{' -> push((byte) '}');
      case '[' -> push((byte) ']');
      case '}', ']' -> {
        if (depth == 0 || open[depth - 1] != value) {
          return false;
        }
        depth--;
      }
      default -> {
        return true;
      }
    }
    return true;
  }

  private void push(byte closing) {
    if (depth == open.length) {
      open = Arrays.copyOf(open, depth * 2);
    }
    open[depth++] = closing;
  }
}
