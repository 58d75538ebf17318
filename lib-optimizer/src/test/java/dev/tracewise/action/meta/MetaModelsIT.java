package dev.tracewise.action.meta;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tracewise.SparkSupport;
import dev.tracewise.action.ActivateVersion;
import dev.tracewise.action.DecideTraining;
import dev.tracewise.action.DecideTraining.Narrowed;
import dev.tracewise.action.TrainPredictor;
import dev.tracewise.action.TrainPredictor.Trained;
import dev.tracewise.learn.booster.BoosterSettings;
import dev.tracewise.learn.booster.FeatureWidths;
import dev.tracewise.learn.booster.PredictorSettings;
import dev.tracewise.learn.booster.PredictorSettings.Label;
import dev.tracewise.learn.booster.TextFeatures;
import dev.tracewise.learn.modality.DecideSettings;
import dev.tracewise.learn.modality.StrategyRule;
import dev.tracewise.learn.reward.RewardSettings;
import dev.tracewise.model.Modality;
import dev.tracewise.model.Scope;
import dev.tracewise.model.VersionKind;
import dev.tracewise.table.Activator.Cause;
import dev.tracewise.table.ExperiencesTable;
import dev.tracewise.table.TableDefinition;
import dev.tracewise.table.TrainingDecisionsTable;
import dev.tracewise.table.TrainingDecisionsTable.Decision;
import dev.tracewise.table.VersionRegistry;
import dev.tracewise.table.VersionRow;
import dev.tracewise.table.Warehouse;
import dev.tracewise.table.WorkflowsTable;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** What earlier trainings brought decides about the next one. */
@TestMethodOrder(OrderAnnotation.class)
class MetaModelsIT {
  private static final Instant NOW = Instant.parse("2026-11-01T00:00:00Z");
  private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
  private static final JsonMapper JSON = new JsonMapper();
  private static final Warehouse WAREHOUSE = SparkSupport.freshWarehouse();

  /** Trainings help where success is below 0.6, whatever the stated rule says (0.85). */
  @BeforeAll
  static void aYearOfTrainings() {
    List<String> decisions = decisions("text", 120, 1);
    decisions.addAll(decisions("audio", 12, 2));
    decisions.addAll(decisions("video", 3, 3));
    JsonRows.append(WAREHOUSE, TrainingDecisionsTable.DEFINITION, decisions);
    List<String> experiences = experiences("text", 0.7);
    experiences.addAll(experiences("audio", 0.7));
    JsonRows.append(WAREHOUSE, ExperiencesTable.DEFINITION, experiences);
  }

  @Test
  @Order(1)
  void eachModalityLearnsFromItsTrainingsAndBorrowsWhereTheyAreFew() {
    List<Trained> trained = train(VersionKind.TRAINING_DECISION, null);

    assertThat(trained).extracting(Trained::modality).containsExactly("audio", "text", "video");
    Trained text = trained.get(1);
    assertThat(text.status()).isEqualTo("candidate");
    assertThat(text.rows()).isEqualTo(120);
    assertThat(text.borrowedRows()).isZero();
    assertThat(text.metrics().get("accuracy").estimate()).isGreaterThan(0.85);
    assertThat(text.evidence().verdict()).isEqualTo("passed");
    assertThat(text.importance().keySet()).first().isEqualTo("success_rate");

    Trained audio = trained.get(0);
    assertThat(audio.status()).isEqualTo("candidate");
    assertThat(audio.borrowedRows()).isEqualTo(123);
    assertThat(audio.borrowedWeight()).isBetween(0.01, 1.0);
    assertThat(audio.reason())
        .contains("12 groups, 30 are needed", "; borrowed: audio has 12 rows of its own; 123 rows");

    Trained video = trained.get(2);
    assertThat(video.status()).isEqualTo("insufficient_data");
    assertThat(video.version()).isNull();
    assertThat(video.reason())
        .isEqualTo("it has 3 rows, 5 are needed; until then the stated rule decides");
  }

  @Test
  @Order(2)
  void theLiveVersionOfAModalityDecidesAndTheRuleDecidesTheOthers() {
    Decision before = decide("text");
    assertThat(before.decidedBy()).isEqualTo("rule");
    assertThat(before.verdict()).isEqualTo("train");

    VersionRow version =
        new VersionRegistry(WAREHOUSE, CLOCK)
            .at("acme", VersionKind.TRAINING_DECISION, new Scope(null, "text", null), 1);
    assertThat(
            new ActivateVersion(WAREHOUSE, CLOCK)
                .execute(version, new Cause("ann", "first"), ActivateVersion.Insistence.ON_EVIDENCE)
                .status())
        .isEqualTo("done");

    Decision text = decide("text");
    assertThat(text.decidedBy()).isEqualTo("xgboost");
    assertThat(text.verdict()).isEqualTo("wait");
    assertThat(text.probability()).isLessThan(0.4);
    assertThat(text.reasons().get(0))
        .startsWith("modality/text/training_decision@1 expects training to help");
    assertThat(decide("audio").decidedBy()).isEqualTo("rule");
  }

  @Test
  @Order(3)
  void theStrategyThatWasWorthItIsLearnedAndSkipWhereNoneWas() {
    Trained strategy = train(VersionKind.TRAINING_STRATEGY, "text").get(0);

    assertThat(strategy.status()).isEqualTo("candidate");
    assertThat(strategy.predicts()).isEqualTo("classes");
    assertThat(strategy.metrics()).containsOnlyKeys("accuracy", "log_loss");
    assertThat(strategy.metrics().get("accuracy").estimate()).isGreaterThan(0.8);
    VersionRow version =
        new VersionRegistry(WAREHOUSE, CLOCK)
            .at("acme", VersionKind.TRAINING_STRATEGY, new Scope(null, "text", null), 1);
    new ActivateVersion(WAREHOUSE, CLOCK)
        .execute(version, new Cause("ann", "trial"), ActivateVersion.Insistence.FORCED);

    Decision forced = decide("text", 1);
    assertThat(forced.decidedBy()).as("what is skipped is tried too").isEqualTo("exploration");
    assertThat(forced.strategy()).isEqualTo("pure_real");
    Decision text = decide("text");
    assertThat(text.strategy()).isEqualTo("skip");
    assertThat(text.verdict()).isEqualTo("wait");
    assertThat(text.propensity()).isEqualTo(1);
    assertThat(text.reasons()).anyMatch(r -> r.contains("training_strategy@1 says skip"));
  }

  @Test
  @Order(4)
  void theBenefitOfFusingIsTheRewardAboveThatOfOneModality() {
    assertThat(train(VersionKind.FUSION_BENEFIT, null).get(0).reason())
        .isEqualTo("it has 0 rows, 10 are needed; until then the stated rule decides");

    List<String> lines = new ArrayList<>();
    lines.add(experience("alone", "image", 0.5, true, null));
    lines.add(experience("fused", "image", 0.8, true, 0.4));
    lines.add(experience("failed", "image", 0.9, false, 0.3));
    lines.add(experience("other", "video", 0.9, true, 0.3));
    List<Row> rows =
        FusionRows.ofExperiences(
                WAREHOUSE
                    .spark()
                    .read()
                    .schema(ExperiencesTable.DEFINITION.schema())
                    .json(WAREHOUSE.spark().createDataset(lines, Encoders.STRING())))
            .orderBy(BoosterRows.KEY)
            .collectAsList();
    assertThat(rows)
        .extracting(row -> row.<String>getAs(BoosterRows.KEY))
        .containsExactly("failed", "fused");
    assertThat(rows.get(0).<Double>getAs(BoosterRows.LABEL)).isZero();
    assertThat(rows.get(1).<Double>getAs(BoosterRows.LABEL)).isCloseTo(0.3, within(1e-12));
    assertThat(rows.get(1).<Double>getAs("primary_modality_confidence")).isEqualTo(0.9);
    assertThat(rows.get(1).<Double>getAs("secondary_modality_confidence")).isEqualTo(0.4);
    assertThat(rows.get(1).<Double>getAs("query_ambiguity")).isNull();
    theHistoryOfAPairIsThatBeforeTheDayOfTheWorkflow();
  }

  private static void theHistoryOfAPairIsThatBeforeTheDayOfTheWorkflow() {
    List<String> lines =
        List.of(
            workflow("alone", 1, 0.5, true, "[\"video\"]"),
            workflow("first", 1, 0.7, true, "[\"video\",\"text\"]"),
            workflow("worse", 2, 0.4, true, "[\"video\",\"text\"]"),
            workflow("failed", 2, 0.9, false, "[\"video\",\"text\"]"),
            workflow("fallen", 3, 0.1, false, "[\"video\",\"text\"]"),
            workflow("three", 3, 0.9, true, "[\"video\",\"text\",\"audio\"]"),
            workflow("unknown", 3, 0.9, true, "[\"audio\",\"image\"]"));
    List<String> alike =
        List.of(
            experience("again", "video", 0.8, true, 0.4),
            experience("single", "video", 0.5, true, null));
    List<Row> rows =
        FusionRows.of(
                table(ExperiencesTable.DEFINITION, alike),
                table(WorkflowsTable.DEFINITION, lines),
                "writer")
            .orderBy(BoosterRows.KEY)
            .collectAsList();
    assertThat(rows)
        .extracting(row -> row.<String>getAs(BoosterRows.KEY))
        .containsExactly(
            "again", "workflow failed", "workflow fallen", "workflow first", "workflow worse");
    assertThat(rows)
        .extracting(row -> Math.round(100 * row.<Double>getAs(BoosterRows.LABEL)))
        .containsExactly(30L, 0L, -40L, 20L, -10L);
    double first = Math.pow(2, -1.0 / 30);
    double before = Math.pow(2, -2.0 / 30);
    assertThat(rows.get(3).<Double>getAs("historical_fusion_success"))
        .isEqualTo(0.7, within(1e-12));
    assertThat(rows.get(1).<Double>getAs("historical_fusion_success"))
        .isEqualTo(rows.get(4).<Double>getAs("historical_fusion_success"))
        .isEqualTo((6.3 + first) / (9 + first), within(1e-12));
    assertThat(rows.get(2).<Double>getAs("historical_fusion_success"))
        .isEqualTo((6.3 + before + first) / (9 + before + 2 * first), within(1e-12));
    assertThat(rows.get(3).<Double>getAs("query_ambiguity")).isEqualTo(0.4);
  }

  private static Dataset<Row> table(TableDefinition definition, List<String> lines) {
    return WAREHOUSE
        .spark()
        .read()
        .schema(definition.schema())
        .json(WAREHOUSE.spark().createDataset(lines, Encoders.STRING()));
  }

  private static String workflow(
      String id, int day, double reward, boolean success, String modalities) {
    return String.format(
        Locale.ROOT,
        "{\"tenant_id\":\"acme\",\"workflow_id\":\"%s\",\"time\":\"2026-10-0%dT23:00:00Z\","
            + "\"agents\":[\"writer\"],\"modalities\":%s,\"reward\":%s,\"success\":%s,"
            + "\"primary_confidence\":0.6,\"ambiguity\":0.4}",
        id,
        day,
        modalities,
        reward,
        success);
  }

  private static List<Trained> train(VersionKind kind, String modality) {
    return new TrainPredictor(WAREHOUSE, CLOCK)
        .execute(
            new TrainPredictor.Request(
                "acme",
                kind,
                null,
                modality,
                new PredictorSettings(
                    1,
                    1,
                    1000,
                    new PredictorSettings.RewardModel(
                        Label.SATISFACTION,
                        50,
                        20,
                        100,
                        TextFeatures.HASHED,
                        new FeatureWidths(8, 32, 4),
                        BoosterSettings.SEED)),
                RewardSettings.DEFAULTS,
                new TrainPredictor.Origin("run-" + kind.id(), 42, "test", "train")));
  }

  private static Decision decide(String modality) {
    return decide(modality, 0);
  }

  private static Decision decide(String modality, double forcedShare) {
    DecideSettings settings = new DecideSettings(90, 50, 0.85, 7, forcedShare, StrategyRule.SEED);
    return new DecideTraining(WAREHOUSE, "acme", settings, CLOCK)
        .preview(new Narrowed(null, Modality.of(modality).orElseThrow()))
        .get(0);
  }

  /** One verdict a week; every fifth was forced. */
  private static List<String> decisions(String modality, int count, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      double success = random.nextDouble();
      boolean forced = i % 5 == 0;
      boolean helped = success < 0.6;
      ObjectNode line = JSON.createObjectNode();
      line.put("tenant_id", "acme")
          .put("decision_id", modality + "-" + i)
          .put("time", NOW.minus(7L * (i + 1), ChronoUnit.DAYS).toString())
          .put("agent_id", "writer")
          .put("modality", modality)
          .put("experiences_version", i)
          .put("real_samples", 50 + random.nextInt(400))
          .put("synthetic_samples", 0)
          .put("success_rate", success)
          .put("days_since_last_training", 1 + random.nextInt(30))
          .put("performance", success)
          .put("data_quality", random.nextDouble())
          .put("feature_diversity", random.nextDouble())
          .put("verdict", "train")
          .put("strategy", "pure_real")
          .put("decided_by", forced ? "exploration" : "rule")
          .put("propensity", forced ? 0.25 : 1)
          .put("run_id", "r" + i)
          .put("improvement", helped ? 0.03 + 0.1 * random.nextDouble() : 0);
      line.putArray("reasons");
      lines.add(line.toString());
    }
    return lines;
  }

  private static List<String> experiences(String modality, double success) {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      lines.add(experience(modality + "-" + i, modality, 0.5, i < 100 * success, null));
    }
    return lines;
  }

  private static String experience(
      String id, String modality, double reward, boolean success, Double secondary) {
    ObjectNode line = JSON.createObjectNode();
    line.put("tenant_id", "acme")
        .put("interaction_id", id)
        .put("time", "2026-10-20T12:00:00Z")
        .put("agent_id", "writer")
        .put("modality", modality)
        .put("chosen", "writer")
        .put("reward", reward)
        .put("success", success)
        .put("feedback_count", 0)
        .put("propensity_source", "none")
        .put("updated_at", "2026-10-20T13:00:00Z");
    line.putArray("options").addObject().put("name", "writer");
    if (secondary != null) {
      line.put("confidence", 0.9);
      line.putObject("context")
          .putObject("numeric")
          .put("secondary_modality_confidence", secondary);
    }
    return line.toString();
  }
}
