package dev.tracewise.action;

import dev.tracewise.action.InputSplits.NumberedSplit;
import dev.tracewise.model.Errors;
import dev.tracewise.source.IngestSettings;
import dev.tracewise.source.Reading;
import dev.tracewise.source.RecordOrigin.TenantField;
import dev.tracewise.source.RecordReader;
import dev.tracewise.source.RecordReader.Reader;
import dev.tracewise.source.RecordReader.Tenancy;
import java.io.IOException;
import java.time.Instant;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Row;
import org.apache.spark.util.SerializableConfiguration;
import org.jspecify.annotations.Nullable;

/** Reads pieces of files on an executor, one record at a time. */
final class SplitParser implements FlatMapFunction<Iterator<NumberedSplit>, Row> {
  private static final long serialVersionUID = 1L;

  private final FormatSet formats;
  private final String format;
  private final String tenantId;
  private final TenantField tenantField;
  private final IngestSettings settings;
  private final Instant now;
  private final Broadcast<SerializableConfiguration> configuration;

  SplitParser(
      FormatSet formats,
      String format,
      String tenantId,
      TenantField tenantField,
      IngestSettings settings,
      Instant now,
      Broadcast<SerializableConfiguration> configuration) {
    this.formats = formats;
    this.format = format;
    this.tenantId = tenantId;
    this.tenantField = tenantField;
    this.settings = settings;
    this.now = now;
    this.configuration = configuration;
  }

  @Override
  public Iterator<Row> call(Iterator<NumberedSplit> splits) {
    Reader reader =
        new Reader(
            Ingest.detector(format, formats.formats()),
            new Tenancy(tenantId, tenantField),
            settings);
    return new Rows(splits, reader);
  }

  /** The records of the pieces, each file closed before the next is opened. */
  private final class Rows implements Iterator<Row> {
    private final Iterator<NumberedSplit> splits;
    private final Reader reader;
    private @Nullable RecordReader open;
    private @Nullable NumberedSplit current;
    private @Nullable Row next;

    Rows(Iterator<NumberedSplit> splits, Reader reader) {
      this.splits = splits;
      this.reader = reader;
    }

    @Override
    public boolean hasNext() {
      while (next == null && (open != null || splits.hasNext())) {
        advance();
      }
      return next != null;
    }

    @Override
    public Row next() {
      if (!hasNext() || next == null) {
        throw new NoSuchElementException();
      }
      Row row = next;
      next = null;
      return row;
    }

    private void advance() {
      NumberedSplit split = current == null ? splits.next() : current;
      current = split;
      try {
        RecordReader records = open == null ? opened(split) : open;
        open = records;
        Reading reading = records.next();
        if (reading != null) {
          next = Batch.row(split, reading, now);
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
      return reader.open(
          split.split(), InputSplits.open(split.split(), configuration.value().value()));
    }
  }
}
