package dev.tracewise.table;

import dev.tracewise.model.Errors;
import java.io.IOException;
import java.util.UUID;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * Files that are named by the hash of their content: written aside, then renamed, never changed.
 */
final class TenantFiles {
  private TenantFiles() {}

  /** A name beside the target that no other writer has. */
  static Path aside(Path folder) {
    return new Path(folder, "." + UUID.randomUUID() + ".tmp");
  }

  /** Gives a file its name, unless a file of that name, hence of that content, is already there. */
  static void settle(FileSystem files, Path written, Path target) throws IOException {
    if (files.exists(target) || !files.rename(written, target)) {
      files.delete(written, false);
      if (!files.exists(target)) {
        throw new IOException("cannot rename " + written + " to " + target);
      }
    }
  }

  /** An error of the file system, said with what was done. */
  static RuntimeException unreachable(String what, IOException cause) {
    return Errors.failed(
        what,
        String.valueOf(cause.getMessage()),
        "Check that the warehouse can be written.",
        cause);
  }
}
