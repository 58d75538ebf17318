package dev.tracewise.action.meta;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tracewise.SparkSupport;
import dev.tracewise.action.ActivateVersion;
import dev.tracewise.action.TrainPredictor;
import dev.tracewise.action.TrainPredictor.Trained;
import dev.tracewise.learn.booster.BoosterSettings;
import dev.tracewise.learn.booster.Interaction;
import dev.tracewise.learn.booster.SmallPredictors;
import dev.tracewise.learn.booster.TextFeatures;
import dev.tracewise.learn.reward.RewardSettings;
import dev.tracewise.model.Context;
import dev.tracewise.model.Scope;
import dev.tracewise.model.VersionKind;
import dev.tracewise.table.Activator.Cause;
import dev.tracewise.table.VersionRegistry;
import dev.tracewise.table.VersionRow;
import dev.tracewise.table.Warehouse;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** Answers that were judged, in a warehouse of which reward models are trained. */
abstract class JudgedAnswers {
  static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-01T00:00:00Z"), ZoneOffset.UTC);
  static final JsonMapper JSON = new JsonMapper();
  static final Path RESOURCES = Path.of("src", "test", "resources", "boosters");
  static final Warehouse WAREHOUSE = SparkSupport.freshWarehouse();
  static final Path FOLDER = SparkSupport.freshFolder("reward-model");

  static ActivateVersion.Result activate(long number, ActivateVersion.Insistence insistence) {
    return new ActivateVersion(WAREHOUSE, CLOCK)
        .execute(version("text", number), new Cause("ann", "by hand"), insistence);
  }

  /** A request like those that it was trained on. */
  static String seen(String id, String output) {
    return request(id, "text", output).replace("please answer", "please answer 7");
  }

  static double reward(List<JsonNode> lines, int at) {
    return lines.get(at).path("reward").asDouble();
  }

  static VersionRow version(String modality, long number) {
    return new VersionRegistry(WAREHOUSE, CLOCK)
        .at("acme", VersionKind.REWARD_MODEL, new Scope(null, modality, null), number);
  }

  static List<Trained> train(String run, String modality) {
    return new TrainPredictor(WAREHOUSE, CLOCK)
        .execute(request(VersionKind.REWARD_MODEL, null, modality, run));
  }

  static TrainPredictor.Request request(
      VersionKind kind, String agent, String modality, String run) {
    return new TrainPredictor.Request(
        "acme",
        kind,
        agent,
        modality,
        SmallPredictors.of(
            run.equals("run-2") ? TextFeatures.EMBEDDING : TextFeatures.HASHED,
            new BoosterSettings(15, 0.3, 3, 1, 1, 1, 0, List.of(), List.of())),
        RewardSettings.DEFAULTS,
        new TrainPredictor.Origin(run, 42, "test", "train reward_model"));
  }

  static Interaction interaction(String output, int i) {
    return new Interaction(
        "writer",
        "audio",
        new Context(
            "please answer " + i, null, Map.of("turn", i / 3.0), Map.of(), List.of(), List.of()),
        1,
        "writer",
        output,
        null,
        i % 3 == 0 ? null : i / 7.0,
        null);
  }

  /** Experiences of users who like kind answers, two of each user. */
  static List<String> lines(String modality, int rows, int from, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<String> lines = new ArrayList<>();
    for (int i = from; i < from + rows; i++) {
      boolean kind = random.nextBoolean();
      boolean liked = random.nextDouble() < (kind ? 0.9 : 0.1);
      ObjectNode line = JSON.createObjectNode();
      line.put("tenant_id", "acme")
          .put("interaction_id", modality + "-" + i)
          .put("time", "2026-10-01T12:00:00Z")
          .put("agent_id", "writer")
          .put("modality", modality)
          .put("user_id", modality + "-user-" + i / 2)
          .put("chosen", "writer")
          .put("output", (kind ? "here is a kind answer " : "no ") + i)
          .put("seconds", random.nextDouble())
          .put("satisfaction", liked ? 1.0 : 0.0)
          .put("feedback_count", 1)
          .put("propensity_source", "none")
          .put("updated_at", "2026-10-01T13:00:00Z");
      line.putArray("options").addObject().put("name", "writer");
      line.putObject("context").put("text", "please answer " + i);
      lines.add(line.toString());
    }
    return lines;
  }

  static String request(String id, String modality, String output) {
    ObjectNode line = JSON.createObjectNode();
    line.put("interaction_id", id).put("agent_id", "writer").put("chosen", "writer");
    if (modality != null) {
      line.put("modality", modality);
    }
    line.put("output", output).putArray("options").add("writer");
    line.putObject("context").put("text", "please answer");
    return line.toString();
  }
}
