package dev.tracewise.action.policy;

import dev.tracewise.model.Errors;
import java.io.IOException;
import java.io.Serializable;
import java.util.Optional;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.util.SerializableConfiguration;

/**
 * Where executors leave what they made, so that a run that was cut goes on where it stopped. A file
 * appears whole or not at all.
 *
 * @param uri the folder, with the tenant in its path
 * @param configuration how to reach it
 */
record RunFolder(String uri, SerializableConfiguration configuration) implements Serializable {
  /** Writes a file, replacing one of that name. */
  void write(String name, byte[] bytes) {
    Path target = new Path(uri, name);
    Path unfinished = new Path(uri, "." + name + "." + Thread.currentThread().getId());
    try {
      FileSystem files = target.getFileSystem(configuration.value());
      try (FSDataOutputStream out = files.create(unfinished, true)) {
        out.write(bytes);
      }
      files.delete(target, false);
      files.rename(unfinished, target);
    } catch (IOException e) {
      throw Errors.failed(
          "write " + target, e.toString(), "Is the warehouse writable and not full?", e);
    }
  }

  /** Whether a file is there. */
  boolean has(String name) {
    Path path = new Path(uri, name);
    try {
      return path.getFileSystem(configuration.value()).exists(path);
    } catch (IOException e) {
      throw Errors.failed("look for " + path, e.toString(), "Is the warehouse readable?", e);
    }
  }

  /** The content of a file, nothing if it is not there. */
  Optional<byte[]> read(String name) {
    Path path = new Path(uri, name);
    try {
      FileSystem files = path.getFileSystem(configuration.value());
      if (!files.exists(path)) {
        return Optional.empty();
      }
      try (var in = files.open(path)) {
        return Optional.of(in.readAllBytes());
      }
    } catch (IOException e) {
      throw Errors.failed("read " + path, e.toString(), "Is the warehouse readable?", e);
    }
  }

  /** Removes a file; one that is not there is no error. */
  void delete(String name) {
    Path path = new Path(uri, name);
    try {
      path.getFileSystem(configuration.value()).delete(path, false);
    } catch (IOException e) {
      throw Errors.failed("delete " + path, e.toString(), "Is the warehouse writable?", e);
    }
  }
}
