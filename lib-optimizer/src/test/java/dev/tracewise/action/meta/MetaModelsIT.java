package dev.tracewise.action.meta;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tracewise.SparkSupport;
import dev.tracewise.action.ActivateVersion;
import dev.tracewise.action.DecideTraining;
import dev.tracewise.action.DecideTraining.Narrowed;
import dev.tracewise.action.TrainPredictor;
import dev.tracewise.action.TrainPredictor.Trained;
import dev.tracewise.learn.booster.SmallPredictors;
import dev.tracewise.learn.modality.DecideSettings;
import dev.tracewise.learn.modality.StrategyRule;
import dev.tracewise.learn.reward.RewardSettings;
import dev.tracewise.model.Evidence;
import dev.tracewise.model.Modality;
import dev.tracewise.model.Scope;
import dev.tracewise.model.VersionKind;
import dev.tracewise.table.Activator;
import dev.tracewise.table.Activator.Cause;
import dev.tracewise.table.ExperiencesTable;
import dev.tracewise.table.TrainingDecisionsTable;
import dev.tracewise.table.TrainingDecisionsTable.Decision;
import dev.tracewise.table.VersionRegistry;
import dev.tracewise.table.VersionRow;
import dev.tracewise.table.Warehouse;
import dev.tracewise.table.WorkflowsTable;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
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
  private static final Clock CLOCK = Clock.fixed(MetaModelLog.NOW, ZoneOffset.UTC);
  private static final Warehouse WAREHOUSE = SparkSupport.freshWarehouse();

  /** Trainings help where success is below 0.6, whatever the stated rule says (0.85). */
  @BeforeAll
  static void aYearOfTrainings() {
    List<String> decisions = MetaModelLog.decisions("text", 120, 1);
    decisions.addAll(MetaModelLog.decisions("audio", 12, 2));
    decisions.addAll(MetaModelLog.decisions("video", 3, 3));
    JsonRows.append(WAREHOUSE, TrainingDecisionsTable.DEFINITION, decisions);
    List<String> experiences = MetaModelLog.experiences("text", 0.7);
    experiences.addAll(MetaModelLog.experiences("audio", 0.7));
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

    VersionRow version = version(VersionKind.TRAINING_DECISION, 1);
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
    VersionRow version = version(VersionKind.TRAINING_STRATEGY, 1);
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

  /** A version is judged again on the weeks that neither it nor the live one was trained on. */
  @Test
  @Order(5)
  void aVersionIsJudgedAgainAgainstWhatIsLiveNow() {
    VersionRow first = version(VersionKind.TRAINING_DECISION, 1);
    Trained again = train(VersionKind.TRAINING_DECISION, "text").get(0);
    assertThat(again.evidence().baseline().name()).isEqualTo("version:1");
    new Activator(WAREHOUSE, CLOCK).rollback(first, new Cause("ann", "for once without"));
    VersionRow second = version(VersionKind.TRAINING_DECISION, again.version());
    ActivateVersion.Result unseen = activate(second);
    assertThat(unseen.status()).isEqualTo("refused");
    assertThat(unseen.reason())
        .startsWith("its evidence was made against version:1, live is base_rate, and against that")
        .endsWith("have 0 groups, 30 are needed");

    JsonRows.append(
        WAREHOUSE, TrainingDecisionsTable.DEFINITION, MetaModelLog.decisions("text", 60, 4, 200));
    ActivateVersion.Result live = activate(second);
    assertThat(live.status()).isEqualTo("done");
    assertThat(live.evidence().method()).isEqualTo("fresh_log_loss");
    assertThat(live.evidence().baseline().name()).isEqualTo("base_rate");
    assertThat(live.evidence().groups()).isEqualTo(60);

    ActivateVersion.Result no = activate(first);
    assertThat(no.status()).isEqualTo("refused");
    assertThat(no.activated()).isEqualTo(second.version());
    assertThat(no.evidence().baseline().name()).isEqualTo("version:" + second.version());
    assertThat(no.evidence().rows()).isEqualTo(60);
    assertThat(no.reason()).contains("is not certain");

    Evidence strategy =
        new PredictorRecheck(WAREHOUSE, CLOCK)
            .against(version(VersionKind.TRAINING_STRATEGY, 1), null);
    assertThat(strategy.method()).isEqualTo("fresh_log_loss");
    assertThat(strategy.groups()).isEqualTo(60);
    assertThat(strategy.verdict()).isEqualTo(Evidence.Verdict.PASSED);
  }

  private static ActivateVersion.Result activate(VersionRow version) {
    return new ActivateVersion(WAREHOUSE, CLOCK)
        .execute(version, new Cause("ann", "again"), ActivateVersion.Insistence.ON_EVIDENCE);
  }

  private static VersionRow version(VersionKind kind, long number) {
    return new VersionRegistry(WAREHOUSE, CLOCK)
        .at("acme", kind, new Scope(null, "text", null), number);
  }

  @Test
  @Order(4)
  void theBenefitOfFusingIsTheRewardAboveThatOfOneModality() {
    assertThat(train(VersionKind.FUSION_BENEFIT, null).get(0).reason())
        .isEqualTo("it has 0 rows, 10 are needed; until then the stated rule decides");

    List<String> lines = new ArrayList<>();
    lines.add(MetaModelLog.experience("alone", "image", 0.5, true, null));
    lines.add(MetaModelLog.experience("fused", "image", 0.8, true, 0.4));
    lines.add(MetaModelLog.experience("failed", "image", 0.9, false, 0.3));
    lines.add(MetaModelLog.experience("other", "video", 0.9, true, 0.3));
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
            MetaModelLog.workflow("alone", 1, 0.5, true, "[\"video\"]"),
            MetaModelLog.workflow("first", 1, 0.7, true, "[\"video\",\"text\"]"),
            MetaModelLog.workflow("worse", 2, 0.4, true, "[\"video\",\"text\"]"),
            MetaModelLog.workflow("failed", 2, 0.9, false, "[\"video\",\"text\"]"),
            MetaModelLog.workflow("fallen", 3, 0.1, false, "[\"video\",\"text\"]"),
            MetaModelLog.workflow("three", 3, 0.9, true, "[\"video\",\"text\",\"audio\"]"),
            MetaModelLog.workflow("unknown", 3, 0.9, true, "[\"audio\",\"image\"]"));
    List<String> alike =
        List.of(
            MetaModelLog.experience("again", "video", 0.8, true, 0.4),
            MetaModelLog.experience("single", "video", 0.5, true, null));
    List<Row> rows =
        FusionRows.of(
                MetaModelLog.table(WAREHOUSE, ExperiencesTable.DEFINITION, alike),
                MetaModelLog.table(WAREHOUSE, WorkflowsTable.DEFINITION, lines),
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

  private static List<Trained> train(VersionKind kind, String modality) {
    return new TrainPredictor(WAREHOUSE, CLOCK)
        .execute(
            new TrainPredictor.Request(
                "acme",
                kind,
                null,
                modality,
                SmallPredictors.HASHED,
                RewardSettings.DEFAULTS,
                new TrainPredictor.Origin(
                    "run-" + kind.id() + "-" + UUID.randomUUID(), 42, "test", "train")));
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
}
