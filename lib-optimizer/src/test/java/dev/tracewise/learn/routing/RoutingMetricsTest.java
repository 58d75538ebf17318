package dev.tracewise.learn.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RoutingMetricsTest {
  private static RoutedOutcome outcome(double confidence, boolean success, double reward) {
    return new RoutedOutcome("a", confidence, success, reward);
  }

  @Test
  void check9FourChoices() {
    RoutingMetrics metrics =
        RoutingMetrics.of(
            List.of(
                outcome(.9, true, .6 / .7 * .6 + .3 / .7),
                outcome(.8, true, .885714286),
                outcome(.3, false, .114285714),
                outcome(.6, true, .828571429)));
    assertThat(metrics.successRate()).isEqualTo(.75);
    assertThat(metrics.confidenceAccuracy()).isEqualTo(.8819171, within(5e-8));
    RoutingMetrics first =
        RoutingMetrics.of(
            List.of(
                outcome(.9, true, .942857143),
                outcome(.8, true, .885714286),
                outcome(.3, false, .114285714),
                outcome(.6, true, .828571429)));
    assertThat(first.averageReward()).isEqualTo(.8522286, within(5e-8));
    assertThat(first.preferences()).containsOnlyKeys("a");
    assertThat(first.preferences().get("a")).isEqualTo(first.averageReward());
    assertThat(first.improvement()).isNull();
  }

  /** The seed's program starts anew whenever its mean is exactly zero. */
  @Test
  void aMeanOfZeroIsAMean() {
    ExponentialMean mean = ExponentialMean.empty(0.1).plus(0).plus(0).plus(1);
    assertThat(mean.value()).isEqualTo(0.1);
    assertThat(mean.count()).isEqualTo(3);
    RoutingMetrics metrics =
        RoutingMetrics.of(List.of(outcome(.5, false, 0), outcome(.5, true, 1)));
    assertThat(metrics.averageReward()).isEqualTo(0.1);
  }

  /** The seed's confidence accuracy is zero here, although the confidences are right. */
  @Test
  void calibrationIsMeasuredWhereAllSucceed() {
    List<RoutedOutcome> all =
        IntStream.range(0, 20).mapToObj(i -> outcome(0.9 + i * 0.005, true, 1)).toList();
    RoutingMetrics metrics = RoutingMetrics.of(all);
    assertThat(metrics.confidenceAccuracy()).isZero();
    assertThat(metrics.calibrationError()).isLessThan(0.06);
    List<RoutedOutcome> unsure =
        IntStream.range(0, 20).mapToObj(i -> outcome(0.2, true, 1)).toList();
    assertThat(RoutingMetrics.of(unsure).calibrationError()).isEqualTo(0.8, within(1e-12));
    assertThat(metrics.reliability().rows()).isEqualTo(20);
  }

  @Test
  void aNegativeCorrelationIsNoAccuracy() {
    RoutingMetrics metrics =
        RoutingMetrics.of(List.of(outcome(.9, false, 0), outcome(.1, true, 1)));
    assertThat(metrics.confidenceAccuracy()).isZero();
  }

  @Test
  void improvementComparesTheLastHundredWithTheHundredBefore() {
    List<RoutedOutcome> outcomes = new ArrayList<>();
    for (int i = 0; i < 250; i++) {
      outcomes.add(outcome(.5, true, (i < 150 ? .4 : .6) + (i % 2 == 0 ? .05 : -.05)));
    }
    RoutingMetrics metrics = RoutingMetrics.of(outcomes);
    assertThat(metrics.improvement().estimate()).isEqualTo(.2, within(1e-12));
    assertThat(metrics.improvement().low()).isBetween(.18, .19);
    assertThat(RoutingMetrics.of(outcomes.subList(0, 100)).improvement()).isNull();
    // one row before: nothing is known about its spread
    assertThat(RoutingMetrics.of(outcomes.subList(0, 101)).improvement().low())
        .isEqualTo(Double.NEGATIVE_INFINITY);
    List<RoutedOutcome> constant =
        IntStream.range(0, 200).mapToObj(i -> outcome(.5, true, .5)).toList();
    assertThat(RoutingMetrics.of(constant).improvement().high()).isZero();
  }

  @Test
  void whatIsNotKnownIsMissing() {
    RoutingMetrics nothing = RoutingMetrics.of(List.of());
    assertThat(nothing.averageReward()).isNull();
    assertThat(nothing.successRate()).isNull();
    assertThat(nothing.calibrationError()).isNull();
    RoutingMetrics unknown = RoutingMetrics.of(List.of(new RoutedOutcome("a", null, null, .5)));
    assertThat(unknown.successRate()).isNull();
    assertThat(unknown.confidenceAccuracy()).isZero();
    assertThatThrownBy(() -> new RoutedOutcome("a", Double.NaN, true, .5))
        .hasMessageContaining("the confidence of a choice is NaN");
    assertThatThrownBy(() -> new RoutedOutcome("a", null, true, Double.POSITIVE_INFINITY))
        .hasMessageContaining("the reward of a choice is Infinity");
  }

  @Test
  void healthSaysWhy() {
    assertThat(Health.of(51, .51, 50))
        .isEqualTo(new Health(true, true, "mean reward 0.510, above 0.5"));
    assertThat(Health.of(51, .5, 50).healthy()).isFalse();
    assertThat(Health.of(50, .9, 50))
        .isEqualTo(new Health(true, false, "50 experiences, more than 50 are needed"));
    assertThat(Health.of(0, null, 50).ready()).isFalse();
  }
}
