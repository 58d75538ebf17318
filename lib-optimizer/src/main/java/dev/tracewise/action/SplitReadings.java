package dev.tracewise.action;

import dev.tracewise.action.InputSplits.NumberedSplit;
import dev.tracewise.model.Errors;
import dev.tracewise.source.Reading;
import dev.tracewise.source.RecordReader;
import dev.tracewise.source.RecordReader.Reader;
import java.io.IOException;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.apache.hadoop.conf.Configuration;
import org.jspecify.annotations.Nullable;

/** The records of pieces of files, one at a time, each piece closed before the next is opened. */
final class SplitReadings implements Iterator<SplitReadings.Located> {
  private final Iterator<NumberedSplit> splits;
  private final Reader reader;
  private final Configuration configuration;
  private @Nullable RecordReader open;
  private @Nullable NumberedSplit current;
  private @Nullable Located next;

  SplitReadings(Iterator<NumberedSplit> splits, Reader reader, Configuration configuration) {
    this.splits = splits;
    this.reader = reader;
    this.configuration = configuration;
  }

  /**
   * A record and the piece it came from.
   *
   * @param from the piece
   * @param reading the record
   */
  record Located(NumberedSplit from, Reading reading) {}

  @Override
  public boolean hasNext() {
    while (next == null && (open != null || splits.hasNext())) {
      advance();
    }
    return next != null;
  }

  @Override
  public Located next() {
    if (!hasNext() || next == null) {
      throw new NoSuchElementException();
    }
    Located located = next;
    next = null;
    return located;
  }

  private void advance() {
    NumberedSplit split = current == null ? splits.next() : current;
    current = split;
    try {
      RecordReader records = open == null ? opened(split) : open;
      open = records;
      Reading reading = records.next();
      if (reading != null) {
        next = new Located(split, reading);
        return;
      }
      records.close();
      open = null;
      current = null;
    } catch (IOException e) {
      throw Errors.failed(
          "read " + split.split().uri(),
          String.valueOf(e.getMessage()),
          "Check that the file can be read and is not being changed, then run it again.",
          e);
    }
  }

  private RecordReader opened(NumberedSplit split) throws IOException {
    return reader.open(split.split(), InputSplits.open(split.split(), configuration));
  }
}
