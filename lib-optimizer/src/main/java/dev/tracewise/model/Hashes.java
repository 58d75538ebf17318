package dev.tracewise.model;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256, the one hash that names things for ever. */
public final class Hashes {
  private Hashes() {}

  /** Lower-case hex of the SHA-256 of the bytes. */
  public static String sha256(byte[] bytes) {
    return HexFormat.of().formatHex(digest().digest(bytes));
  }

  /**
   * Lower-case hex of the SHA-256 of the parts in UTF-8, each followed by a zero byte, so that no
   * two different lists of parts (none of which holds a zero byte) meet.
   */
  public static String sha256(String... parts) {
    return HexFormat.of().formatHex(sha256Bytes(parts));
  }

  /** The 32 bytes behind {@link #sha256(String...)}. */
  public static byte[] sha256Bytes(String... parts) {
    MessageDigest digest = digest();
    for (String part : parts) {
      digest.update(part.getBytes(StandardCharsets.UTF_8));
      digest.update((byte) 0);
    }
    return digest.digest();
  }

  private static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
