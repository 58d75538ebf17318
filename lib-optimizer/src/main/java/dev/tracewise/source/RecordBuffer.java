package dev.tracewise.source;

import dev.tracewise.model.Hashes;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * Collects the bytes of one record; beyond the limit it keeps the beginning and hashes the rest.
 */
final class RecordBuffer {
  private static final int SMALL = 1 << 16;
  private static final Problem BAD_ENCODING =
      new Problem("bad_encoding", null, "The record is not valid UTF-8.");

  private final int limit;
  private final int kept;
  private byte[] bytes = new byte[SMALL];
  private int size;
  private long length;
  private @Nullable MessageDigest overflow;

  /**
   * @param limit longest record in bytes
   * @param kept how many bytes are kept of a longer one
   */
  RecordBuffer(int limit, int kept) {
    this.limit = limit;
    this.kept = Math.min(limit, kept);
  }

  /** Adds one byte. */
  void append(int value) {
    if (size == bytes.length) {
      makeRoom();
    }
    bytes[size++] = (byte) value;
    length++;
    if (overflow == null && length > limit) {
      overflow = newDigest();
    }
  }

  /** Adds bytes of a block. */
  void append(byte[] source, int from, int count) {
    int next = from;
    int left = count;
    while (left > 0) {
      if (size == bytes.length) {
        makeRoom();
      }
      int step = Math.min(left, bytes.length - size);
      System.arraycopy(source, next, bytes, size, step);
      size += step;
      length += step;
      next += step;
      left -= step;
      if (overflow == null && length > limit) {
        overflow = newDigest();
      }
    }
  }

  /** Whether only JSON's white space was added since the last record. */
  boolean isBlank() {
    if (length > size) {
      return false;
    }
    for (int i = 0; i < size; i++) {
      if (bytes[i] != ' ' && bytes[i] != '\t' && bytes[i] != '\r' && bytes[i] != '\n') {
        return false;
      }
    }
    return true;
  }

  /** The record collected so far, with a problem where there is one; the buffer is empty then. */
  RawRecord take(long line, @Nullable Problem known) {
    RawRecord record = overflow == null ? whole(line, known) : tooLong(line, overflow);
    size = 0;
    length = 0;
    overflow = null;
    if (bytes.length > 16 * SMALL) {
      bytes = new byte[SMALL];
    }
    return record;
  }

  private RawRecord whole(long line, @Nullable Problem known) {
    String text = new String(bytes, 0, size, StandardCharsets.UTF_8);
    if (known == null && text.indexOf('\uFFFD') >= 0 && !isUtf8()) {
      return new RawRecord(line, text, sha256(), BAD_ENCODING);
    }
    return new RawRecord(line, text, known == null ? null : sha256(), known);
  }

  private RawRecord tooLong(long line, MessageDigest digest) {
    digest.update(bytes, kept, size - kept);
    String start = new String(bytes, 0, kept, StandardCharsets.UTF_8);
    String detail = "The record has " + length + " bytes, at most " + limit + " are read.";
    String hash = HexFormat.of().formatHex(digest.digest());
    return new RawRecord(line, start, hash, new Problem("too_long", null, detail));
  }

  private void makeRoom() {
    if (overflow != null) {
      overflow.update(bytes, kept, size - kept);
      size = kept;
      return;
    }
    long wanted = Math.min(2L * bytes.length, (long) limit + SMALL);
    bytes = Arrays.copyOf(bytes, (int) Math.min(wanted, Integer.MAX_VALUE - 16));
  }

  private MessageDigest newDigest() {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(bytes, 0, kept);
      return digest;
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  private String sha256() {
    return Hashes.sha256(Arrays.copyOf(bytes, size));
  }

  private boolean isUtf8() {
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, 0, size));
      return true;
    } catch (CharacterCodingException e) {
      return false;
    }
  }
}
