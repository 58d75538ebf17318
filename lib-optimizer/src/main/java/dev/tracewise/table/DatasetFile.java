package dev.tracewise.table;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.apache.hadoop.fs.Path;
import org.apache.spark.util.SerializableConfiguration;

/** A training set that can be opened on any executor. */
public final class DatasetFile implements Serializable {
  private static final long serialVersionUID = 1L;

  private final String path;
  private final SerializableConfiguration configuration;

  DatasetFile(String path, SerializableConfiguration configuration) {
    this.path = path;
    this.configuration = configuration;
  }

  /** Where it lies. */
  public String path() {
    return path;
  }

  /** Its lines in key order, one JSON object each; to be closed. */
  public Stream<String> lines() {
    Path file = new Path(path);
    try {
      BufferedReader reader =
          new BufferedReader(
              new InputStreamReader(
                  new GZIPInputStream(
                      file.getFileSystem(configuration.value()).open(file), 1 << 16),
                  StandardCharsets.UTF_8));
      return reader.lines().onClose(() -> close(reader));
    } catch (IOException e) {
      throw TenantFiles.unreachable("read training set " + path, e);
    }
  }

  private static void close(BufferedReader reader) {
    try {
      reader.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
