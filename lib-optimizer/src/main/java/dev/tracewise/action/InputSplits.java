package dev.tracewise.action;

import dev.tracewise.action.InputFiles.InputFile;
import dev.tracewise.model.Errors;
import dev.tracewise.source.FileSplit;
import dev.tracewise.source.Layout;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.util.SerializableConfiguration;

/** Cuts large plain files of JSON lines, so that several tasks read one of them. */
final class InputSplits {
  private static final int BLOCK = 1 << 18;

  private final JavaSparkContext context;
  private final Configuration configuration;
  private final long splitBytes;

  InputSplits(JavaSparkContext context, Configuration configuration, long splitBytes) {
    this.context = context;
    this.configuration = configuration;
    this.splitBytes = splitBytes;
  }

  /**
   * A piece with the number of its file.
   *
   * @param file number of the file in the order of reading, from 0
   * @param split the piece
   */
  record NumberedSplit(int file, FileSplit split) implements Serializable {}

  /** The pieces of all files in the order of reading. */
  List<NumberedSplit> plan(List<InputFile> files) {
    List<NumberedSplit> splits = new ArrayList<>();
    for (int i = 0; i < files.size(); i++) {
      for (FileSplit split : cut(files.get(i))) {
        splits.add(new NumberedSplit(i, split));
      }
    }
    return splits.stream().anyMatch(split -> !split.split().isWhole()) ? numbered(splits) : splits;
  }

  /** Opens a piece as its reader wants it: from the byte before its start. */
  static InputStream open(FileSplit split, Configuration configuration) throws IOException {
    Path path = new Path(split.uri());
    FSDataInputStream in = path.getFileSystem(configuration).open(path);
    if (split.start() > 0) {
      in.seek(split.start() - 1);
    }
    return in;
  }

  private List<FileSplit> cut(InputFile file) {
    if (file.bytes() <= splitBytes || !hasPlainLines(file)) {
      return List.of(FileSplit.whole(file.uri()));
    }
    List<FileSplit> pieces = new ArrayList<>();
    for (long start = 0; start < file.bytes(); start += splitBytes) {
      long length = Math.min(splitBytes, file.bytes() - start);
      pieces.add(new FileSplit(file.uri(), start, length, 0));
    }
    return pieces;
  }

  private boolean hasPlainLines(InputFile file) {
    try (InputStream in = open(FileSplit.whole(file.uri()), configuration)) {
      byte[] head = in.readNBytes(Layout.HEAD_BYTES);
      boolean gzip = head.length > 1 && head[0] == (byte) 0x1f && head[1] == (byte) 0x8b;
      return !gzip && Layout.of(head) == Layout.LINES;
    } catch (IOException e) {
      throw Errors.failed(
          "read " + file.uri(),
          String.valueOf(e.getMessage()),
          "Check that the file can be read.",
          e);
    }
  }

  private List<NumberedSplit> numbered(List<NumberedSplit> splits) {
    context.setJobDescription("ingest: count the lines of large files");
    Broadcast<SerializableConfiguration> shared =
        context.broadcast(new SerializableConfiguration(configuration));
    List<Long> feeds =
        context
            .parallelize(splits, splits.size())
            .map(split -> lineFeeds(split.split(), shared.value().value()))
            .collect();
    List<NumberedSplit> numbered = new ArrayList<>();
    long before = 0;
    for (int i = 0; i < splits.size(); i++) {
      NumberedSplit split = splits.get(i);
      before = split.split().start() == 0 ? 0 : before;
      numbered.add(new NumberedSplit(split.file(), split.split().after(before)));
      before += feeds.get(i);
    }
    return numbered;
  }

  private static long lineFeeds(FileSplit split, Configuration configuration) throws IOException {
    if (split.isWhole()) {
      return 0;
    }
    try (InputStream in = open(split, configuration)) {
      in.skipNBytes(split.start() > 0 ? 1 : 0);
      byte[] block = new byte[BLOCK];
      long left = split.length();
      long feeds = 0;
      while (left > 0) {
        int got = in.read(block, 0, (int) Math.min(block.length, left));
        if (got < 0) {
          return feeds;
        }
        for (int i = 0; i < got; i++) {
          feeds += block[i] == '\n' ? 1 : 0;
        }
        left -= got;
      }
      return feeds;
    }
  }
}
