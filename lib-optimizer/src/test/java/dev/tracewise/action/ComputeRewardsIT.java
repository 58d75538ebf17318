package dev.tracewise.action;

import static dev.tracewise.action.Log.decision;
import static dev.tracewise.action.Log.feedback;
import static dev.tracewise.action.Log.span;
import static org.apache.spark.sql.functions.col;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tracewise.action.ComputeRewards.Result;
import dev.tracewise.learn.reward.LatencyPenalty;
import dev.tracewise.learn.reward.RewardSettings;
import dev.tracewise.model.Measures;
import dev.tracewise.source.SpanDecisionMapping;
import dev.tracewise.table.CursorsTable;
import dev.tracewise.table.ExperiencesTable;
import dev.tracewise.table.WarehouseTable;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ComputeRewardsIT {
  private static final String T = "acme";
  private static final double DAY = 86_400;
  private static final Measures GOOD = new Measures(1.0, true, null, null, null);

  private final Log log = new Log();

  @Test
  void takesADecisionWithItsOutcome() {
    log.add(decision(T, "i", 0, new Measures(0.92, true, 0.95, 1.2, 0.0004)));
    assertThat(run()).isEqualTo(new Result(1, 0, row(T, "i").getAs("reward")));
    Row row = row(T, "i");
    assertThat(row.<Double>getAs("reward")).isCloseTo(0.9422857143, within(1e-10));
    assertThat(row.<String>getAs("propensity_source")).isEqualTo("logged");
    assertThat(row.<String, Double>getJavaMap(row.fieldIndex("reward_parts")))
        .containsOnlyKeys("quality", "success", "satisfaction", "time_penalty");
  }

  @Test
  void changesNothingWhenNothingIsNew() {
    log.add(decision(T, "i", 0, GOOD)).add(span(T, "t", "r", null, 5, Map.of()));
    run();
    long version = experiences().currentVersion();
    long cursors = log.warehouse().table(CursorsTable.DEFINITION).currentVersion();
    assertThat(run()).isEqualTo(new Result(0, 0, null));
    assertThat(experiences().currentVersion()).isEqualTo(version);
    assertThat(log.warehouse().table(CursorsTable.DEFINITION).currentVersion()).isEqualTo(cursors);
  }

  @Test
  void computesAgainWhatARunThatWasKilledBeforeItsCursorLeft() {
    log.add(decision(T, "i", 0, GOOD));
    run();
    log.add(feedback(T, "f", "interaction", "i", 9, "rating", 0.0, null));
    Row before = row(T, "i");
    log.warehouse().spark().sql(
        "DELETE FROM delta.`" + log.warehouse().location("cursors") + "` WHERE true");
    assertThat(run().experiencesUpdated()).isEqualTo(1);
    log.warehouse().spark().sql(
        "DELETE FROM delta.`" + log.warehouse().location("cursors") + "` WHERE true");
    long version = experiences().currentVersion();
    assertThat(run()).isEqualTo(new Result(0, 0, null));
    assertThat(experiences().currentVersion()).isEqualTo(version);
    assertThat(row(T, "i").<Double>getAs("reward")).isLessThan(before.getAs("reward"));
  }

  @Test
  void lateFeedbackChangesTheRewardItBelongsTo() {
    log.add(decision(T, "i", 0, GOOD), decision(T, "j", 10, GOOD));
    run();
    log.add(feedback(T, "f", "interaction", "i", 30 * DAY, "rating", 0.5, "eve"));
    assertThat(run().experiencesUpdated()).isEqualTo(1);
    assertThat(row(T, "i").<Double>getAs("satisfaction")).isEqualTo(0.5);
    assertThat(row(T, "i").<Double>getAs("reward")).isCloseTo(0.85, within(1e-12));
    assertThat(row(T, "j").<Double>getAs("reward")).isEqualTo(1);
    assertThat(row(T, "i").<Object>getAs("updated_at"))
        .isNotEqualTo(row(T, "j").<Object>getAs("updated_at"));
  }

  @Test
  void findsTheTargetOfFeedbackThatIsOlderThanTheReach() {
    log.add(decision(T, "i", -100 * DAY, GOOD)).add(span(T, "t", "r", null, -90 * DAY, Map.of()))
        .add(span(T, "t", "c", "r", -90 * DAY + 1, Map.of()));
    run();
    log.add(feedback(T, "f", "interaction", "i", 0, "rating", 0.0, "eve"));
    log.add(feedback(T, "g", "span", "c", 0, "rating", 0.25, "eve"));
    assertThat(run().experiencesUpdated()).isEqualTo(2);
    assertThat(row(T, "i").<Double>getAs("satisfaction")).isZero();
    assertThat(row(T, "t:r").<Double>getAs("satisfaction")).isEqualTo(0.25);
  }

  @Test
  void aCorrectionByTheSameAuthorReplacesTheEarlier() {
    log.add(decision(T, "i", 0, GOOD));
    log.add(
        feedback(T, "f1", "interaction", "i", 1, "rating", 0.0, "eve"),
        feedback(T, "f2", "interaction", "i", 2, "rating", 1.0, "bob"),
        feedback(T, "f3", "interaction", "i", 3, "rating", 0.25, null),
        feedback(T, "f4", "interaction", "i", 4, "rating", 0.25, null));
    run();
    assertThat(row(T, "i").<Double>getAs("satisfaction")).isEqualTo(0.375);
    log.add(feedback(T, "f0", "interaction", "i", 5, "rating", 1.0, "eve"));
    run();
    assertThat(row(T, "i").<Double>getAs("satisfaction")).isEqualTo(0.625);
    assertThat(row(T, "i").<Long>getAs("feedback_count")).isEqualTo(5);
  }

  @Test
  void weighsTypesAndTakesQualityFromCorrectness() {
    log.add(decision(T, "i", 0, new Measures(null, true, 0.9, null, null)));
    log.add(
        feedback(T, "f1", "interaction", "i", 1, "correctness", 0.5, "eve"),
        feedback(T, "f2", "interaction", "i", 2, "clarity", 1.0, "bob"),
        feedback(T, "f3", "interaction", "i", 3, "comment", null, "bob"));
    run();
    Row row = row(T, "i");
    assertThat(row.<Double>getAs("quality")).isEqualTo(0.5);
    assertThat(row.<Double>getAs("satisfaction")).isCloseTo(1.1 / 1.6, within(1e-12));
    assertThat(row.<Long>getAs("feedback_count")).isEqualTo(3);
  }

  @Test
  void feedbackMayComeBeforeItsSpan() {
    log.add(feedback(T, "f", "span", "child", 3, "thumbs", 1.0, "eve"));
    assertThat(run().experiencesWritten()).isZero();
    log.add(
        span(T, "t", "root", null, 0, Map.of()), span(T, "t", "child", "root", 1, Map.of()));
    assertThat(run().experiencesWritten()).isEqualTo(1);
    assertThat(row(T, "t:root").<Double>getAs("satisfaction")).isEqualTo(1);
    assertThat(row(T, "t:root").<Double>getAs("propensity")).isEqualTo(1);
    assertThat(row(T, "t:root").<String>getAs("chosen")).isEqualTo("assistant");
  }

  @Test
  void anOutcomeThatComesLaterMakesTheReward() {
    log.add(decision(T, "i", 0, Measures.UNKNOWN));
    run();
    assertThat(row(T, "i").<Object>getAs("reward")).isNull();
    log.add(decision(T, "i", 0, GOOD));
    assertThat(run()).isEqualTo(new Result(0, 1, 1.0));
  }

  @Test
  void tenantsWithTheSameIdsDoNotMeet() {
    log.add(decision(T, "i", 0, GOOD), decision("other", "i", 0, GOOD));
    log.add(feedback("other", "f", "interaction", "i", 1, "rating", 0.0, "eve"));
    run();
    assertThat(row(T, "i").<Double>getAs("reward")).isEqualTo(1);
    assertThat(experiences().read("other").count()).isZero();
    run("other", RewardSettings.DEFAULTS);
    assertThat(row(T, "i").<Double>getAs("reward")).isEqualTo(1);
    assertThat(row("other", "i").<Double>getAs("reward")).isCloseTo(0.7, within(1e-12));
  }

  @Test
  void routingTimesAreMillisecondsOursAreSeconds() {
    log.add(
        span(T, "t1", "s", null, 0,
            Map.of("routing.chosen_agent", "video", "routing.processing_time", "1200",
                "routing.confidence", "0.8", "routing.query", "otters",
                "routing.context", "{\"entities\":[{\"text\":\"otters\",\"type\":\"animal\"}],"
                    + "\"enhanced_query\":\"sea otters\"}")),
        span(T, "t2", "s", null, 0,
            Map.of("tracewise.decision.chosen_agent", "b",
                "tracewise.decision.options", "[\"a\",\"b\"]",
                "tracewise.decision.propensity", "0.25",
                "tracewise.decision.processing_time", "1.2")));
    run();
    Row routed = row(T, "t1:s");
    assertThat(routed.<Double>getAs("seconds")).isCloseTo(1.2, within(1e-12));
    assertThat(routed.<Object>getAs("propensity")).isNull();
    assertThat(routed.<String>getAs("propensity_source")).isEqualTo("none");
    assertThat(routed.<Double>getAs("quality")).isEqualTo(0.7);
    assertThat(routed.getStruct(routed.fieldIndex("context")).mkString("|"))
        .contains("otters|sea otters").contains("animal");
    Row ours = row(T, "t2:s");
    assertThat(ours.<Double>getAs("seconds")).isEqualTo(1.2);
    assertThat(ours.<Double>getAs("propensity")).isEqualTo(0.25);
    assertThat(ours.<Object>getAs("quality")).isNull();
    assertThat(ours.getList(ours.fieldIndex("options"))).hasSize(2);
    assertThat(experiences().read(T).count()).isEqualTo(2);
  }

  @Test
  void aSpanThatDoesNotSayIsNoSuccess() {
    log.add(
        span(T, "ok", "s", null, 0, "OK", "x", null, Map.of()),
        span(T, "error", "s", null, 0, "ERROR", "x", null, Map.of()),
        span(T, "unset", "s", null, 0, "UNSET", "x", null, Map.of()),
        span(T, "nobody", "s", null, 0, "OK", null, null, Map.of()),
        span(T, "orphan", "s", "elsewhere", 0, "OK", "x", null, Map.of()),
        span(T, "adopted", "s", null, 0, "OK", null, null, Map.of()),
        span(T, "adopted", "c", "s", 1, "OK", "child", null, Map.of()));
    run();
    assertThat(row(T, "ok:s").<Boolean>getAs("success")).isTrue();
    assertThat(row(T, "error:s").<Boolean>getAs("success")).isFalse();
    assertThat(row(T, "unset:s").<Object>getAs("success")).isNull();
    assertThat(row(T, "unset:s").<Object>getAs("reward")).isNull();
    assertThat(row(T, "adopted:s").<String>getAs("agent_id")).isEqualTo("child");
    assertThat(experiences().read(T).count()).isEqualTo(4);
  }

  @Test
  void aTracesFeedbackMeansItsLastDecision() {
    log.add(
        decision(T, "first", 0, "s", "t", null, GOOD), decision(T, "last", 9, "s", "t", null, GOOD));
    log.add(
        feedback(T, "f1", "trace", "t", 20, "rating", 0.5, "eve"),
        feedback(T, "f2", "session", "s", 20, "rating", 0.0, "bob"));
    run();
    assertThat(row(T, "first").<Object>getAs("satisfaction")).isNull();
    assertThat(row(T, "last").<Double>getAs("satisfaction")).isEqualTo(0.25);
    log.add(decision(T, "later", 30 * DAY, "s", "u", null, GOOD));
    run();
    assertThat(row(T, "last").<Double>getAs("satisfaction")).isEqualTo(0.25);
    log.add(decision(T, "next", DAY, "s", "u", null, GOOD));
    run();
    assertThat(row(T, "last").<Double>getAs("satisfaction")).isEqualTo(0.5);
    assertThat(row(T, "next").<Double>getAs("satisfaction")).isZero();
  }

  @Test
  void aDecisionTakesWhatTheLogLeftOpenFromItsSpan() {
    log.add(decision(T, "i", 0, null, "t", "c", new Measures(0.5, null, null, 7.0, null)));
    log.add(span(T, "t", "r", null, 0, "ERROR", "x", null, Map.of()));
    run();
    assertThat(row(T, "i").<Boolean>getAs("success")).isFalse();
    log.add(span(T, "t", "c", "r", 1, "OK", "x", null, Map.of()));
    run();
    Row row = row(T, "i");
    assertThat(row.<Boolean>getAs("success")).isTrue();
    assertThat(row.<String>getAs("output")).isEqualTo("out of c");
    assertThat(row.<Double>getAs("seconds")).isEqualTo(7);
    assertThat(row.<Double>getAs("cost_usd")).isEqualTo(0.01);
  }

  @Test
  void aRootGoesWhenItsTraceTurnsOutToHaveADecision() {
    log.add(span(T, "t", "r", null, 0, Map.of()));
    run();
    assertThat(row(T, "t:r")).isNotNull();
    log.add(decision(T, "i", 1, null, "t", null, GOOD));
    assertThat(run().experiencesWritten()).isEqualTo(1);
    assertThat(experiences().read(T).count()).isEqualTo(1);
  }

  @Test
  void otherWeightsChangeEveryReward() {
    log.add(decision(T, "i", 0, new Measures(0.5, true, null, null, null)));
    run();
    RewardSettings quality =
        new RewardSettings(1, 0, 0, 0, new LatencyPenalty.Hyperbolic(10), Map.of());
    assertThat(run(T, quality)).isEqualTo(new Result(0, 1, 0.5));
  }

  private Result run() {
    return run(T, RewardSettings.DEFAULTS);
  }

  private Result run(String tenant, RewardSettings settings) {
    return new ComputeRewards(
            log.warehouse(),
            tenant,
            settings,
            SpanDecisionMapping.SHIPPED,
            Clock.tick(Clock.system(ZoneOffset.UTC), java.time.Duration.ofNanos(1000)))
        .execute();
  }

  private WarehouseTable experiences() {
    return log.warehouse().table(ExperiencesTable.DEFINITION);
  }

  private @Nullable Row row(String tenant, String id) {
    List<Row> rows =
        experiences().read(tenant).where(col("interaction_id").equalTo(id)).collectAsList();
    assertThat(rows).hasSizeLessThan(2);
    return rows.isEmpty() ? null : rows.get(0);
  }
}
