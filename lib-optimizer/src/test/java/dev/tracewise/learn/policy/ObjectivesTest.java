package dev.tracewise.learn.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tracewise.learn.policy.ImportanceObjective.Shift;
import dev.tracewise.model.Context;
import dev.tracewise.model.Option;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;

class ObjectivesTest {
  private static final double[] SCORES = {0.3, -0.7, 0.1};
  private static final double STEP = 1e-6;

  private final double[] rewards = {0.2, 0.9};
  private final double[] propensities = {0.25, 0.5};
  private final EncodedLog log = encoded();
  private final RowScores rowScores = RowScores.of(rewards, propensities, 3);

  private static EncodedLog encoded() {
    List<Option> options = List.of(Option.named("c"), Option.named("a"), Option.named("b"));
    List<Choice> rows =
        List.of(new Choice(Context.EMPTY, options, 0), new Choice(Context.EMPTY, options, 1));
    return EncodedLog.of(Featurizer.fit(rows, FeatureSettings.DEFAULTS), rows);
  }

  @Test
  void slotsAreInOrderOfOptionsWhateverTheLogSays() {
    assertThat(log.options).containsExactly("a", "b", "c");
    assertThat(log.chosenSlot).containsExactly(2, 3);
    assertThat(log.complete).containsExactly(true, true);
    assertThat(log.slotPosition).startsWith(1, 2, 0);
  }

  @Test
  void slopesOfTheClippedObjectiveAgreeWithDifferences() {
    double score = 3 * 0.2 / rowScores.scale(); // 1/0.25 is clipped to 3
    check(new ImportanceObjective(log, rowScores, Shift.NONE), p -> score * p[2]);
  }

  @Test
  void slopesOfTheSelfNormalisedObjectiveAgreeWithDifferences() {
    double score = 3 * (0.2 - 0.55) / rowScores.scale();
    check(new ImportanceObjective(log, rowScores, Shift.SELF_NORMALISED), p -> score * p[2]);
  }

  @Test
  void theShiftBecomesTheSelfNormalisedValue() {
    ImportanceObjective objective = new ImportanceObjective(log, rowScores, Shift.SELF_NORMALISED);
    double[] thirds = {1 / 3.0, 1 / 3.0, 1 / 3.0};
    objective.slopes(0, thirds, 3, new double[3]);
    objective.slopes(1, thirds, 3, new double[3]);
    objective.epochEnds();
    assertThat(objective.shift()).isEqualTo((3 * 0.2 + 2 * 0.9) / 5, within(1e-12));
  }

  @Test
  void slopesOfTheDoublyRobustObjectiveAgreeWithDifferences() {
    double[] modelled = {0.1, 0.5, 0.4, 0.3, 0.2, 0.6};
    double corrected = 0.4 + 3 * (0.2 - 0.4);
    double unit = rowScores.scale();
    check(
        DoublyRobustObjective.of(log, rowScores, modelled),
        p -> (0.1 * p[0] + 0.5 * p[1] + corrected * p[2]) / unit);
  }

  @Test
  void slopesOfTheEntropyAgreeWithDifferences() {
    RowObjective entropy =
        (row, p, n, slopes) -> SoftmaxTrainer.addEntropySlopes(p, n, 0.7, slopes);
    check(
        entropy,
        p -> {
          double sum = 0;
          for (double q : p) {
            sum -= 0.7 * q * Math.log(q);
          }
          return sum;
        });
  }

  private static void check(RowObjective objective, ToDoubleFunction<double[]> value) {
    double[] slopes = new double[3];
    objective.slopes(0, softmax(SCORES), 3, slopes);
    for (int o = 0; o < 3; o++) {
      double[] up = SCORES.clone();
      double[] down = SCORES.clone();
      up[o] += STEP;
      down[o] -= STEP;
      double expected =
          (value.applyAsDouble(softmax(up)) - value.applyAsDouble(softmax(down))) / (2 * STEP);
      assertThat(slopes[o]).isEqualTo(expected, within(1e-8));
    }
  }

  private static double[] softmax(double[] scores) {
    double[] probabilities = scores.clone();
    SoftmaxPolicy.softmax(probabilities, 3);
    return probabilities;
  }

  @Test
  void overAllChoicesTheWeightedSlopesAreThoseOfTheTrueValue() {
    double[] truth = {0.9, 0.1, 0.5};
    double[] logging = {0.2, 0.3, 0.5};
    double[] p = softmax(SCORES);
    double[] expected = new double[3];
    for (int chosen = 0; chosen < 3; chosen++) {
      List<Option> options = List.of(Option.named("a"), Option.named("b"), Option.named("c"));
      List<Choice> rows = List.of(new Choice(Context.EMPTY, options, chosen));
      EncodedLog one = EncodedLog.of(Featurizer.fit(rows, FeatureSettings.DEFAULTS), rows);
      RowScores scores =
          RowScores.of(new double[] {truth[chosen]}, new double[] {logging[chosen]}, 100);
      double[] slopes = new double[3];
      new ImportanceObjective(one, scores, Shift.NONE).slopes(0, p, 3, slopes);
      for (int o = 0; o < 3; o++) {
        expected[o] += logging[chosen] * slopes[o];
      }
    }
    double value = p[0] * truth[0] + p[1] * truth[1] + p[2] * truth[2];
    for (int o = 0; o < 3; o++) {
      assertThat(expected[o]).isEqualTo(p[o] * (truth[o] - value), within(1e-12));
    }
  }

  @Test
  void ridgeOfMeansIsTheClosedForm() {
    List<LoggedDecision> rows = new ArrayList<>();
    SplittableRandom random = new SplittableRandom(3);
    for (int i = 0; i < 400; i++) {
      int chosen = i % 2;
      double reward = (chosen == 0 ? 0.2 : 0.6) + 0.1 * random.nextDouble();
      List<Option> options = List.of(Option.named("a"), Option.named("b"));
      rows.add(new LoggedDecision("i" + i, "g" + i, Context.EMPTY, options, chosen, 0.5, reward));
    }
    RewardModel model =
        RewardModelTrainer.train(rows, FeatureSettings.DEFAULTS, new RewardModelSettings(1, 500));
    double[] means = new double[2];
    rows.forEach(row -> means[row.chosen()] += row.reward() / 200);
    double middle = (means[0] + means[1]) / 2;
    double[] values = model.values(Context.EMPTY, rows.get(0).options());
    // 200 rows of an option against five of the prior
    assertThat(values[0]).isEqualTo(middle + (means[0] - middle) * 200 / 205, within(1e-4));
    assertThat(values[1]).isEqualTo(middle + (means[1] - middle) * 200 / 205, within(1e-4));
    assertThat(model.values(Context.EMPTY, List.of(Option.named("new")))[0])
        .isEqualTo(middle, within(1e-4));
  }

  @Test
  void rowsWithoutWeightDoNotCount() {
    List<Option> options = List.of(new Option("a", Map.of("price", 1.0)));
    List<LoggedDecision> rows = new ArrayList<>();
    double[] weights = new double[40];
    for (int i = 0; i < 40; i++) {
      rows.add(new LoggedDecision("i" + i, "g", Context.EMPTY, options, 0, 1, i % 2));
      weights[i] = i % 2;
    }
    RewardModel model =
        RewardModelTrainer.train(
            rows, weights, FeatureSettings.DEFAULTS, RewardModelSettings.DEFAULTS);
    assertThat(model.values(Context.EMPTY, options)[0]).isEqualTo(1, within(1e-3));
  }
}
