package dev.tracewise.action.rewards;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tracewise.action.rewards.Windows.Stretch;
import java.time.Instant;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class WindowsTest {
  @Test
  void aDayReachesSevenDaysToEitherSide() {
    assertThat(Windows.around(List.of(10L)).stretches())
        .containsExactly(stretch("1970-01-04", "1970-01-19"));
  }

  @Test
  void stretchesThatTouchAreOne() {
    assertThat(Windows.around(List.of(25L, 10L, 12L)).stretches())
        .containsExactly(stretch("1970-01-04", "1970-02-03"));
  }

  @Test
  void anOldDayHasAStretchOfItsOwn() {
    assertThat(Windows.around(List.of(10L, 26L)).stretches())
        .containsExactly(stretch("1970-01-04", "1970-01-19"), stretch("1970-01-20", "1970-02-04"));
  }

  @Test
  void tooManyStretchesBecomeOne() {
    List<Long> days = LongStream.range(0, 33).map(i -> i * 20).boxed().toList();
    assertThat(Windows.around(days).stretches())
        .containsExactly(stretch("1969-12-25", "1971-10-11"));
    assertThat(Windows.around(days.subList(0, 32)).stretches()).hasSize(32);
  }

  private static Stretch stretch(String from, String to) {
    return new Stretch(Instant.parse(from + "T00:00:00Z"), Instant.parse(to + "T00:00:00Z"));
  }
}
