package dev.tracewise.action.meta;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tracewise.learn.booster.BoosterTarget;
import java.util.PrimitiveIterator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What data cannot carry is said before any tree grows. */
class SupplyTest {
  @Test
  void tenMillionRowsWithThreePositiveAreNotEnough() {
    Supply supply = new Supply(10_000_000, 900_000, 9_999_997, 3, 5, 3, 2, 3e-7);
    assertThat(supply.target()).isEqualTo(BoosterTarget.PROBABILITY);
    assertThat(supply.shortage(50, BoosterTarget.PROBABILITY))
        .isEqualTo(
            "it has 9999997 rows with label 0 and 3 with label 1; of either 5 in more than one"
                + " group are needed");
  }

  @Test
  void oneClassOrOneGroupIsNotEnough() {
    assertThat(new Supply(80, 70, 80, 0, 5, 0, 1, 0).shortage(50, BoosterTarget.PROBABILITY))
        .isEqualTo("all 80 rows have the same label, 0.000");
    // two who always contradict each other
    assertThat(new Supply(80, 70, 0, 0, 0, 0, 1, 0.5).shortage(50, BoosterTarget.NUMBER))
        .isEqualTo("all 80 rows have the same label, 0.500");
    assertThat(new Supply(80, 70, 60, 20, 5, 1, 2, 0.25).shortage(50, BoosterTarget.PROBABILITY))
        .contains("in more than one group");
    assertThat(new Supply(80, 3, 60, 20, 3, 3, 2, 0.25).shortage(50, BoosterTarget.PROBABILITY))
        .isEqualTo("its rows are of 3 groups, 5 are needed");
    assertThat(Supply.NONE.shortage(10, BoosterTarget.NUMBER))
        .isEqualTo("it has 0 rows, 10 are needed");
    assertThat(new Supply(80, 70, 60, 20, 5, 5, 2, 0.25).shortage(50, BoosterTarget.PROBABILITY))
        .isEmpty();
  }

  /** A few thumbs up and down on the same answer do not make a probability a number. */
  @Test
  void feedbackThatContradictsItselfNowAndThenIsStillAChoiceOfTwo() {
    assertThat(new Supply(100, 90, 60, 35, 5, 5, 3, 0.4).target())
        .isEqualTo(BoosterTarget.PROBABILITY);
    assertThat(new Supply(100, 90, 30, 25, 5, 5, 9, 0.5).target()).isEqualTo(BoosterTarget.NUMBER);
  }

  /** Executors of a cluster register after the session has begun, one after the other. */
  @Test
  void executorsThatComeLateAreWaitedForAndNotForEver() {
    PrimitiveIterator.OfInt coming = IntStream.iterate(0, slots -> slots + 1).iterator();
    assertThat(Workers.awaited(coming::nextInt, 2, 60_000)).isEqualTo(2);
    assertThat(Workers.awaited(() -> 1, 2, 150)).isEqualTo(1);
    assertThat(Workers.awaited(() -> 1, 2, 0)).isEqualTo(1);
  }

  @Test
  void infiniteFeaturesAreClippedAndMissingOnesStayMissing() {
    assertThat(BoosterRows.clipped(Double.POSITIVE_INFINITY)).isEqualTo(1e30);
    assertThat(BoosterRows.clipped(-1e300)).isEqualTo(-1e30);
    assertThat(BoosterRows.clipped(Double.NaN)).isNaN();
    assertThat(BoosterRows.clipped(0)).isZero();
  }
}
