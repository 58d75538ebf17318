package dev.tracewise.source;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/**
 * Bytes of a file, inflated where the content begins like gzip, with the number of the line.
 * Damaged gzip is not an exception but the end of the bytes, and {@link #damage} says so.
 */
final class ByteReader implements Closeable {
  private static final int BLOCK = 1 << 18;
  private static final int GZIP_BLOCK = 1 << 16;

  private final InputStream in;
  private byte[] block = new byte[BLOCK];
  private int next;
  private int end;
  private long line = 1;
  private @Nullable Problem damage;

  private ByteReader(InputStream in, @Nullable Problem damage) {
    this.in = in;
    this.damage = damage;
  }

  /** A reader of plain or gzip bytes, told apart by their first two. */
  static ByteReader open(InputStream raw) throws IOException {
    BufferedInputStream buffered = new Unhurried(raw);
    buffered.mark(2);
    boolean gzip = buffered.read() == 0x1f && buffered.read() == 0x8b;
    buffered.reset();
    if (!gzip) {
      return new ByteReader(buffered, null);
    }
    try {
      return new ByteReader(new GZIPInputStream(buffered, GZIP_BLOCK), null);
    } catch (EOFException | ZipException e) {
      return new ByteReader(buffered, damaged(e));
    }
  }

  /** A reader of bytes that are known to be plain. */
  static ByteReader plain(InputStream raw) {
    return new ByteReader(raw, null);
  }

  /** The next byte, or -1 at the end. */
  int read() throws IOException {
    if (next == end && !fill()) {
      return -1;
    }
    int value = block[next++] & 0xff;
    if (value == '\n') {
      line++;
    }
    return value;
  }

  /** The next byte without taking it, or -1 at the end. */
  int peek() throws IOException {
    return next == end && !fill() ? -1 : block[next] & 0xff;
  }

  /**
   * Adds the bytes up to the next line feed, which is taken but not added, or to the end.
   *
   * @return the number of bytes taken, 0 at the end
   */
  long readLine(RecordBuffer target) throws IOException {
    long taken = 0;
    while (next < end || fill()) {
      int at = next;
      while (at < end && block[at] != '\n') {
        at++;
      }
      target.append(block, next, at - next);
      taken += at - next;
      next = at;
      if (at < end) {
        next++;
        line++;
        return taken + 1;
      }
    }
    return taken;
  }

  /** Takes the bytes up to and with the next line feed and says how many they were. */
  long skipLine() throws IOException {
    long taken = 0;
    int value = 0;
    while (value != '\n') {
      value = read();
      if (value < 0) {
        return taken;
      }
      taken++;
    }
    return taken;
  }

  /** The first bytes, at most {@code count} of them; to be called before anything is read. */
  byte[] head(int count) throws IOException {
    if (block.length < count) {
      block = new byte[count];
    }
    while (end < count && damage == null) {
      int got = readBlock(end, count - end);
      if (got < 0) {
        break;
      }
      end += got;
    }
    return Arrays.copyOf(block, Math.min(end, count));
  }

  /** The line of the next byte, from 1. */
  long line() {
    return line;
  }

  /** Starts to count at another line. */
  void startAtLine(long number) {
    line = number;
  }

  /** Why the bytes ended early; null where they did not, or have not been read to that point. */
  @Nullable Problem damage() {
    return next == end ? damage : null;
  }

  /** The same, but null too where the last byte was a line feed. */
  @Nullable Problem damageInLine() {
    return end > 0 && block[end - 1] == '\n' ? null : damage();
  }

  @Override
  public void close() throws IOException {
    in.close();
  }

  private boolean fill() throws IOException {
    if (damage != null) {
      return false;
    }
    int got = readBlock(0, block.length);
    next = 0;
    end = Math.max(got, 0);
    return got > 0;
  }

  private int readBlock(int offset, int count) throws IOException {
    try {
      return in.read(block, offset, count);
    } catch (EOFException | ZipException e) {
      damage = damaged(e);
      return -1;
    }
  }

  private static Problem damaged(IOException cause) {
    return cause instanceof EOFException
        ? new Problem("truncated", null, "The gzip file ends early.")
        : new Problem("corrupt", null, "The gzip file is damaged: " + cause.getMessage() + ".");
  }

  /** Never says that nothing is available: gzip would take that for the end of its last member. */
  private static final class Unhurried extends BufferedInputStream {
    Unhurried(InputStream in) {
      super(in, GZIP_BLOCK);
    }

    @Override
    public synchronized int available() throws IOException {
      return Math.max(1, super.available());
    }
  }
}
