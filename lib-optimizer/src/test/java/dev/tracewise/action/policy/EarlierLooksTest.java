package dev.tracewise.action.policy;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class EarlierLooksTest {
  @Test
  void theFirstLookIsTheFirst() {
    assertThat(EarlierLooks.NONE.lookAt(new long[] {1, 2})).isEqualTo(1);
  }

  @Test
  void aLookThatIncludesOneRowSeenBeforeCountsOn() {
    EarlierLooks earlier = new EarlierLooks(2, 5, new long[] {1, 2, 3});

    assertThat(earlier.lookAt(new long[] {3, 9})).isEqualTo(3);
  }

  @Test
  void aLookAtRowsNeverSeenStartsAnew() {
    EarlierLooks earlier = new EarlierLooks(2, 5, new long[] {1, 2, 3});

    assertThat(earlier.lookAt(new long[] {4, 5})).isEqualTo(1);
  }
}
