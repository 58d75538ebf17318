package dev.tracewise.learn.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.tracewise.learn.policy.SimulatedAssistant.Row;
import dev.tracewise.model.Context;
import dev.tracewise.model.Option;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class PolicyTrainerTest {
  private static final List<Row> TRAINING = new SimulatedAssistant(11).rows(4000);
  private static final List<Row> TEST = new SimulatedAssistant(12).rows(3000);

  /** Over 25 pairs of seeds the least shares were .76, .77, .58 and .46. */
  @ParameterizedTest
  @CsvSource({"DOUBLY_ROBUST, .7", "DIRECT, .7", "SNIPS, .5", "CLIPPED_IPS, .38"})
  void fourThousandRowsBringMostOfThePossibleGain(Algorithm algorithm, double share) {
    for (long seed = 31_001; seed < 31_007; seed += 2) {
      List<LoggedDecision> log = SimulatedAssistant.log(new SimulatedAssistant(seed).rows(4000));
      TrainedPolicy trained = PolicyTrainer.train(log, PolicySettings.of(algorithm));
      List<Row> test = new SimulatedAssistant(seed + 1).rows(3000);
      assertThat(SimulatedAssistant.shareOfGain(trained.policy(), test))
          .as("seed %d", seed)
          .isGreaterThan(share);
    }
  }

  @ParameterizedTest
  @EnumSource(Algorithm.class)
  void theSameInputGivesTheSameBytes(Algorithm algorithm) {
    List<LoggedDecision> log = SimulatedAssistant.log(TRAINING.subList(0, 500));
    PolicySettings settings = PolicySettings.of(algorithm);
    byte[] first = PolicyArtifact.write(PolicyTrainer.train(log, settings));
    byte[] second = PolicyArtifact.write(PolicyTrainer.train(log, settings));
    assertThat(second).isEqualTo(first);
    if (algorithm != Algorithm.DIRECT) {
      byte[] other = PolicyArtifact.write(PolicyTrainer.train(log, settings.withSeed(1)));
      assertThat(other).isNotEqualTo(first);
    }
  }

  @Test
  void probabilitiesSumToOneAndKeepTheFloor() {
    List<LoggedDecision> log = SimulatedAssistant.log(TRAINING.subList(0, 500));
    SoftmaxPolicy policy =
        PolicyTrainer.train(log, PolicySettings.of(Algorithm.DIRECT).withFloor(0.05)).policy();
    for (Row row : TEST.subList(0, 200)) {
      double[] p = policy.probabilities(row.decision().context(), SimulatedAssistant.OPTIONS);
      assertThat(Arrays.stream(p).sum()).isEqualTo(1, within(1e-12));
      assertThat(Arrays.stream(p).min().orElseThrow()).isGreaterThanOrEqualTo(0.05 - 1e-15);
    }
    assertThat(policy.withFloor(1).probabilities(Context.EMPTY, SimulatedAssistant.OPTIONS))
        .containsOnly(0.25);
  }

  @Test
  void anOptionNeverSeenScoresLikeTheMeanOfAll() {
    SoftmaxPolicy policy =
        PolicyTrainer.train(
                SimulatedAssistant.log(TRAINING.subList(0, 500)),
                PolicySettings.of(Algorithm.SNIPS))
            .policy();
    List<Option> options = new ArrayList<>(SimulatedAssistant.OPTIONS);
    options.add(Option.named("new"));
    double[] p = policy.probabilities(TEST.get(0).decision().context(), options);
    double product = 1;
    for (int o = 0; o < 4; o++) {
      product *= p[o];
    }
    assertThat(p[4]).isEqualTo(Math.pow(product, 0.25), within(1e-5));
  }

  @Test
  void aPolicyLearnsFromTheFeaturesOfOptionsAndFromPartialOffers() {
    SplittableRandom random = new SplittableRandom(5);
    List<LoggedDecision> rows = new ArrayList<>();
    for (int i = 0; i < 1500; i++) {
      List<Option> options = new ArrayList<>();
      for (int o = 0; o < 3; o++) {
        options.add(
            new Option(
                "model-" + random.nextInt(20) + "-" + o, Map.of("price", random.nextDouble())));
      }
      int chosen = random.nextInt(3);
      double reward = 1 - options.get(chosen).features().get("price");
      rows.add(
          new LoggedDecision("i" + i, "g" + i, Context.EMPTY, options, chosen, 1 / 3.0, reward));
    }
    List<Option> offer =
        List.of(
            new Option("cheap", Map.of("price", 0.1)), new Option("dear", Map.of("price", 0.9)));
    for (Algorithm algorithm : Algorithm.values()) {
      TrainedPolicy trained = PolicyTrainer.train(rows, PolicySettings.of(algorithm));
      assertThat(trained.policy().probabilities(Context.EMPTY, offer)[0]).isGreaterThan(0.8);
      assertThat(trained.rewardModel().values(Context.EMPTY, offer)[0]).isGreaterThan(0.75);
    }
  }

  @Test
  void equalRewardsAndOneOptionAreNoObstacle() {
    List<LoggedDecision> rows = new ArrayList<>();
    List<Option> one = List.of(Option.named("only"));
    for (int i = 0; i < 10; i++) {
      rows.add(new LoggedDecision("i" + i, "g" + i, Context.EMPTY, one, 0, 1, 0.5));
    }
    for (Algorithm algorithm : Algorithm.values()) {
      TrainedPolicy trained = PolicyTrainer.train(rows, PolicySettings.of(algorithm));
      assertThat(trained.policy().probabilities(Context.EMPTY, one)).containsExactly(1);
      assertThat(trained.rewardModel().values(Context.EMPTY, one)[0]).isEqualTo(0.5);
    }
  }

  @Test
  void anEmptyLogIsRefused() {
    assertThatThrownBy(() -> PolicyTrainer.train(List.of(), PolicySettings.of(Algorithm.DIRECT)))
        .hasMessageStartingWith("Cannot learn from the log: it has no rows.");
  }

  @Test
  void whatCannotBeLearnedFromIsRefused() {
    List<Option> one = List.of(Option.named("only"));
    assertThatThrownBy(() -> new LoggedDecision("i-1", "g", Context.EMPTY, one, 0, 0, 1))
        .hasMessageStartingWith("Cannot learn from decision \"i-1\": its propensity is 0.0.");
    assertThatThrownBy(() -> new LoggedDecision("i-1", "g", Context.EMPTY, one, 0, 1, Double.NaN))
        .hasMessageContaining("its reward is NaN");
    assertThatThrownBy(() -> PolicySettings.of(Algorithm.DIRECT).withTemperature(0))
        .hasMessageContaining("its settings are out of range");
    assertThatThrownBy(() -> new RewardModelSettings(0, 1)).hasMessageContaining("ridge is 0.0");
    List<LoggedDecision> rows =
        List.of(new LoggedDecision("i-1", "g", Context.EMPTY, one, 0, 1, 1));
    assertThatThrownBy(
            () ->
                RewardModelTrainer.train(
                    rows,
                    new double[] {-1},
                    FeatureSettings.DEFAULTS,
                    RewardModelSettings.DEFAULTS))
        .hasMessageContaining("a weight is -1.0");
  }

  @Test
  void fixedPoliciesDoWhatTheySay() {
    List<Option> options = SimulatedAssistant.OPTIONS;
    assertThat(Policy.uniform().probabilities(Context.EMPTY, options)).containsOnly(0.25);
    assertThat(Policy.always("report").probabilities(Context.EMPTY, options))
        .containsExactly(0, 0, 1, 0);
    assertThat(Policy.always("absent").probabilities(Context.EMPTY, options)).containsOnly(0.25);
  }
}
