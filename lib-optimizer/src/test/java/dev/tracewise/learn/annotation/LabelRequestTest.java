package dev.tracewise.learn.annotation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LabelRequestTest {
  private static final Instant NOW = Instant.parse("2026-10-01T12:00:00Z");

  @ParameterizedTest
  @CsvSource({"HIGH, 4", "MEDIUM, 24", "LOW, 72"})
  void aRequestExpiresWhenItsTimeIsOver(Priority priority, long hours) {
    LabelRequest request = made(priority);
    assertThat(request.dueAt()).isEqualTo(NOW.plus(Duration.ofHours(hours)));
    assertThat(request.at(request.dueAt())).isSameAs(request);
    LabelRequest late = request.at(request.dueAt().plusMillis(1));
    assertThat(late.state()).isEqualTo(RequestState.EXPIRED);
    assertThat(late.closedAt()).isEqualTo(request.dueAt().plusMillis(1));
    assertThat(late.at(NOW.plus(Duration.ofDays(99)))).isSameAs(late);
  }

  @Test
  void itGoesFromHandToHand() {
    LabelRequest assigned = made(Priority.HIGH).assigned("ann");
    assertThat(assigned.state()).isEqualTo(RequestState.ASSIGNED);
    LabelRequest completed = assigned.completed(NOW.plusSeconds(5));
    assertThat(completed.state()).isEqualTo(RequestState.COMPLETED);
    assertThat(completed.assignedTo()).isEqualTo("ann");
    assertThat(completed.closedAt()).isEqualTo(NOW.plusSeconds(5));
    assertThat(made(Priority.LOW).completed(NOW).state()).isEqualTo(RequestState.COMPLETED);
    assertThat(assigned.at(NOW.plus(Duration.ofHours(5))).state()).isEqualTo(RequestState.EXPIRED);
  }

  @Test
  void whatIsOverStaysOver() {
    LabelRequest completed = made(Priority.HIGH).completed(NOW);
    assertThatThrownBy(() -> completed.assigned("bob"))
        .hasMessageContaining("Cannot make the request for span \"s\" assigned: it is completed.")
        .hasMessageContaining("Only a request that is pending can become that.");
    assertThatThrownBy(() -> completed.completed(NOW))
        .hasMessageContaining("Only a request that is pending or assigned");
    assertThatThrownBy(() -> made(Priority.HIGH).assigned("ann").assigned("bob"))
        .hasMessageContaining("it is assigned");
    assertThat(completed.at(NOW.plus(Duration.ofDays(9)))).isSameAs(completed);
  }

  @Test
  void onlyWhatExpiredIsAskedForAgain() {
    assertThat(RequestState.before(RequestState.PENDING)).containsExactly("expired");
    assertThat(RequestState.before(RequestState.EXPIRED)).containsExactly("pending", "assigned");
  }

  private static LabelRequest made(Priority priority) {
    return LabelRequest.made("s", priority, NOW, AnnotationSettings.DEFAULTS.sla());
  }
}
