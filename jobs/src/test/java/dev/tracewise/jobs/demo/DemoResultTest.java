package dev.tracewise.jobs.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tracewise.model.Interval;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

final class DemoResultTest {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final Interval GAIN = new Interval(0.17, 0.14, 0.2);
  private static final DemoResult RESULT =
      new DemoResult(
          Path.of("out/report.html"),
          List.of(
              new Learned("router", 1, 1L, "logged", GAIN, 0.165, 0.64, "passed"),
              new Learned("router", 2, null, "version:1", null, null, 0.64, "too uncertain")),
          12.5);

  @Test
  void resultHasTheKeysOfTheInterface() {
    JsonNode json = RESULT.json();
    assertThat(json.path("report").asText()).isEqualTo("out/report.html");
    assertThat(json.path("versions")).hasSize(1);
    assertThat(json.at("/versions/0/agent_id").asText()).isEqualTo("router");
    assertThat(json.at("/estimated_gain/low").asDouble()).isEqualTo(0.14);
    assertThat(json.path("true_gain").asDouble()).isEqualTo(0.165);
    assertThat(json.path("seconds").asDouble()).isEqualTo(12.5);
  }

  @Test
  void tableShowsEstimateBesideTruthAndWhyNothingWentLive() {
    assertThat(RESULT.lines()).hasSize(3);
    assertThat(RESULT.lines().get(1))
        .contains("+0.1700 [+0.1400, +0.2000]", "+0.1650", "router/routing_policy@1");
    assertThat(RESULT.lines().get(2)).contains("none: too uncertain");
  }

  @Test
  void gainIsReadFromEitherShapeOfEvidence() throws Exception {
    assertThat(
            Learned.gain(
                MAPPER.readTree(
                    "{\"evidence\":{\"difference\":0.17,\"difference_low\":0.14,"
                        + "\"difference_high\":0.2}}")))
        .isEqualTo(GAIN);
    assertThat(
            Learned.gain(
                MAPPER.readTree(
                    "{\"evidence\":{\"difference\":{\"estimate\":0.17,\"low\":0.14,\"high\":0.2}}}")))
        .isEqualTo(GAIN);
    assertThat(Learned.gain(MAPPER.readTree("{\"evidence\":null}"))).isNull();
  }
}
