package dev.tracewise.source;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** One record a line; the lines that begin within a given number of bytes. */
final class LineScanner implements RecordScanner {
  private final ByteReader bytes;
  private final RecordBuffer buffer;
  private long left;

  /**
   * @param bytes positioned at the start of a line
   * @param buffer what collects a line
   * @param left lines that begin within this many bytes are read
   */
  LineScanner(ByteReader bytes, RecordBuffer buffer, long left) {
    this.bytes = bytes;
    this.buffer = buffer;
    this.left = left;
  }

  @Override
  public @Nullable RawRecord next() throws IOException {
    while (left > 0) {
      long line = bytes.line();
      long taken = bytes.readLine(buffer);
      if (taken == 0) {
        return null;
      }
      left -= taken;
      if (!buffer.isBlank()) {
        return buffer.take(line, bytes.damageInLine());
      }
      buffer.take(line, null);
    }
    return null;
  }
}
