package dev.tracewise.action;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tracewise.action.InputSplits.NumberedSplit;
import dev.tracewise.action.meta.RewardModel;
import dev.tracewise.learn.booster.Interaction;
import dev.tracewise.model.Decision;
import dev.tracewise.model.Modality;
import dev.tracewise.model.Rejection;
import dev.tracewise.source.FormatDetector;
import dev.tracewise.source.IngestSettings;
import dev.tracewise.source.InteractionFormat;
import dev.tracewise.source.RecordOrigin.TenantField;
import dev.tracewise.source.RecordReader.Reader;
import dev.tracewise.source.RecordReader.Tenancy;
import java.io.Serializable;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Row;
import org.apache.spark.util.SerializableConfiguration;
import org.jspecify.annotations.Nullable;

/** Predicts the rewards of pieces of files of interactions, on an executor. */
final class RewardTask implements FlatMapFunction<Iterator<NumberedSplit>, Row> {
  /** The model of every modality, among those by modality. */
  static final String EVERY = "";

  private static final long serialVersionUID = 1L;
  private static final JsonMapper JSON = new JsonMapper();

  private final Serving serving;
  private final IngestSettings settings;
  private final Broadcast<Map<String, Model>> models;
  private final Broadcast<SerializableConfiguration> configuration;

  RewardTask(
      Serving serving,
      IngestSettings settings,
      Broadcast<Map<String, Model>> models,
      Broadcast<SerializableConfiguration> configuration) {
    this.serving = serving;
    this.settings = settings;
    this.models = models;
    this.configuration = configuration;
  }

  /**
   * A version to serve.
   *
   * @param version its number
   * @param artifact what it is made of
   */
  record Model(long version, byte[] artifact) implements Serializable {}

  /**
   * Whom it serves.
   *
   * @param tenantId tenant
   * @param agentId agent
   * @param modality modality of lines that name none; null for text
   * @param baseline what is predicted without a version; null for nothing
   * @param now the time of lines that name none
   */
  record Serving(
      String tenantId,
      String agentId,
      @Nullable String modality,
      @Nullable Double baseline,
      Instant now)
      implements Serializable {}

  @Override
  public Iterator<Row> call(Iterator<NumberedSplit> splits) {
    Clock clock = Clock.fixed(serving.now(), ZoneOffset.UTC);
    Reader reader =
        new Reader(
            FormatDetector.only("interactions", List.of(new InteractionFormat(clock))),
            new Tenancy(serving.tenantId(), TenantField.MUST_AGREE),
            settings);
    Predictor predictor = new Predictor();
    return new SplitReadings(splits, reader, configuration.value().value()).rows(predictor::row);
  }

  /** The models, each read once for a task. */
  private final class Predictor {
    private final Map<String, RewardModel> loaded = new HashMap<>();

    Row row(SplitReadings.Located located) {
      if (!(located.reading().parsed() instanceof Decision interaction)) {
        return row(located, null, (Rejection) located.reading().parsed());
      }
      return interaction.agentId().equals(serving.agentId())
          ? row(located, line(interaction), null)
          : row(
              located,
              null,
              located.ofOtherAgent(
                  interaction.tenantId(),
                  interaction.agentId(),
                  interaction.interactionId(),
                  "The interaction is of agent \"" + interaction.agentId() + "\"."));
    }

    private Row row(
        SplitReadings.Located located, @Nullable String line, @Nullable Rejection rejection) {
      return LineRuns.row(located, line, rejection, serving.now());
    }

    private String line(Decision decision) {
      String asked = Objects.requireNonNullElse(serving.modality(), Modality.TEXT.id());
      String modality = Objects.requireNonNullElse(decision.modality(), asked);
      String name = models.value().containsKey(modality) ? modality : EVERY;
      Model model = models.value().get(name);
      ObjectNode line = JSON.createObjectNode().put("interaction_id", decision.interactionId());
      if (model == null) {
        return line.put("reward", serving.baseline()).putNull("version").toString();
      }
      RewardModel predictor =
          loaded.computeIfAbsent(name, any -> RewardModel.read(model.artifact()));
      double[] rewards = predictor.rewards(List.of(interaction(decision, modality)));
      return line.put("reward", rewards[0]).put("version", model.version()).toString();
    }
  }

  private static Interaction interaction(Decision decision, String modality) {
    return new Interaction(
        decision.agentId(),
        modality,
        decision.context(),
        decision.options().size(),
        decision.chosen(),
        decision.output(),
        decision.confidence(),
        decision.outcome().seconds(),
        decision.outcome().costUsd());
  }
}
