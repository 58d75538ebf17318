package dev.tracewise.source;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * One record a JSON value: documents over many lines, values after each other, and the elements of
 * top-level arrays. It follows brackets and strings only; whether a value is right JSON is for the
 * parser to say. After a value whose brackets do not match it goes on at the next line that begins
 * with a bracket and is indented like the value.
 */
final class ValueScanner implements RecordScanner {
  private static final Problem BAD_JSON =
      new Problem("bad_json", null, "The brackets or quotes of the value do not match.");
  private static final Problem TRUNCATED =
      new Problem("truncated", null, "The file ends inside of a value.");
  private static final Problem OPEN_ARRAY =
      new Problem("truncated", null, "The file ends before its array does.");

  private final ByteReader bytes;
  private final RecordBuffer buffer;
  private final Brackets brackets = new Brackets();
  private boolean inArray;
  private int indentation;

  ValueScanner(ByteReader bytes, RecordBuffer buffer) {
    this.bytes = bytes;
    this.buffer = buffer;
  }

  @Override
  public @Nullable RawRecord next() throws IOException {
    while (true) {
      int value = bytes.peek();
      if (value < 0) {
        return end();
      }
      if (isSpace(value) || inArray && value == ',') {
        indentation = value == '\n' ? 0 : value == ',' ? indentation : indentation + 1;
        bytes.read();
      } else if (!inArray && value == '[') {
        bytes.read();
        inArray = true;
      } else if (inArray && value == ']') {
        bytes.read();
        inArray = false;
      } else {
        return value == '{' || value == '[' ? structure() : scalar();
      }
    }
  }

  private @Nullable RawRecord end() {
    if (!inArray) {
      return null;
    }
    inArray = false;
    return bytes.damage() != null ? null : buffer.take(bytes.line(), OPEN_ARRAY);
  }

  private RawRecord structure() throws IOException {
    long line = bytes.line();
    brackets.reset();
    while (true) {
      int value = bytes.read();
      if (value < 0) {
        Problem damage = bytes.damage();
        inArray = false;
        return buffer.take(line, damage != null ? damage : TRUNCATED);
      }
      boolean fits = brackets.accept(value);
      if (fits) {
        buffer.append(value);
        if (brackets.closed()) {
          return buffer.take(line, null);
        }
      } else {
        if (value != '\n') {
          buffer.append(value);
          bytes.readLine(buffer);
        }
        skipToBracketAtLineStart();
        return buffer.take(line, BAD_JSON);
      }
    }
  }

  private void skipToBracketAtLineStart() throws IOException {
    while (bytes.peek() >= 0) {
      int spaces = 0;
      while (bytes.peek() == ' ' || bytes.peek() == '\t') {
        buffer.append(bytes.read());
        spaces++;
      }
      int value = bytes.peek();
      if (spaces == indentation && (value == '{' || value == '[')) {
        inArray = inArray && !(value == '[' && spaces == 0);
        return;
      }
      buffer.append('\n');
      bytes.readLine(buffer);
    }
  }

  private RawRecord scalar() throws IOException {
    long line = bytes.line();
    int value = bytes.peek();
    boolean inString = value == '"';
    boolean escaped = false;
    do {
      buffer.append(bytes.read());
      value = bytes.peek();
      if (inString && value == '"' && !escaped) {
        buffer.append(bytes.read());
        value = bytes.peek();
        inString = false;
      }
      escaped = inString && value == '\\' && !escaped;
    } while (value >= 0 && value != '\n' && (inString || !inArray || value != ',' && value != ']'));
    return buffer.take(line, value < 0 ? bytes.damage() : null);
  }

  private static boolean isSpace(int value) {
    return value == ' ' || value == '\t' || value == '\r' || value == '\n';
  }
}
