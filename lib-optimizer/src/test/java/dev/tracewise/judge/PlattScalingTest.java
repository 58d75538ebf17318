package dev.tracewise.judge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.tracewise.model.TracewiseException;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class PlattScalingTest {
  @Test
  void findsTheScaleThatTheMarginsWereDistortedBy() {
    SplittableRandom random = new SplittableRandom(1);
    double[] margins = new double[20_000];
    double[] labels = new double[margins.length];
    for (int i = 0; i < margins.length; i++) {
      double truth = 4 * random.nextDouble() - 2;
      labels[i] = random.nextDouble() < 1 / (1 + Math.exp(-truth)) ? 1 : 0;
      margins[i] = (truth - 0.5) / 0.4;
    }

    PlattScaling fitted = PlattScaling.fit(margins, labels);

    assertThat(fitted.slope()).isCloseTo(0.4, within(0.02));
    assertThat(fitted.intercept()).isCloseTo(0.5, within(0.05));
    assertThat(fitted.probability((1 - 0.5) / 0.4)).isCloseTo(0.731, within(0.02));
  }

  @Test
  void staysFiniteWhereTheDataSeparate() {
    PlattScaling fitted = PlattScaling.fit(new double[] {-2, -1, 1, 2}, new double[] {0, 0, 1, 1});

    assertThat(fitted.slope()).isPositive().isFinite();
    assertThat(fitted.probability(2)).isBetween(0.6, 0.9);
    assertThat(fitted.probability(-800)).isBetween(0.0, 0.4);
  }

  @Test
  void marginsThatSayNothingLeaveTheBaseRate() {
    double[] labels = new double[100];
    for (int i = 0; i < 20; i++) {
      labels[i] = 1;
    }
    PlattScaling fitted = PlattScaling.fit(new double[100], labels);

    assertThat(fitted.probability(0)).isCloseTo(0.2, within(0.01));
    assertThat(PlattScaling.IDENTITY.probability(0)).isEqualTo(0.5);
  }

  @Test
  void needsARow() {
    assertThatThrownBy(() -> PlattScaling.fit(new double[0], new double[0]))
        .isInstanceOf(TracewiseException.class)
        .hasMessageStartingWith("Cannot calibrate probabilities: 0 margins have 0 labels.");
  }
}
