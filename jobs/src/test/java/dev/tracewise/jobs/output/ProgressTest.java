package dev.tracewise.jobs.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class ProgressTest {
  private static final Instant BEGUN = Instant.parse("2026-11-01T12:00:00Z");

  private final Progress progress = new Progress("optimize policy", BEGUN);

  @Test
  void beforeAnythingIsKnownItTellsHowLongItHasBeen() {
    assertThat(progress.line(BEGUN.plusSeconds(3))).isEqualTo("optimize policy, 3 s");
    assertThat(progress.line(BEGUN.plusSeconds(75))).isEqualTo("optimize policy, 1 min 15 s");
  }

  @Test
  void tasksThatAreDoneTellHowLongTheOthersWillTake() {
    progress.began(1, "train 8 candidates", 8, BEGUN);
    assertThat(progress.line(BEGUN.plusSeconds(9))).isEqualTo("train 8 candidates: 0/8 tasks");
    progress.done(1);
    progress.done(1);
    assertThat(progress.line(BEGUN.plusSeconds(1))).isEqualTo("train 8 candidates: 2/8 tasks");
    assertThat(progress.line(BEGUN.plusSeconds(10)))
        .isEqualTo("train 8 candidates: 2/8 tasks, about 30 s left");
  }

  @Test
  void oneTaskTellsHowLongItHasBeen() {
    progress.began(1, "judge the winner", 1, BEGUN);
    assertThat(progress.line(BEGUN.plusSeconds(5))).isEqualTo("judge the winner, 5 s");
  }

  @Test
  void theLatestOfWhatGoesOnIsShown() {
    progress.began(1, "first", 2, BEGUN);
    progress.began(2, "second", 2, BEGUN);
    progress.done(3);
    progress.ended(2);
    assertThat(progress.line(BEGUN)).isEqualTo("first: 0/2 tasks");
    progress.ended(1);
    assertThat(progress.line(BEGUN.plusSeconds(1))).isEqualTo("optimize policy, 1 s");
  }

  @Test
  void aLineFitsATerminal() {
    progress.began(1, "x".repeat(200), 2, BEGUN);
    assertThat(progress.line(BEGUN)).hasSize(78).endsWith("…");
  }
}
