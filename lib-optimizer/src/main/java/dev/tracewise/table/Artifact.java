package dev.tracewise.table;

import dev.tracewise.model.Hashes;
import java.nio.charset.StandardCharsets;

/** The bytes of a version: data, never code. */
public final class Artifact {
  private final String mediaType;
  private final byte[] bytes;

  private Artifact(String mediaType, byte[] bytes) {
    this.mediaType = mediaType;
    this.bytes = bytes;
  }

  /**
   * An artefact.
   *
   * @param mediaType media type, such as {@code application/octet-stream}
   * @param bytes the bytes, copied
   */
  public static Artifact of(String mediaType, byte[] bytes) {
    return new Artifact(mediaType, bytes.clone());
  }

  /** A JSON text. */
  public static Artifact json(String text) {
    return new Artifact("application/json", text.getBytes(StandardCharsets.UTF_8));
  }

  /** Media type of the bytes. */
  public String mediaType() {
    return mediaType;
  }

  /** A copy of the bytes. */
  public byte[] bytes() {
    return bytes.clone();
  }

  /** The bytes as UTF-8 text. */
  public String text() {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  /** Number of bytes. */
  public int size() {
    return bytes.length;
  }

  /** SHA-256 of the bytes, lower-case hex. */
  public String sha256() {
    return Hashes.sha256(bytes);
  }
}
