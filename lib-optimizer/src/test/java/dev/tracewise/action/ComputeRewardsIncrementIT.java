package dev.tracewise.action;

import static dev.tracewise.action.Log.decision;
import static dev.tracewise.action.Log.feedback;
import static dev.tracewise.action.Log.span;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.tracewise.action.ComputeRewards.Result;
import dev.tracewise.learn.reward.LatencyPenalty;
import dev.tracewise.learn.reward.RewardSettings;
import dev.tracewise.model.Measures;
import dev.tracewise.table.AgentsTable;
import dev.tracewise.table.Commitment;
import dev.tracewise.table.DecisionsTable;
import dev.tracewise.table.WarehouseTable;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What an increment makes of what came late; two runs, looked at from every side. */
class ComputeRewardsIncrementIT {
  private static final String T = "acme";
  private static final double DAY = 86_400;
  private static final Measures GOOD = new Measures(1.0, true, null, null, null);

  private static Log log;
  private static RewardRun run;
  private static Result result;
  private static Map<String, Row> before;
  private static Map<String, Row> after;

  @BeforeAll
  static void runTwice() {
    log =
        new Log()
            .add(
                decision(T, "late", 0, GOOD),
                decision(T, "untouched", 10, GOOD),
                decision(T, "old", -100 * DAY, GOOD),
                decision(T, "outcome", 0, Measures.UNKNOWN),
                decision(T, "session1", -60 * DAY, "s", "st1", null, GOOD),
                decision(T, "session2", -20 * DAY, "s", "st2", null, GOOD))
            .add(
                feedback(T, "early", "span", "child", 3, "thumbs", 1.0, "eve"),
                feedback(T, "session", "session", "s", -19 * DAY, "rating", 0.0, "bob"))
            .add(
                span(T, "oldtrace", "r", null, -90 * DAY, Map.of()),
                span(T, "oldtrace", "c", "r", -90 * DAY + 1, Map.of()),
                span(T, "decided", "r", null, 0, Map.of()));
    run = new RewardRun(log, T);
    run.execute();
    before = run.rows();
    log.add(
            feedback(T, "f", "interaction", "late", 30 * DAY, "rating", 0.5, "eve"),
            feedback(T, "g", "interaction", "old", 0, "rating", 0.0, "eve"),
            feedback(T, "h", "span", "c", 0, "rating", 0.25, "eve"),
            feedback(T, "k", "interaction", "nowhere", 0, "rating", 0.25, "eve"))
        .add(
            decision(T, "outcome", 0, GOOD),
            decision(T, "root", 1, null, "decided", null, GOOD),
            decision(T, "session3", 0, "s", "st3", null, GOOD))
        .add(
            span(T, "plain", "root", null, 0, Map.of()),
            span(T, "plain", "child", "root", 1, Map.of()));
    result = run.execute();
    after = run.rows();
  }

  @Test
  void countsWhatIsNewAndWhatChangedOrWent() {
    assertThat(before).hasSize(8);
    assertThat(result.experiencesWritten()).isEqualTo(3);
    assertThat(result.experiencesUpdated()).isEqualTo(6);
    assertThat(after).hasSize(10);
  }

  @Test
  void lateFeedbackChangesTheRewardItBelongsTo() {
    assertThat(after.get("late").<Double>getAs("satisfaction")).isEqualTo(0.5);
    assertThat(after.get("late").<Double>getAs("reward")).isCloseTo(0.85, within(1e-12));
  }

  @Test
  void whatNothingTouchedStaysAsItWas() {
    assertThat(after.get("untouched")).isEqualTo(before.get("untouched"));
    assertThat(after.get("session1")).isEqualTo(before.get("session1"));
  }

  @Test
  void findsTheTargetOfFeedbackThatIsFarBack() {
    assertThat(after.get("old").<Double>getAs("satisfaction")).isZero();
    assertThat(after.get("oldtrace:r").<Double>getAs("satisfaction")).isEqualTo(0.25);
  }

  @Test
  void anOutcomeThatComesLaterMakesTheReward() {
    assertThat(before.get("outcome").<Object>getAs("reward")).isNull();
    assertThat(after.get("outcome").<Double>getAs("reward")).isEqualTo(1);
  }

  @Test
  void feedbackMayComeBeforeItsSpan() {
    assertThat(after.get("plain:root").<Double>getAs("satisfaction")).isEqualTo(1);
  }

  @Test
  void aRootGoesWhenItsTraceTurnsOutToHaveADecision() {
    assertThat(before).containsKey("decided:r");
    assertThat(after).containsKey("root").doesNotContainKey("decided:r");
  }

  @Test
  void aSessionsFeedbackMovesToItsNewLastDecision() {
    assertThat(before.get("session2").<Double>getAs("satisfaction")).isZero();
    assertThat(after.get("session2").<Object>getAs("satisfaction")).isNull();
    assertThat(after.get("session3").<Double>getAs("satisfaction")).isZero();
  }

  @Test
  void aRunThatFindsNothingNewCommitsNothing() {
    long version = run.experiences().currentVersion();
    long cursors = run.cursorVersion();
    assertThat(run.execute()).isEqualTo(new Result(0, 0, null));
    assertThat(run.cursorVersion()).isEqualTo(cursors);
    assertThat(run.experiences().currentVersion()).isEqualTo(version);
  }

  @Test
  void aRunThatFindsTheWorkDoneChangesNoRow() {
    run.forgetCursors();
    assertThat(run.execute()).isEqualTo(new Result(0, 0, null));
    assertThat(run.rows()).isEqualTo(after);
  }

  @Test
  void jobsThatDieOrAreOvertakenLeaveNothing() {
    Log own = new Log().add(decision(T, "i", 0, Measures.UNKNOWN));
    RewardRun first = new RewardRun(own, T);
    Commitment dead = first.begin();
    assertThat(first.execute().experiencesWritten()).isEqualTo(1);
    assertThatThrownBy(() -> first.experiences().acknowledge(dead))
        .isInstanceOf(Commitment.Overtaken.class);
    own.add(decision(T, "i", 0, GOOD));
    Commitment second = first.begin();
    assertThat(first.execute()).isEqualTo(new Result(0, 1, 1.0));
    Dataset<Row> rows = first.experiences().read(T);
    assertThatThrownBy(() -> first.experiences().replace(T, rows.limit(0), second))
        .isInstanceOf(Commitment.Overtaken.class);
    assertThat(first.rows()).hasSize(1);
  }

  @Test
  void whatAVacuumTookAwayIsComputedFromWhatIsThere() throws IOException {
    Log own = new Log().add(decision(T, "i", 0, Measures.UNKNOWN));
    RewardRun first = new RewardRun(own, T);
    first.execute();
    own.add(decision(T, "i", 0, GOOD));
    deleteFolder(own.warehouse().table(DecisionsTable.DEFINITION).location() + "/_change_data");
    assertThat(first.execute()).isEqualTo(new Result(0, 1, 1.0));
  }

  @Test
  void optionsThatAnAgentIsGivenLaterAreThoseOfItsExperiences() {
    Log own =
        new Log().add(span(T, "t", "r", null, 0, Map.of("routing.chosen_agent", "video_search")));
    RewardRun first = new RewardRun(own, T);
    first.execute();
    Row before = first.rows().values().iterator().next();
    List<String> options = List.of("summarizer", "video_search");
    WarehouseTable agents = own.warehouse().table(AgentsTable.DEFINITION);
    agents.upsert(
        T,
        agents.rows(
            List.of(
                AgentsTable.row(
                    AgentsTable.Agent.discovered(
                        T, before.getAs("agent_id"), options, "test", Log.START)))));
    assertThat(first.execute().experiencesUpdated()).isEqualTo(1);
    Row changed = first.rows().values().iterator().next();
    assertThat(changed.<Row>getList(changed.fieldIndex("options")))
        .extracting(option -> option.<String>getAs("name"))
        .containsExactlyElementsOf(options);
  }

  private static void deleteFolder(String uri) throws IOException {
    try (Stream<Path> files = Files.walk(Path.of(URI.create(uri)))) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  @Test
  void otherWeightsChangeEveryRewardOfThisTenantOnly() {
    Log own = new Log().add(decision(T, "i", 0, new Measures(0.5, true, null, null, null)));
    own.add(decision("other", "i", 0, GOOD));
    RewardRun other = new RewardRun(own, "other");
    other.execute();
    RewardRun weighed = new RewardRun(own, T);
    assertThat(weighed.execute().experiencesWritten()).isEqualTo(1);
    RewardSettings quality =
        new RewardSettings(1, 0, 0, 0, new LatencyPenalty.Hyperbolic(10), Map.of());
    assertThat(weighed.execute(quality)).isEqualTo(new Result(0, 1, 0.5));
    assertThat(other.rows().get("i").<Double>getAs("reward")).isEqualTo(1);
  }
}
