package dev.tracewise.action;

import dev.tracewise.action.InputSplits.NumberedSplit;
import dev.tracewise.model.Errors;
import dev.tracewise.model.Hashes;
import dev.tracewise.model.Rejection;
import dev.tracewise.source.Reading;
import dev.tracewise.source.RecordReader;
import dev.tracewise.source.RecordReader.Reader;
import java.io.IOException;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.function.Function;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.Row;
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
  record Located(NumberedSplit from, Reading reading) {
    /**
     * The rejection of a line that is about another agent than the one that was asked for.
     *
     * @param detail says which agent it is about
     */
    Rejection ofOtherAgent(String tenantId, String agentId, String interactionId, String detail) {
      return new Rejection(
          tenantId,
          Hashes.sha256(agentId, interactionId),
          from.split().uri(),
          reading.line(),
          "wrong_agent",
          "agent_id",
          detail,
          reading.raw());
    }
  }

  /** A row of each record, made when it is asked for. */
  Iterator<Row> rows(Function<Located, Row> row) {
    return each(row);
  }

  /** Something of each record, made when it is asked for. */
  <T> Iterator<T> each(Function<Located, T> maker) {
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return SplitReadings.this.hasNext();
      }

      @Override
      public T next() {
        return maker.apply(SplitReadings.this.next());
      }
    };
  }

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
