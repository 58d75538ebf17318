package dev.tracewise.jobs.bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Texts that lie beside the classes of this package. */
final class Resources {
  private Resources() {}

  /** The text of a file of this package. */
  static String text(String name) {
    try (InputStream bytes = Resources.class.getResourceAsStream(name)) {
      if (bytes == null) {
        throw new IllegalArgumentException("no resource " + name);
      }
      return new String(bytes.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
