package dev.tracewise.action;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tracewise.SparkSupport;
import dev.tracewise.action.policy.MissingPropensity;
import dev.tracewise.action.policy.Subject;
import dev.tracewise.action.policy.TrainingPlan;
import dev.tracewise.learn.data.DataLimits;
import dev.tracewise.learn.modality.SyntheticSettings;
import dev.tracewise.learn.modality.TrainingStrategy;
import dev.tracewise.table.Warehouse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What the data cannot carry is refused with its reason. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PolicyRefusalsIT {
  private static final String TENANT = "default";

  private Warehouse warehouse;

  @BeforeAll
  void logs() {
    warehouse = SparkSupport.freshWarehouse();
    PolicyLog lonely =
        PolicyLog.of("lonely", 400, 4).with("options", List.of("left")).with("chosen", "left");
    PolicyLog.of("small", 10, 1)
        .and(PolicyLog.of("content", 400, 2).with("reward", 0.5))
        .and(PolicyLog.of("silent", 400, 3).with("propensity", null))
        .and(lonely)
        .and(PolicyLog.of("one-person", 400, 5).with("user_id", "u-1"))
        .and(PolicyLog.of("copied", 800, 6).copied(2))
        .into(warehouse, TENANT);
  }

  @Test
  void tenInteractionsAreTooFew() {
    assertThat(refused("small"))
        .startsWith("agent \"small\" has 10 rewarded interactions, 50 are needed");
  }

  @Test
  void equalRewardsTellNothing() {
    assertThat(refused("content")).startsWith("rewards are all equal");
  }

  @Test
  void missingPropensitiesAreNotInvented() {
    assertThat(refused("silent"))
        .startsWith(
            "agent \"silent\" has 0 rewarded interactions with a logged propensity, 50 are needed");
  }

  @Test
  void missingPropensitiesCanBeModelledWhenAsked() {
    Subject subject = new Subject(TENANT, "silent", null, MissingPropensity.MODELLED);

    assertThat(optimize(subject).rows()).isEqualTo(400);
  }

  @Test
  void oneOptionIsNoChoice() {
    assertThat(refused("lonely"))
        .startsWith(
            "agent \"lonely\" has 0 rewarded interactions with more than one option, 50 are needed");
  }

  @Test
  void onePersonIsNoCrowd() {
    assertThat(refused("one-person")).contains("groups, 30 are needed");
  }

  @Test
  void copiesUnderNewIdsAreNoRows() {
    assertThat(refused("copied"))
        .contains("of the rows are copies of others", "raise the limits under tracewise.data");
  }

  @Test
  void whatIsMadeUpNeverJudges() {
    Subject small = new Subject(TENANT, "small", null, MissingPropensity.LEFT_OUT);
    OptimizePolicy.Request asked = planned(small, TrainingStrategy.SYNTHETIC, "mixed", "left");

    OptimizePolicy.Result result = new OptimizePolicy(warehouse, PolicyLog.CLOCK).execute(asked);

    assertThat(result.status()).isEqualTo("refused");
    assertThat(result.reason())
        .contains("groups, 30 are needed: synthetic rows are learned from, and never judge");
    assertThat(result.rows()).isEqualTo(10);
    assertThat(result.syntheticRows()).isEqualTo(50);
    assertThat(result.data().checks()).anyMatch(check -> check.words().contains("50 synthetic"));
    OptimizePolicy.Preview preview = new OptimizePolicy(warehouse, PolicyLog.CLOCK).preview(asked);
    assertThat(preview.syntheticRows()).isEqualTo(50);
    assertThat(preview.realRows()).isZero();
  }

  @Test
  void nothingIsMadeUpForOptionsThatTheAgentDoesNotHave() {
    Subject small = new Subject(TENANT, "small", null, MissingPropensity.LEFT_OUT);

    assertThat(
            new OptimizePolicy(warehouse, PolicyLog.CLOCK)
                .execute(planned(small, TrainingStrategy.HYBRID, "mixed", "nowhere"))
                .reason())
        .startsWith("no synthetic row can be made for agent \"small\": it has none of the options");
  }

  @Test
  void aModalityNeverSeenHasNothingToJudgeBy() {
    Subject never = new Subject(TENANT, "small", "audio", MissingPropensity.LEFT_OUT);

    assertThat(
            new OptimizePolicy(warehouse, PolicyLog.CLOCK)
                .execute(planned(never, TrainingStrategy.PURE_REAL, "audio", "right"))
                .reason())
        .startsWith("agent \"small\" for audio has 0 rewarded interactions, 50 are needed");
    assertThat(
            new OptimizePolicy(warehouse, PolicyLog.CLOCK)
                .execute(planned(never, TrainingStrategy.SYNTHETIC, "audio", "right"))
                .reason())
        .startsWith("the training part has 0 groups, 30 are needed");
  }

  @Test
  void whoSkipsTrainsNothing() {
    Subject small = new Subject(TENANT, "small", null, MissingPropensity.LEFT_OUT);

    assertThat(
            new OptimizePolicy(warehouse, PolicyLog.CLOCK)
                .execute(planned(small, TrainingStrategy.SKIP, "mixed", "left"))
                .reason())
        .isEqualTo("the strategy is skip: nothing is trained");
  }

  private static OptimizePolicy.Request planned(
      Subject subject, TrainingStrategy strategy, String modality, String option) {
    return new OptimizePolicy.Request(
        subject,
        "run-" + strategy.id() + "-" + modality,
        2,
        List.of(),
        50,
        42,
        "test",
        "tester",
        new TrainingPlan(
            strategy, new SyntheticSettings(Map.of(modality, option)), null, DataLimits.DEFAULTS));
  }

  private String refused(String agent) {
    OptimizePolicy.Result result =
        optimize(new Subject(TENANT, agent, null, MissingPropensity.LEFT_OUT));
    assertThat(result.status()).isEqualTo("refused");
    assertThat(result.version()).isNull();
    return result.reason();
  }

  private OptimizePolicy.Result optimize(Subject subject) {
    return new OptimizePolicy(warehouse, PolicyLog.CLOCK)
        .execute(
            new OptimizePolicy.Request(
                subject,
                "run-" + subject.agentId() + subject.missingPropensity(),
                2,
                List.of(),
                50,
                42,
                "test",
                "tester"));
  }
}
