package dev.tracewise.action;

import dev.tracewise.action.InputSplits.NumberedSplit;
import dev.tracewise.source.IngestSettings;
import dev.tracewise.source.RecordOrigin.TenantField;
import dev.tracewise.source.RecordReader.Reader;
import dev.tracewise.source.RecordReader.Tenancy;
import java.time.Instant;
import java.util.Iterator;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Row;
import org.apache.spark.util.SerializableConfiguration;

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
    return new SplitReadings(splits, reader, configuration.value().value())
        .rows(located -> Batch.row(located.from(), located.reading(), now));
  }
}
