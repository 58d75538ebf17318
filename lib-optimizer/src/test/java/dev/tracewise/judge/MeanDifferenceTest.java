package dev.tracewise.judge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class MeanDifferenceTest {
  @Test
  void independentSidesHaveTheErrorOfBoth() {
    MeanDifference.Builder builder = new MeanDifference.Builder();
    builder.addTreated(3, "a");
    builder.addTreated(5, "b");
    builder.addControl(1, "c");
    builder.addControl(2, "d");
    assertThat(builder.treated()).isEqualTo(2);
    assertThat(builder.controls()).isEqualTo(2);
    ClusteredMean difference = builder.difference();
    assertThat(difference.mean()).isEqualTo(2.5);
    // Σ (residual / n)²: 2 · (1/2)² + 2 · (.5/2)², times 4/3
    assertThat(difference.standardError())
        .isEqualTo(Math.sqrt(4.0 / 3 * (0.5 + 0.125)), within(1e-12));
  }

  @Test
  void whatAGroupHasInCommonOnBothSidesCancels() {
    MeanDifference.Builder paired = new MeanDifference.Builder();
    for (int user = 0; user < 10; user++) {
      paired.addTreated(user + 0.5, "user " + user);
      paired.addControl(user, "user " + user);
    }
    assertThat(paired.difference().mean()).isEqualTo(0.5, within(1e-12));
    assertThat(paired.difference().standardError()).isEqualTo(0, within(1e-12));
  }

  @Test
  void bothSidesHaveRows() {
    MeanDifference.Builder builder = new MeanDifference.Builder();
    builder.addTreated(1, "a");
    assertThatThrownBy(builder::difference).hasMessageContaining("one side has no rows (1 and 0)");
  }
}
