package dev.tracewise.table;

import io.delta.storage.HadoopFileSystemLogStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.StandardCopyOption;
import java.util.Iterator;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/**
 * Commits of Delta tables on a file system of this machine, safe between processes.
 *
 * <p>Delta's own store for {@code file:} looks whether a commit exists and then renames over it,
 * which holds within one process only: of two jobs that commit the same version at once, one is
 * lost. Here the commit is written beside its place and then linked into it, and the file system
 * refuses the second link (POSIX {@code link(2)}: fails with EEXIST, atomic also on NFS). Where the
 * file system has no hard links, Delta's own way is taken.
 *
 * <p>Named in {@link SessionDefaults} as {@code spark.delta.logStore.file.impl}; constructed by
 * Delta, on the driver only.
 */
public final class LocalCommits extends HadoopFileSystemLogStore {
  /** As Delta constructs it. */
  public LocalCommits(Configuration hadoop) {
    super(hadoop);
  }

  /**
   * Writes a file of the log, whole or not at all.
   *
   * @throws java.nio.file.FileAlreadyExistsException another process was first; Delta then looks
   *     for conflicts and tries the next version
   */
  @Override
  public void write(Path path, Iterator<String> actions, Boolean overwrite, Configuration hadoop)
      throws IOException {
    java.nio.file.Path file = java.nio.file.Path.of(path.toUri().getPath());
    java.nio.file.Path written =
        file.resolveSibling("." + file.getFileName() + "." + UUID.randomUUID() + ".tmp");
    Files.createDirectories(written.getParent());
    try {
      Files.write(written, (Iterable<String>) () -> actions, StandardCharsets.UTF_8);
      if (overwrite) {
        Files.move(written, file, StandardCopyOption.ATOMIC_MOVE);
      } else {
        link(path, file, written, hadoop);
      }
    } finally {
      Files.deleteIfExists(written);
    }
  }

  private void link(
      Path path, java.nio.file.Path file, java.nio.file.Path written, Configuration hadoop)
      throws IOException {
    try {
      Files.createLink(file, written);
    } catch (UnsupportedOperationException noLinks) {
      writeWithRename(path, Files.readAllLines(written).iterator(), false, hadoop);
    }
  }

  /**
   * Whether a file is seen before it is complete. Not one of {@link #write}; but checkpoints are
   * written by Delta itself, which asks here whether it has to write them beside their place and
   * rename them. It has to: a job that is killed would leave half a checkpoint.
   */
  @Override
  public Boolean isPartialWriteVisible(Path path, Configuration hadoop) {
    return true;
  }
}
