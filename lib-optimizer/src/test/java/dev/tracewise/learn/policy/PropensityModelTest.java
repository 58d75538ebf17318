package dev.tracewise.learn.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.tracewise.learn.policy.SimulatedAssistant.Row;
import dev.tracewise.model.Context;
import dev.tracewise.model.Option;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class PropensityModelTest {
  private static final int ROWS = 5000;

  private static Stream<Arguments> loggers() {
    return Stream.of(
        Arguments.of("the same for all", (Policy) PropensityModelTest::constant),
        Arguments.of("by category", (Policy) PropensityModelTest::byPlan),
        Arguments.of("by number", (Policy) PropensityModelTest::byLoad));
  }

  private static double[] constant(Context context, List<Option> options) {
    return new double[] {0.1, 0.1, 0.2, 0.6};
  }

  private static double[] byPlan(Context context, List<Option> options) {
    return "pro".equals(context.categorical().get("plan"))
        ? new double[] {0.1, 0.2, 0.3, 0.4}
        : new double[] {0.6, 0.2, 0.1, 0.1};
  }

  private static double[] byLoad(Context context, List<Option> options) {
    double load = context.numeric().get("load");
    double[] probabilities = {2 * load, 0, 1 - load, 0.5};
    SoftmaxPolicy.softmax(probabilities, probabilities.length);
    return probabilities;
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("loggers")
  void propensitiesAreRecoveredWhereTheLogHasNone(String name, Policy logger) {
    SplittableRandom random = new SplittableRandom(404);
    List<Choice> choices = new ArrayList<>();
    for (Row row : new SimulatedAssistant(405).rows(ROWS)) {
      choices.add(choice(row.decision().context(), logger, random));
    }
    PropensityModel model = PropensityModel.fit(choices);
    double error = 0;
    double ratio = 0;
    for (Row row : new SimulatedAssistant(406).rows(2000)) {
      Choice choice = choice(row.decision().context(), logger, random);
      double truth = logger.probabilities(choice.context(), choice.options())[choice.chosen()];
      error += Math.abs(model.propensity(choice) - truth) / 2000;
      ratio += truth / model.propensity(choice) / 2000;
    }
    assertThat(error).isLessThan(0.045);
    assertThat(ratio).isEqualTo(1, within(0.05));
  }

  private static Choice choice(Context context, Policy logger, SplittableRandom random) {
    double[] probabilities = logger.probabilities(context, SimulatedAssistant.OPTIONS);
    double u = random.nextDouble();
    int chosen = 0;
    while (chosen < probabilities.length - 1 && u >= probabilities[chosen]) {
      u -= probabilities[chosen++];
    }
    return new Choice(context, SimulatedAssistant.OPTIONS, chosen);
  }

  @Test
  void whatWasNeverChosenKeepsTheFloor() {
    Policy always = Policy.always("chat");
    SplittableRandom random = new SplittableRandom(1);
    List<Choice> choices = new ArrayList<>();
    for (int i = 0; i < 3000; i++) {
      choices.add(choice(Context.EMPTY, always, random));
    }
    PropensityModel model = PropensityModel.fit(choices);
    List<Option> options = SimulatedAssistant.OPTIONS;
    assertThat(model.propensity(new Choice(Context.EMPTY, options, 0)))
        .isEqualTo(PropensityModel.FLOOR);
    assertThat(model.propensity(new Choice(Context.EMPTY, options, 3))).isGreaterThan(0.95);
  }

  @Test
  void nothingCannotBeExplained() {
    assertThatThrownBy(() -> PropensityModel.fit(List.of()))
        .hasMessageStartingWith("Cannot estimate propensities: there are no rows.");
  }
}
