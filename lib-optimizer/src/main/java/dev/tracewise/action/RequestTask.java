package dev.tracewise.action;

import dev.tracewise.action.InputSplits.NumberedSplit;
import dev.tracewise.model.ChoiceRequest;
import dev.tracewise.model.Parsed;
import dev.tracewise.model.Rejection;
import dev.tracewise.source.ChoiceRequestFormat;
import dev.tracewise.source.FormatDetector;
import dev.tracewise.source.IngestSettings;
import dev.tracewise.source.RecordOrigin.TenantField;
import dev.tracewise.source.RecordReader.Reader;
import dev.tracewise.source.RecordReader.Tenancy;
import dev.tracewise.table.QuarantineTable;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.util.SerializableConfiguration;

/** Reads pieces of files of requests for one agent, on an executor. */
final class RequestTask implements FlatMapFunction<Iterator<NumberedSplit>, Asked> {
  private static final long serialVersionUID = 1L;

  private final String tenantId;
  private final String agentId;
  private final Instant now;
  private final IngestSettings settings;
  private final Broadcast<SerializableConfiguration> configuration;

  /**
   * @param serving whom the requests are for
   */
  RequestTask(
      ApplyTask.Serving serving,
      IngestSettings settings,
      Broadcast<SerializableConfiguration> configuration) {
    this.tenantId = serving.tenantId();
    this.agentId = serving.agentId();
    this.now = serving.now();
    this.settings = settings;
    this.configuration = configuration;
  }

  @Override
  public Iterator<Asked> call(Iterator<NumberedSplit> splits) {
    Reader reader =
        new Reader(
            FormatDetector.only(
                "requests", List.of(new ChoiceRequestFormat(Clock.fixed(now, ZoneOffset.UTC)))),
            new Tenancy(tenantId, TenantField.MUST_AGREE),
            settings);
    return new SplitReadings(splits, reader, configuration.value().value()).each(this::asked);
  }

  private Asked asked(SplitReadings.Located located) {
    Parsed parsed = located.reading().parsed();
    if (parsed instanceof ChoiceRequest request) {
      return request.agentId().equals(agentId)
          ? new Asked(Asked.Place.of(located), request, null)
          : rejected(
              located,
              located.ofOtherAgent(
                  request.tenantId(),
                  request.agentId(),
                  request.interactionId(),
                  "The request is for agent \"" + request.agentId() + "\"."));
    }
    return rejected(located, (Rejection) parsed);
  }

  private Asked rejected(SplitReadings.Located located, Rejection rejection) {
    return new Asked(Asked.Place.of(located), null, QuarantineTable.row(rejection, now));
  }
}
