package dev.tracewise.judge.calibration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class HeldOutPredictionsTest {
  @Test
  void numbersAreComparedWithTheMeanOfTheOtherFolds() {
    HeldOutNumbers held =
        new HeldOutNumbers(
            List.of("a", "b", "c", "d"),
            new int[] {0, 0, 1, 1},
            new double[] {0, 2, 4, 6},
            new double[] {0, 2, 4, 7});
    assertThat(held.losses()).containsExactly(0, 0, 0, 1);
    assertThat(held.baseRateLosses()).containsExactly(25, 9, 9, 25);
    assertThat(held.metrics(42).get("mae").estimate()).isEqualTo(0.25);
    assertThat(held.method()).isEqualTo("out_of_fold_squared_error");
  }

  @Test
  void classesAreComparedWithTheirSharesInTheOtherFolds() {
    HeldOutClasses held =
        new HeldOutClasses(
            List.of("a", "b", "c", "d"),
            new int[] {0, 0, 1, 1},
            new double[] {0, 1, 0, 0},
            new double[][] {{0.9, 0.1}, {0.2, 0.8}, {0.6, 0.4}, {0.5, 0.5}});
    assertThat(held.losses()[1]).isCloseTo(-Math.log(0.8), within(1e-12));
    assertThat(held.baseRateLosses()[2]).isCloseTo(-Math.log(0.5), within(1e-12));
    assertThat(held.baseRateLosses()[1]).isCloseTo(-Math.log(0.25), within(1e-9));
    assertThat(held.metrics(42).get("accuracy").estimate()).isEqualTo(1);
    assertThat(held.method()).isEqualTo("out_of_fold_log_loss");
  }

  @Test
  void oneFoldAloneIsLeftUncalibratedBesideItsOwnMean() {
    HeldOutProbabilities held =
        new HeldOutProbabilities(
            List.of("a", "b"), new int[] {0, 0}, new double[] {1, 0}, new double[] {0, 0});
    assertThat(held.probabilities()).containsExactly(0.5, 0.5);
    assertThat(held.baseRateLosses()).containsExactly(Math.log(2), Math.log(2));
    assertThat(held.metrics(42).get("auc").estimate()).isEqualTo(0.5);
    assertThat(held.method()).isEqualTo("out_of_fold_log_loss");
    assertThat(held.calibration().probability(0)).isCloseTo(0.5, within(1e-9));
  }
}
