package dev.tracewise.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tracewise.model.Measures;
import dev.tracewise.model.Outcome;
import dev.tracewise.model.Rejection;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class OutcomeLineTest {
  @Test
  void anOutcomeLineCompletesADecision() {
    String line =
        """
        {"interaction_id":"i-1","time":"2026-10-02T00:00:00Z","outcome":{"quality":0.5},
         "reward":null}
        """;

    assertThat(Lines.decisionLine(line))
        .isEqualTo(
            new Outcome(
                "acme",
                "i-1",
                Instant.parse("2026-10-02T00:00:00Z"),
                new Measures(0.5, null, null, null, null),
                null));
  }

  @Test
  void anOutcomeThatSaysNothingIsRefused() {
    assertThat(
            rejected("{\"interaction_id\":\"i\",\"time\":\"2026-10-02T00:00:00Z\",\"outcome\":{}}"))
        .extracting(Rejection::reason, Rejection::field)
        .isEqualTo(List.of("missing_field", "outcome"));
  }

  private static Rejection rejected(String line) {
    return (Rejection) Lines.decisionLine(line);
  }
}
