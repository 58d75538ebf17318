package dev.tracewise.jobs.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tracewise.model.VersionKind;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class JsonTest {
  @Test
  void recordsAreWrittenInSnakeCaseWithPlainValues() {
    Example example =
        new Example(
            3,
            null,
            Instant.EPOCH,
            Duration.ofMillis(1500),
            VersionKind.REWARD_MODEL,
            Path.of("a"));

    assertThat(Json.line(example))
        .isEqualTo(
            "{\"rows_written\":3,\"reason\":null,\"at\":\"1970-01-01T00:00:00Z\",\"took\":1.5,"
                + "\"kind\":\"reward_model\",\"file\":\"a\"}");
  }

  @Test
  void textThatIsNoJsonIsUsage() {
    assertThatThrownBy(() -> Json.parse("{")).hasMessageStartingWith("Cannot read JSON: ");
  }

  record Example(
      long rowsWritten,
      @Nullable String reason,
      Instant at,
      Duration took,
      VersionKind kind,
      Path file) {}
}
