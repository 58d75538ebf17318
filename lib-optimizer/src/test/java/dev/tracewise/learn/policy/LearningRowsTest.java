package dev.tracewise.learn.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.tracewise.model.Context;
import dev.tracewise.model.Option;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Synthetic rows teach what the log does not show, weigh no more than it, and promise nothing. */
class LearningRowsTest {
  private static final List<Option> OPTIONS =
      List.of(Option.named("a"), Option.named("b"), Option.named("c"));

  private static LoggedDecision row(
      int i, String text, int chosen, double propensity, double reward) {
    return new LoggedDecision(
        "i" + i,
        "g" + i,
        new Context(text, null, Map.of(), Map.of(), List.of(), List.of()),
        OPTIONS,
        chosen,
        propensity,
        reward);
  }

  /** In red contexts b pays, of blue ones the log knows nothing. */
  private static List<LoggedDecision> log() {
    SplittableRandom random = new SplittableRandom(3);
    List<LoggedDecision> log = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      int chosen = random.nextInt(3);
      double pays = chosen == 1 ? 0.8 : 0.3;
      log.add(row(i, "something red", chosen, 1 / 3.0, random.nextDouble() < pays ? 0.9 : 0.1));
    }
    return log;
  }

  private static List<LoggedDecision> blue(int rows) {
    List<LoggedDecision> made = new ArrayList<>();
    for (int i = 0; i < rows; i++) {
      made.add(row(10_000 + i, "anything blue", 2, 1 / 3.0, 1));
    }
    return made;
  }

  private static double probability(TrainedPolicy trained, String text, int option) {
    Context context = new Context(text, null, Map.of(), Map.of(), List.of(), List.of());
    return trained.policy().probabilities(context, OPTIONS)[option];
  }

  @ParameterizedTest
  @EnumSource(Algorithm.class)
  void ofBothTheLogIsLearnedWhereItSpeaksAndTheRestWhereItIsSilent(Algorithm algorithm) {
    TrainedPolicy trained =
        PolicyTrainer.train(LearningRows.hybrid(log(), blue(300)), PolicySettings.of(algorithm));
    assertThat(probability(trained, "something red", 1)).isGreaterThan(0.5);
    assertThat(probability(trained, "anything blue", 2)).isGreaterThan(0.5);
  }

  @ParameterizedTest
  @EnumSource(Algorithm.class)
  void syntheticRowsAloneTeachAllByThemselves(Algorithm algorithm) {
    TrainedPolicy trained =
        PolicyTrainer.train(LearningRows.synthetic(log(), blue(60)), PolicySettings.of(algorithm));
    assertThat(probability(trained, "anything blue", 2)).isGreaterThan(0.6);
    TrainedPolicy other =
        PolicyTrainer.train(LearningRows.synthetic(log(), blue(60)), PolicySettings.of(algorithm));
    assertThat(PolicyArtifact.write(other)).isEqualTo(PolicyArtifact.write(trained));
  }

  /**
   * Rewards of 1 that were made up raise no estimate: those that go with a policy are the log's.
   */
  @Test
  void whatIsMadeUpRaisesNoEstimate() {
    PolicySettings settings = PolicySettings.of(Algorithm.DIRECT);
    RewardModel alone = PolicyTrainer.train(log(), settings).rewardModel();
    for (LearningRows rows :
        List.of(LearningRows.hybrid(log(), blue(300)), LearningRows.synthetic(log(), blue(60)))) {
      RewardModel with = PolicyTrainer.train(rows, settings).rewardModel();
      Context red = log().get(0).context();
      double[] expected = alone.values(red, OPTIONS);
      double[] values = with.values(red, OPTIONS);
      for (int o = 0; o < values.length; o++) {
        assertThat(values[o]).isEqualTo(expected[o], within(0.02));
      }
      assertThat(with.values(blue(1).get(0).context(), OPTIONS)[2]).isLessThan(0.6);
    }
  }

  @Test
  void theRowsOfALogAloneAreTheLog() {
    assertThat(LearningRows.ofLog(log()).isLogAlone()).isTrue();
    assertThat(LearningRows.ofLog(log()).decisions()).isEqualTo(log());
    assertThat(LearningRows.hybrid(log(), blue(1)).isLogAlone()).isFalse();
  }

  @Test
  void whatIsMadeNeverWeighsMoreThanTheLog() {
    LearningRows few = LearningRows.hybrid(log(), blue(30));
    assertThat(Arrays.stream(few.weights()).skip(300)).hasSize(90).allMatch(w -> w == 1.0 / 3);
    LearningRows many = LearningRows.hybrid(log(), blue(3000));
    assertThat(Arrays.stream(many.weights()).skip(300).sum()).isEqualTo(300, within(1e-9));
    LearningRows alone = LearningRows.synthetic(log(), blue(30));
    assertThat(Arrays.stream(alone.weights()).limit(300)).containsOnly(0.0);
  }

  @Test
  void aSyntheticRowSaysNothingOfWhatItDoesNotName() {
    List<LoggedDecision> log = List.of(row(1, "red", 0, 0.5, 0.2), row(2, "red", 1, 0.5, 0.4));
    assertThat(LearningRows.hybrid(log, blue(1)).decisions().subList(2, 5))
        .extracting(LoggedDecision::reward)
        .containsExactly(0.30000000000000004, 0.30000000000000004, 1.0);
    List<LoggedDecision> rich = List.of(row(1, "red", 0, 0.5, 20), row(2, "red", 1, 0.5, 40));
    assertThat(LearningRows.hybrid(rich, blue(1)).decisions().subList(2, 5))
        .extracting(LoggedDecision::reward)
        .containsExactly(30.0, 30.0, 40.0);
  }

  @Test
  void withoutALogNothingIsLearned() {
    assertThatThrownBy(() -> LearningRows.synthetic(List.of(), blue(9)))
        .hasMessageStartingWith("Cannot learn from the log: it has no rows.");
  }
}
