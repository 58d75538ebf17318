package dev.tracewise.jobs.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class DemoWorldTest {
  private static final DemoSize SIZE = new DemoSize(480, 3000, 3000, 200, 400, 0.4);
  private final DemoWorld world = new DemoWorld(42, SIZE);

  @ParameterizedTest
  @ValueSource(strings = {"router", "answerer"})
  void loggedPropensitiesAgreeWithHowOftenOptionsWereChosen(String agent) {
    Map<String, Double> expected = new HashMap<>();
    Map<String, Double> variance = new HashMap<>();
    Map<String, Double> seen = new HashMap<>();
    for (DemoInteraction one : world.logged(agent)) {
      double sum = 0;
      for (var entry : one.probabilities().entrySet()) {
        double p = entry.getValue();
        expected.merge(entry.getKey(), p, Double::sum);
        variance.merge(entry.getKey(), p * (1 - p), Double::sum);
        sum += p;
      }
      assertThat(sum).isBetween(1 - 1e-12, 1 + 1e-12);
      assertThat(one.propensity()).isEqualTo(one.probabilities().get(one.chosen()));
      seen.merge(one.chosen(), 1.0, Double::sum);
    }
    expected.forEach(
        (option, mean) ->
            assertThat(Math.abs(seen.get(option) - mean))
                .as("frequency of %s", option)
                .isLessThan(4 * Math.sqrt(variance.get(option))));
  }

  @ParameterizedTest
  @ValueSource(strings = {"router", "answerer"})
  void meanRewardOfTheLogIsTheTrueValueOfWhatWasChosen(String agent) {
    double sum = 0;
    double squares = 0;
    int n = 0;
    for (DemoInteraction one : world.logged(agent)) {
      Double reward = one.outcome().reward();
      if (reward != null) {
        double error = reward - world.trueReward(one.query(), one.chosen());
        sum += error;
        squares += error * error;
        n++;
      }
    }
    assertThat(n).isGreaterThan(2700).isLessThan(3000);
    assertThat(Math.abs(sum)).isLessThan(4 * Math.sqrt(squares));
  }

  @Test
  void expectedRewardIsTheMeanOfManyDraws() {
    SplittableRandom random = new SplittableRandom(1);
    double sum = 0;
    double squares = 0;
    int n = 0;
    for (int i = 0; i < 200_000; i++) {
      Double reward = OutcomeLaw.draw(0.3, 6, random).reward();
      if (reward != null) {
        sum += reward;
        squares += reward * reward;
        n++;
      }
    }
    double mean = sum / n;
    double standardError = Math.sqrt((squares / n - mean * mean) / n);
    assertThat(Math.abs(mean - OutcomeLaw.expectedReward(0.3, 6))).isLessThan(4 * standardError);
  }

  @Test
  void theRewardIsTheOneOfTheSpecification() {
    assertThat(TrueReward.of(0.92, true, 0.95, 1.2)).isBetween(0.9422857 - 1e-7, 0.9422857 + 1e-7);
    assertThat(TrueReward.of(0.5, true, null, 0)).isEqualTo((0.3 + 0.4 * 0.5) / 0.7);
    assertThat(TrueReward.of(null, false, null, 50)).isZero();
  }

  @Test
  void muchCanBeGainedOverTheLog() {
    double router = world.oracleValue("router") - world.loggingValue("router");
    double answerer = world.oracleValue("answerer") - world.loggingValue("answerer");
    assertThat(router).isGreaterThan(0.1);
    assertThat(answerer).isGreaterThan(0.05);
  }

  @Test
  void valueOfTheLoggingPolicyIsItsTrueValue() {
    Map<String, Map<String, Double>> probabilities = new HashMap<>();
    for (DemoQuery query : world.fresh("router")) {
      probabilities.put(query.interactionId(), world.agent("router").loggingPolicy(query));
    }
    assertThat(world.valueOf("router", probabilities)).isEqualTo(world.loggingValue("router"));
  }

  @Test
  void aPolicyThatLeavesQuestionsOutHasNoTrueValue() {
    assertThatThrownBy(() -> world.valueOf("router", Map.of()))
        .hasMessageContaining("interaction router-fresh-00000 was not decided");
  }

  @Test
  void anUnknownAgentIsNamed() {
    assertThatThrownBy(() -> world.loggingValue("rooter"))
        .hasMessageContaining("\"rooter\"")
        .hasMessageContaining("router and answerer");
  }

  @Test
  void questionsComeFromManyUsersAndModalitiesAndNeverRepeatBetweenParts() {
    List<DemoQuery> asked = world.asked("router");
    Set<String> users = new HashSet<>();
    Set<Object> modalities = new HashSet<>();
    for (DemoInteraction one : world.logged("router")) {
      users.add(one.query().user().id());
      modalities.add(one.query().modality());
    }
    assertThat(users).hasSizeGreaterThan(400);
    assertThat(modalities).hasSize(6);
    assertThat(asked)
        .allSatisfy(q -> assertThat(q.time()).isAfterOrEqualTo(DemoWorld.SERVED.start()));
    assertThat(DemoWorld.SERVED.end()).isEqualTo("2026-11-01T00:00:00Z");
  }
}
