package dev.tracewise.action;

import static dev.tracewise.action.Log.decision;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tracewise.action.DecideTraining.Insistence;
import dev.tracewise.action.DecideTraining.Narrowed;
import dev.tracewise.action.data.LoggedQueries;
import dev.tracewise.action.decide.TrainingHistory;
import dev.tracewise.learn.annotation.TriggerSettings;
import dev.tracewise.learn.data.LoggedQuery;
import dev.tracewise.learn.data.SyntheticSource;
import dev.tracewise.learn.modality.DecideSettings;
import dev.tracewise.learn.modality.StrategyRule;
import dev.tracewise.learn.modality.SyntheticSettings;
import dev.tracewise.learn.reward.RewardSettings;
import dev.tracewise.model.Decision;
import dev.tracewise.model.Measures;
import dev.tracewise.model.Modality;
import dev.tracewise.model.TracewiseException;
import dev.tracewise.table.ExperiencesTable;
import dev.tracewise.table.RunRow;
import dev.tracewise.table.RunsTable;
import dev.tracewise.table.TrainingDecisionsTable;
import dev.tracewise.table.WarehouseTable;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class DecideTrainingIT {
  private static final String T = "acme";
  private static final String AGAIN = "again";
  private static final String SMALL = "small";
  private static final Instant NOW = Log.START.plus(Duration.ofDays(2));
  private static final int ROWS = 60;
  private static final Narrowed ALL = new Narrowed(null, null);
  private static final DecideSettings NEVER_FORCED =
      new DecideSettings(90, 50, 0.85, 7, 0, StrategyRule.SEED);

  private static final Log LOG = new Log();

  @BeforeAll
  static void halfOfTheRowsFail() {
    LOG.add(rows(T, ROWS)).add(rows(AGAIN, ROWS)).add(rows(SMALL, 3));
    new RewardRun(LOG, T).execute();
    new RewardRun(LOG, AGAIN).execute(RewardSettings.DEFAULTS, Clock.fixed(NOW, ZoneOffset.UTC));
    new RewardRun(LOG, SMALL).execute(RewardSettings.DEFAULTS, Clock.fixed(NOW, ZoneOffset.UTC));
  }

  private static Decision[] rows(String tenant, int count) {
    return IntStream.range(0, count)
        .mapToObj(
            i -> decision(tenant, "i" + i, i, new Measures(1.0, i % 2 == 0, null, null, null)))
        .toArray(Decision[]::new);
  }

  private static DecideTraining at(Instant now, String tenant, DecideSettings settings) {
    return new DecideTraining(LOG.warehouse(), tenant, settings, Clock.fixed(now, ZoneOffset.UTC));
  }

  @Test
  void trainsWhatHasDataAndSucceedsTooRarelyAndLearnsWhatItBrought() {
    DecideTraining.Result first = at(NOW, AGAIN, NEVER_FORCED).execute(ALL);
    assertThat(first.decisions())
        .singleElement()
        .satisfies(
            decision -> {
              assertThat(decision.verdict()).isEqualTo("train");
              assertThat(decision.strategy()).isEqualTo("pure_real");
              assertThat(decision.decidedBy()).isEqualTo("rule");
              assertThat(decision.context().realSamples()).isEqualTo(ROWS);
              assertThat(decision.context().successRate()).isEqualTo(0.5);
              assertThat(decision.context().daysSinceLastTraining()).isEqualTo(999);
              assertThat(decision.expectedImprovement()).isEqualTo((0.85 - 0.5) * 0.5);
            });
    String agent = first.decisions().get(0).agentId();
    refused(AGAIN, agent, "tuned", "router", NOW.plusSeconds(30));
    DecideTraining.Result same = at(NOW.plusSeconds(60), AGAIN, NEVER_FORCED).execute(ALL);
    assertThat(same.judged()).as("a router that was tuned answers no verdict").isZero();
    assertThat(same.decisions().get(0).context().daysSinceLastTraining()).isEqualTo(999);
    assertThat(table().read(AGAIN).count()).isEqualTo(1);

    refused(AGAIN, agent, "r1", "policy", NOW.plusSeconds(3600));
    Instant later = NOW.plus(Duration.ofDays(3));
    DecideTraining.Result second = at(later, AGAIN, NEVER_FORCED).execute(ALL);

    assertThat(second.judged()).isEqualTo(1);
    TrainingDecisionsTable.Decision again = second.decisions().get(0);
    assertThat(again.context().daysSinceLastTraining()).isEqualTo(2);
    assertThat(again.verdict()).isEqualTo("wait");
    assertThat(again.decidedBy()).isEqualTo("rule");
    assertThat(again.reasons()).contains("too little is new: 0 of 50 labels; 0 of 100 outcomes");
    assertThat(again.propensity()).isEqualTo(1);
    List<Row> rows = table().read(AGAIN).orderBy("time").collectAsList();
    assertThat(rows).hasSize(2);
    assertThat(rows.get(0).<String>getAs("run_id")).isEqualTo("r1");
    assertThat(rows.get(0).<Double>getAs("improvement")).isZero();
    assertThat(rows.get(1).<Double>getAs("improvement")).isNull();
    assertThat(at(later, AGAIN, NEVER_FORCED).execute(ALL).judged()).isZero();
    assertThat(
            at(later, AGAIN, NEVER_FORCED)
                .when(TriggerSettings.DEFAULTS, Insistence.FORCED)
                .preview(ALL))
        .singleElement()
        .satisfies(
            decision -> {
              assertThat(decision.verdict()).isEqualTo("train");
              assertThat(decision.decidedBy()).isEqualTo("person");
              assertThat(decision.reasons()).contains("enough is new: forced");
            });
    whatCameInSinceIsEnough(agent, later);
    TrainingHistory history = new TrainingHistory(LOG.warehouse(), AGAIN);
    history.requireNothingAfter(later);
    assertThatThrownBy(() -> history.requireNothingAfter(NOW))
        .isInstanceOf(TracewiseException.class)
        .hasMessageContaining(
            "Cannot go back to 2026-10-03T12:00:00Z: tenant \"again\" has decided")
        .hasMessageContaining("as of 2026-10-06T12:00:00Z.")
        .hasMessageContaining("from the oldest time to the newest");
  }

  /** The rows were entered at NOW, long after what is replayed. */
  @Test
  void inAReplayOfOldLogsARowCameInWhenItHappened() {
    refused(SMALL, "router", "r2", "policy", Log.START.plusSeconds(1));
    Instant asOf = Log.START.plusSeconds(10);
    assertThat(at(asOf, SMALL, NEVER_FORCED).preview(new Narrowed(null, null, asOf)))
        .singleElement()
        .satisfies(
            decision -> {
              assertThat(decision.context().realSamples()).isEqualTo(3);
              assertThat(decision.reasons())
                  .contains("too little is new: 0 of 50 labels; 1 of 100 outcomes");
            });
    Instant before = Log.START.plusSeconds(9);
    assertThat(at(before, T, NEVER_FORCED).preview(new Narrowed(null, null, before)))
        .singleElement()
        .satisfies(decision -> assertThat(decision.context().realSamples()).isEqualTo(10));
  }

  private static void whatCameInSinceIsEnough(String agent, Instant later) {
    TriggerSettings few =
        new TriggerSettings(
            2, Duration.ofDays(7), Duration.ofDays(1), 5, Duration.ofHours(1), 0.1, 0.05);
    LOG.add(
        IntStream.range(0, 5)
            .mapToObj(
                i -> decision(AGAIN, "new" + i, i, new Measures(1.0, false, null, null, null)))
            .toArray(Decision[]::new));
    new RewardRun(LOG, AGAIN).execute(RewardSettings.DEFAULTS, Clock.fixed(later, ZoneOffset.UTC));
    assertThat(at(later, AGAIN, NEVER_FORCED).when(few, Insistence.WHERE_IT_IS_WORTH).preview(ALL))
        .singleElement()
        .satisfies(
            decision -> {
              assertThat(decision.agentId()).isEqualTo(agent);
              assertThat(decision.verdict()).isEqualTo("train");
              assertThat(decision.decidedBy()).isEqualTo("rule");
              assertThat(decision.reasons())
                  .contains(
                      "enough is new: 5 of 5 outcomes; success fell by 0.5000, more than 0.1");
            });
  }

  @Test
  void waitsForWhatHasNoDataAndIsNeverForcedToTrainOnNothing() {
    DecideSettings forced = new DecideSettings(90, 50, 0.85, 7, 1, StrategyRule.SEED);
    assertThat(at(NOW, SMALL, forced).preview(ALL))
        .singleElement()
        .satisfies(
            decision -> {
              assertThat(decision.verdict()).isEqualTo("wait");
              assertThat(decision.strategy()).isEqualTo("skip");
              assertThat(decision.propensity()).isEqualTo(1);
              assertThat(decision.reasons()).anyMatch(reason -> reason.contains("3 real rows"));
            });
  }

  /** The seed's program never counts what it could make, so that its cold start never comes. */
  @Test
  void whatCouldBeMadeUpIsCountedSoThatAColdStartCanBegin() {
    DecideSettings warm =
        new DecideSettings(
            90, 50, 0.85, 7, 0, StrategyRule.SEED, new SyntheticSettings(Map.of("mixed", "a")));
    List<LoggedQuery> queries =
        LoggedQueries.of(LOG.warehouse().table(ExperiencesTable.DEFINITION).read(SMALL), SMALL)
            .get("router");
    long capacity =
        SyntheticSource.of(
                List.of(Modality.MIXED),
                new SyntheticSource.Known(queries, List.of(), List.of()),
                warm.synthetic())
            .capacity();
    assertThat(capacity).isGreaterThanOrEqualTo(100);
    assertThat(at(NOW, SMALL, warm).preview(ALL))
        .singleElement()
        .satisfies(
            decision -> {
              assertThat(decision.context().syntheticSamples()).isEqualTo(capacity);
              assertThat(decision.strategy()).isEqualTo("synthetic");
            });
    assertThat(at(NOW, T, NEVER_FORCED).preview(ALL).get(0).context().syntheticSamples()).isZero();
  }

  @Test
  void aStatedShareOfTheWaitingIsTrainedAllTheSame() {
    DecideSettings forced = new DecideSettings(90, 70, 0.85, 7, 1, StrategyRule.SEED);
    assertThat(at(NOW, T, forced).preview(ALL))
        .singleElement()
        .satisfies(
            decision -> {
              assertThat(decision.verdict()).isEqualTo("train");
              assertThat(decision.decidedBy()).isEqualTo("exploration");
              assertThat(decision.propensity()).isEqualTo(1);
            });
    DecideSettings rarely = new DecideSettings(90, 70, 0.85, 7, 1e-9, StrategyRule.SEED);
    assertThat(at(NOW, T, rarely).preview(ALL).get(0).verdict()).isEqualTo("wait");
    assertThat(at(NOW, T, rarely).preview(ALL).get(0).propensity()).isEqualTo(1 - 1e-9);
  }

  @Test
  void looksAtTheAgentAskedForAndAtNothingOld() {
    assertThat(at(NOW, T, NEVER_FORCED).preview(new Narrowed("nobody", null))).isEmpty();
    assertThat(at(NOW.plus(Duration.ofDays(91)), T, NEVER_FORCED).preview(ALL)).isEmpty();
    assertThat(at(NOW, "nobody", NEVER_FORCED).preview(ALL)).isEmpty();
    assertThat(at(NOW, "nobody", NEVER_FORCED).silence(ALL)).startsWith("there are no experiences");
    assertThat(at(NOW, T, NEVER_FORCED).silence(ALL))
        .startsWith("no experience is of the last 90 days");
    assertThat(at(NOW, T, NEVER_FORCED).silence(new Narrowed("nobody", null)))
        .startsWith("there are no experiences");
  }

  @Test
  void statusSaysHowAnAgentDoes() {
    Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
    assertThat(new DescribeAgents(LOG.warehouse(), T, 50, clock).execute(null))
        .singleElement()
        .satisfies(
            agent -> {
              assertThat(agent.experiences()).isEqualTo(ROWS);
              assertThat(agent.rewarded()).isEqualTo(ROWS);
              assertThat(agent.successRate()).isEqualTo(0.5);
              assertThat(agent.meanReward()).isBetween(0.57, 1.0);
              assertThat(agent.trend()).isNull();
              assertThat(agent.calibrationError()).isNull();
              assertThat(agent.activeVersions()).isEmpty();
              assertThat(agent.ready()).isTrue();
              assertThat(agent.healthy()).isTrue();
            });
    assertThat(new DescribeAgents(LOG.warehouse(), SMALL, 50, clock).execute(null))
        .singleElement()
        .satisfies(
            agent -> {
              assertThat(agent.ready()).isFalse();
              assertThat(agent.reason()).contains("3 experiences");
            });
    assertThat(new DescribeAgents(LOG.warehouse(), T, 50, clock).execute("nobody")).isEmpty();
  }

  private static WarehouseTable table() {
    return LOG.warehouse().table(TrainingDecisionsTable.DEFINITION);
  }

  private static void refused(String tenant, String agent, String id, String target, Instant at) {
    RunRow run =
        RunRow.started(
                tenant,
                id,
                "optimize " + target,
                new RunRow.Subject(agent, null, "routing_policy", target),
                "0".repeat(64),
                "{}",
                42,
                at)
            .finished("refused", "no gain", null, at);
    WarehouseTable runs = LOG.warehouse().table(RunsTable.DEFINITION);
    runs.upsert(tenant, runs.rows(List.of(RunsTable.row(run))));
  }
}
