package dev.tracewise.action;

import dev.tracewise.model.Errors;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.ChecksumFileSystem;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** One file of lines, there complete or not at all. */
final class LineFile {
  private LineFile() {}

  /** Writes the lines in their order; a file that is there is replaced. */
  static void write(Iterator<String> lines, String output, Configuration configuration) {
    Path target = new Path(output);
    Path unfinished = new Path(target.getParent(), "." + target.getName() + ".unfinished");
    try {
      FileSystem files = plain(target, configuration);
      if (files.exists(target) && files.getFileStatus(target).isDirectory()) {
        throw new IOException("it is a folder");
      }
      try (BufferedWriter out =
          new BufferedWriter(
              new OutputStreamWriter(files.create(unfinished, true), StandardCharsets.UTF_8))) {
        while (lines.hasNext()) {
          out.write(lines.next());
          out.write('\n');
        }
      }
      files.delete(target, false);
      if (!files.rename(unfinished, target)) {
        throw new IOException(unfinished + " cannot be renamed");
      }
    } catch (IOException e) {
      throw Errors.failed(
          "write " + output,
          String.valueOf(e.getMessage()),
          "Name a file in a folder that can be written.",
          e);
    }
  }

  /**
   * A file system that writes no sums beside local files: whoever edits the lines by hand would
   * find that they cannot be read any more, for the sums would be those of before.
   */
  private static FileSystem plain(Path target, Configuration configuration) throws IOException {
    FileSystem files = target.getFileSystem(configuration);
    if (!(files instanceof ChecksumFileSystem summed)) {
      return files;
    }
    FileSystem raw = summed.getRawFileSystem();
    raw.delete(summed.getChecksumFile(target), false);
    return raw;
  }
}
