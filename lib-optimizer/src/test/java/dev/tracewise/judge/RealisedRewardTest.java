package dev.tracewise.judge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tracewise.judge.RealisedReward.Standing;
import dev.tracewise.model.Interval;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class RealisedRewardTest {
  private static final Interval PROMISED = new Interval(0.7, 0.6, 0.8);

  @Test
  void whoLooksAgainAndAgainIsWrongInFewSequencesAllTheSame() {
    int wrong = 0;
    int sequences = 400;
    for (int s = 0; s < sequences; s++) {
      wrong += missesAtSomeLook(s) ? 1 : 0;
    }
    assertThat((double) wrong / sequences).isLessThan(0.05);
  }

  /** A look after every ten of a thousand groups; a fixed interval would miss in about a third. */
  private static boolean missesAtSomeLook(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<Double> values = new ArrayList<>();
    while (values.size() < 1000) {
      values.add(random.nextDouble() < 0.6 ? 1.0 : 0.0);
      if (values.size() >= 30 && values.size() % 10 == 0) {
        Interval interval = reward(values).value();
        if (interval.low() > 0.6 || interval.high() < 0.6) {
          return true;
        }
      }
    }
    return false;
  }

  @Test
  void itIsNotMuchWiderThanAnIntervalForOneLook() {
    List<Double> values = alternating(200);
    ClusteredMean mean = mean(values);
    double single = mean.interval().high() - mean.mean();
    double always = RealisedReward.of(mean).value().high() - mean.mean();
    assertThat(always / single).isBetween(1.3, 1.6);
  }

  @Test
  void worseIsWhatLiesBelowThePromiseAltogether() {
    assertThat(reward(alternating(400)).standing(PROMISED)).isEqualTo(Standing.BELOW);
    assertThat(reward(alternating(40)).standing(PROMISED)).isEqualTo(Standing.HOLDS);
    assertThat(reward(alternating(29)).standing(PROMISED)).isEqualTo(Standing.UNKNOWN);
    assertThat(reward(alternating(400)).value().estimate()).isEqualTo(0.5, within(1e-12));
  }

  private static List<Double> alternating(int count) {
    List<Double> values = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      values.add((double) (i % 2));
    }
    return values;
  }

  private static RealisedReward reward(List<Double> values) {
    return RealisedReward.of(mean(values));
  }

  private static ClusteredMean mean(List<Double> values) {
    List<String> groups = new ArrayList<>();
    for (int i = 0; i < values.size(); i++) {
      groups.add("u" + i);
    }
    return ClusteredMean.of(values.stream().mapToDouble(Double::doubleValue).toArray(), groups);
  }
}
