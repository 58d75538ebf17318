package dev.tracewise.jobs.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** What a job has left in a warehouse for good, seen from outside while it works. */
final class Commits {
  private static final Pattern LASTING =
      Pattern.compile(".*/(_delta_log/\\d+\\.json|_runs/.*/[^./][^/]*)");
  private static final Pattern UNFINISHED = Pattern.compile(".*/_delta_log/.*\\.tmp");

  private Commits() {}

  /** How many commits of tables and files of runs there are. */
  static int count(Path warehouse) {
    return files(warehouse, LASTING.asMatchPredicate()).size();
  }

  /** What somebody began to write into a log and has not finished. */
  static List<String> unfinished(Path warehouse) {
    return files(warehouse, UNFINISHED.asMatchPredicate());
  }

  /** Copies a warehouse, as it is at rest. */
  static Path copy(Path warehouse, Path target) {
    try {
      Files.createDirectories(target);
      for (String file : files(warehouse, any -> true)) {
        Path copy = target.resolve(warehouse.relativize(Path.of(file)));
        Files.createDirectories(copy.getParent());
        Files.copy(Path.of(file), copy);
      }
      return target;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> files(Path folder, Predicate<String> which) {
    List<String> found = new ArrayList<>();
    if (!Files.exists(folder)) {
      return found;
    }
    try {
      Files.walkFileTree(folder, new Walk(which, found));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return found;
  }

  /** Walks through a folder in which others write: what goes meanwhile is no error. */
  private static final class Walk extends SimpleFileVisitor<Path> {
    private final Predicate<String> which;
    private final List<String> found;

    Walk(Predicate<String> which, List<String> found) {
      this.which = which;
      this.found = found;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
      if (which.test(file.toString())) {
        found.add(file.toString());
      }
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
      if (e instanceof NoSuchFileException) {
        return FileVisitResult.CONTINUE;
      }
      throw e;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path folder, IOException e) throws IOException {
      return e == null || e instanceof NoSuchFileException
          ? FileVisitResult.CONTINUE
          : super.postVisitDirectory(folder, e);
    }
  }
}
