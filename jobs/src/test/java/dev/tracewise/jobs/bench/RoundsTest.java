package dev.tracewise.jobs.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class RoundsTest {
  @Test
  void takesTheMedianOfTheSecondHalf() {
    Rounds<Double> rounds = Rounds.ofSeconds(List.of(90.0, 8.0, 5.0, 3.0, 4.0));
    assertThat(rounds.cold()).isEqualTo(90);
    assertThat(rounds.typical()).isEqualTo(4);
    assertThat(Rounds.ofSeconds(List.of(90.0, 5.0, 3.0)).typical()).isEqualTo(3);
    assertThat(Rounds.ofSeconds(List.of(90.0, 5.0)).typical()).isEqualTo(5);
  }

  @Test
  void takesAnOnlyRound() {
    Rounds<Double> rounds = Rounds.ofSeconds(List.of(6.0));
    assertThat(rounds.cold()).isEqualTo(6);
    assertThat(rounds.typical()).isEqualTo(6);
    assertThat(rounds.over(Rounds.ofSeconds(List.of(4.0)))).isEqualTo(1.5);
  }

  @Test
  void comparesRoundByRound() {
    Rounds<Double> ours = Rounds.ofSeconds(List.of(90.0, 80.0, 2.0, 4.0, 9.0));
    Rounds<Double> theirs = Rounds.ofSeconds(List.of(1.0, 1.0, 1.0, 2.0, 3.0));
    assertThat(ours.over(theirs)).isEqualTo(2);
    assertThat(theirs.over(ours)).isEqualTo(0.5);
  }
}
