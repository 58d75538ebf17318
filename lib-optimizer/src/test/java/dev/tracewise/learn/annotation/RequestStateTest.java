package dev.tracewise.learn.annotation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RequestStateTest {
  @Test
  void onlyWhatExpiredIsAskedForAgain() {
    assertThat(RequestState.before(RequestState.PENDING)).containsExactly("expired");
  }

  @Test
  void aRequestGoesFromHandToHandAndWhatIsOverStaysOver() {
    assertThat(RequestState.before(RequestState.ASSIGNED)).containsExactly("pending");
    assertThat(RequestState.before(RequestState.COMPLETED)).containsExactly("pending", "assigned");
    assertThat(RequestState.before(RequestState.EXPIRED)).containsExactly("pending", "assigned");
  }
}
