package dev.tracewise.action;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tracewise.SparkSupport;
import dev.tracewise.action.policy.MissingPropensity;
import dev.tracewise.action.policy.Subject;
import dev.tracewise.table.Warehouse;
import java.util.List;
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
