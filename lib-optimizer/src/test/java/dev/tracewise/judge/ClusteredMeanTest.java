package dev.tracewise.judge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class ClusteredMeanTest {
  private static final List<String> SINGLES = List.of("a", "b", "c", "d");

  @Test
  void withOneRowInEachGroupItIsTheTextbookStandardError() {
    ClusteredMean mean = ClusteredMean.of(new double[] {1, 2, 3, 4}, SINGLES);
    assertThat(mean.mean()).isEqualTo(2.5);
    assertThat(mean.standardError()).isEqualTo(Math.sqrt(5.0 / 3 / 4), within(1e-15));
    // t quantile .975 with 3 degrees of freedom: 3.182446
    assertThat(mean.interval().low())
        .isEqualTo(2.5 - 3.1824463 * mean.standardError(), within(1e-6));
    assertThat(mean.lowerBound(0.025)).isEqualTo(mean.interval().low());
    assertThat(mean.lowerBound(0.0125)).isLessThan(mean.lowerBound(0.025));
  }

  @Test
  void rowsOfOneGroupCountTogether() {
    ClusteredMean mean = ClusteredMean.of(new double[] {1, 1, 3, 3}, List.of("a", "a", "b", "b"));
    // group sums of residuals −2 and 2: sqrt(2 · (4 + 4)) / 4
    assertThat(mean.standardError()).isEqualTo(1.0, within(1e-15));
    assertThat(mean.groups()).isEqualTo(2);
    assertThat(mean.rows()).isEqualTo(4);
  }

  @Test
  void aRatioHasTheErrorOfItsLinearisation() {
    double[] numerators = {1, 0, 2, 1};
    double[] denominators = {1, 1, 2, 2};
    ClusteredMean ratio = ClusteredMean.ratio(numerators, denominators, SINGLES);
    double expected = 4.0 / 6;
    double squares = 0;
    for (int i = 0; i < 4; i++) {
      squares += Math.pow((numerators[i] - expected * denominators[i]) / 1.5, 2);
    }
    assertThat(ratio.mean()).isEqualTo(expected, within(1e-15));
    assertThat(ratio.standardError()).isEqualTo(Math.sqrt(4.0 / 3 * squares) / 4, within(1e-15));
  }

  @Test
  void aRatioToNothingIsZero() {
    ClusteredMean ratio = ClusteredMean.ratio(new double[4], new double[4], SINGLES);
    assertThat(ratio.mean()).isZero();
    assertThat(ratio.standardError()).isZero();
  }

  @Test
  void oneGroupSaysNothingAboutTheSpread() {
    ClusteredMean mean = ClusteredMean.of(new double[] {1, 2}, List.of("a", "a"));
    assertThat(mean.standardError()).isInfinite();
    assertThat(mean.interval().low()).isEqualTo(Double.NEGATIVE_INFINITY);
    assertThat(mean.lowerBound(0.025)).isEqualTo(Double.NEGATIVE_INFINITY);
  }

  @Test
  void noRowsAndMissingGroupsAreErrors() {
    assertThatThrownBy(() -> ClusteredMean.of(new double[0], List.of()))
        .hasMessageStartingWith("Cannot estimate a mean: there are no rows.\n");
    assertThatThrownBy(() -> ClusteredMean.of(new double[] {1}, SINGLES))
        .hasMessageContaining("1 values have 4 groups");
  }

  @Test
  void sumsAreCompensated() {
    assertThat(Sum.of(new double[] {1e16, 1, -1e16, 1})).isEqualTo(2);
    assertThat(Sum.of(new double[] {1, 1e16, 1, -1e16})).isEqualTo(2);
  }
}
