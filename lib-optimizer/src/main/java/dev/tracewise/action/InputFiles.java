package dev.tracewise.action;

import dev.tracewise.model.Errors;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** Finds the files that paths, folders and globs name. */
final class InputFiles {
  private static final List<String> ENDINGS = List.of(".json", ".jsonl", ".ndjson");
  private static final String GZIP = ".gz";

  private final Configuration configuration;

  InputFiles(Configuration configuration) {
    this.configuration = configuration;
  }

  /**
   * A file to read.
   *
   * @param uri where it lies
   * @param bytes its length
   */
  record InputFile(String uri, long bytes) {}

  /**
   * The files, each once, in the order of their URIs. Of folders, those that end in .json, .jsonl
   * or .ndjson, also with .gz; files that are named themselves, always.
   *
   * @throws dev.tracewise.model.TracewiseException usage, listing every path where there is nothing
   */
  List<InputFile> find(List<String> paths) {
    Map<String, InputFile> found = new TreeMap<>(Comparator.naturalOrder());
    List<String> missing = new ArrayList<>();
    for (String path : paths) {
      if (!add(path, found)) {
        missing.add(path);
      }
    }
    if (!missing.isEmpty()) {
      throw Errors.usage(
          "read " + String.join(", ", missing),
          "there is no such file or folder",
          "Check the paths; quote globs so that the shell leaves them alone.");
    }
    return List.copyOf(found.values());
  }

  private boolean add(String path, Map<String, InputFile> found) {
    try {
      Path pattern = new Path(path);
      FileSystem files = pattern.getFileSystem(configuration);
      FileStatus[] matches =
          files.exists(pattern)
              ? new FileStatus[] {files.getFileStatus(pattern)}
              : files.globStatus(pattern);
      if (matches == null || matches.length == 0) {
        return false;
      }
      for (FileStatus match : matches) {
        if (match.isDirectory()) {
          walk(files, match.getPath(), found);
        } else {
          put(match, found);
        }
      }
      return true;
    } catch (IOException | IllegalArgumentException e) {
      throw Errors.failed(
          "list " + path,
          String.valueOf(e.getMessage()),
          "Check that the path can be read and that its file system is configured.",
          e);
    }
  }

  private static void walk(FileSystem files, Path folder, Map<String, InputFile> found)
      throws IOException {
    for (FileStatus entry : files.listStatus(folder)) {
      String name = entry.getPath().getName();
      if (name.startsWith(".") || name.startsWith("_")) {
        continue;
      }
      if (entry.isDirectory()) {
        walk(files, entry.getPath(), found);
      } else if (hasKnownEnding(name)) {
        put(entry, found);
      }
    }
  }

  private static void put(FileStatus file, Map<String, InputFile> found) {
    String uri = file.getPath().toString();
    found.put(uri, new InputFile(uri, file.getLen()));
  }

  private static boolean hasKnownEnding(String name) {
    String plain = name.endsWith(GZIP) ? name.substring(0, name.length() - GZIP.length()) : name;
    return ENDINGS.stream().anyMatch(plain::endsWith);
  }
}
