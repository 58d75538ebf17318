package dev.tracewise.action;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tracewise.action.InputSplits.NumberedSplit;
import dev.tracewise.learn.fusion.FusionRecommendation;
import dev.tracewise.learn.fusion.ModalityConfidence;
import dev.tracewise.model.FusionRequest;
import dev.tracewise.model.Modality;
import dev.tracewise.model.Rejection;
import dev.tracewise.source.FormatDetector;
import dev.tracewise.source.FusionRequestFormat;
import dev.tracewise.source.IngestSettings;
import dev.tracewise.source.RecordOrigin.TenantField;
import dev.tracewise.source.RecordReader.Reader;
import dev.tracewise.source.RecordReader.Tenancy;
import java.io.Serializable;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Row;
import org.apache.spark.util.SerializableConfiguration;
import org.jspecify.annotations.Nullable;

/** Says of pieces of files of queries whether to fuse, on an executor. */
final class FusionTask implements FlatMapFunction<Iterator<NumberedSplit>, Row> {
  private static final long serialVersionUID = 1L;
  private static final JsonMapper JSON = new JsonMapper();

  private final Serving serving;
  private final IngestSettings settings;
  private final Broadcast<FusionKnowledge> knowledge;
  private final Broadcast<SerializableConfiguration> configuration;

  FusionTask(
      Serving serving,
      IngestSettings settings,
      Broadcast<FusionKnowledge> knowledge,
      Broadcast<SerializableConfiguration> configuration) {
    this.serving = serving;
    this.settings = settings;
    this.knowledge = knowledge;
    this.configuration = configuration;
  }

  /**
   * Whom it serves.
   *
   * @param tenantId tenant
   * @param agentId the agent; null for the one that each line names
   * @param now when it is asked
   */
  record Serving(String tenantId, @Nullable String agentId, Instant now) implements Serializable {}

  @Override
  public Iterator<Row> call(Iterator<NumberedSplit> splits) {
    Reader reader =
        new Reader(
            FormatDetector.only("fusions", List.of(new FusionRequestFormat())),
            new Tenancy(serving.tenantId(), TenantField.MUST_AGREE),
            settings);
    FusionKnowledge.Advisor advisor = knowledge.value().advisor();
    return new SplitReadings(splits, reader, configuration.value().value())
        .rows(located -> row(located, advisor));
  }

  private Row row(SplitReadings.Located located, FusionKnowledge.Advisor advisor) {
    if (!(located.reading().parsed() instanceof FusionRequest request)) {
      return LineRuns.row(located, null, (Rejection) located.reading().parsed(), serving.now());
    }
    String asked = serving.agentId();
    String agent = request.agentId() == null ? asked : request.agentId();
    if (agent != null && asked != null && !agent.equals(asked)) {
      Rejection rejection =
          located.ofOtherAgent(
              request.tenantId(),
              agent,
              request.interactionId(),
              "The query is for agent \"" + agent + "\".");
      return LineRuns.row(located, null, rejection, serving.now());
    }
    List<ModalityConfidence> detected =
        request.detected().entrySet().stream()
            .map(entry -> new ModalityConfidence(entry.getKey(), entry.getValue()))
            .toList();
    FusionRecommendation advice = advisor.recommend(agent, request.query(), detected);
    return LineRuns.row(located, line(request.interactionId(), advice), null, serving.now());
  }

  private static String line(String interactionId, FusionRecommendation advice) {
    ObjectNode line = JSON.createObjectNode();
    line.put("interaction_id", interactionId).put("fuse", advice.fuses());
    line.put("primary", id(advice.primary())).put("secondary", id(advice.secondary()));
    line.put("expected_benefit", advice.expectedBenefit());
    line.put("decided_by", advice.decidedBy());
    line.put("reason", advice.verdict().cause()).put("explanation", advice.reason());
    return line.toString();
  }

  private static @Nullable String id(@Nullable Modality modality) {
    return modality == null ? null : modality.id();
  }
}
