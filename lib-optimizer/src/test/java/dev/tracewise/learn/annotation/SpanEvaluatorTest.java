package dev.tracewise.learn.annotation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpanEvaluatorTest {
  @ParameterizedTest(name = "check 36: status {0} with {1} results has quality {2}")
  @CsvSource({"OK, 10, .9", "OK, 3, .8", "OK, , .7", "ERROR, 10, .1", ", , .5", ", 5, .7"})
  void qualityIsEstimated(@Nullable String status, @Nullable Integer results, double quality) {
    Map<String, ?> attributes = results == null ? Map.of() : Map.of("result_count", results);
    assertThat(SpanEvaluator.quality(span("p", status, attributes))).isEqualTo(quality);
  }

  @ParameterizedTest(name = "check 37: status {0}, {1} = {2} is success: {3}")
  @CsvSource({
    ", agent.success, false, false",
    ", agent.success, true, true",
    ", http.status_code, 503, false",
    ", http.status_code, 204, true",
    ", http.response.status_code, 404, false",
    "OK, agent.success, false, true",
    "ERROR, http.status_code, 204, false",
    ", agent.success, perhaps, ",
    ", nothing, 1, ",
  })
  void successIsWhatTheSpanSays(
      @Nullable String status, String name, String value, @Nullable Boolean success) {
    assertThat(SpanEvaluator.success(span("p", status, Map.of(name, value)))).isEqualTo(success);
  }

  @ParameterizedTest(name = "check 39: parent {0}, status {1} is {2}")
  @CsvSource({
    "p, OK, COMPLETED_SUCCESSFULLY",
    "p, ERROR, ROUTING_ERROR",
    ", OK, NO_PARENT_SPAN",
    ", ERROR, NO_PARENT_SPAN",
    "p, , UNCLEAR_OUTCOME",
    "p, UNSET, UNCLEAR_OUTCOME",
  })
  void theOutcomeHasItsReason(
      @Nullable String parent, @Nullable String status, OutcomeReason reason) {
    assertThat(SpanEvaluator.outcome(span(parent, status, Map.of()), "video")).isEqualTo(reason);
  }

  @Test
  void withoutAChoiceAnOkSpanIsNoSuccess() {
    assertThat(SpanEvaluator.outcome(span("p", "OK", Map.of()), null))
        .isEqualTo(OutcomeReason.UNCLEAR_OUTCOME);
  }

  @Test
  void anErrorBelowIsAFailureDownstream() {
    SpanFacts event = new SpanFacts("p", "OK", SpanAttributes.NONE, List.of("ToolError"));
    SpanFacts exception = span("p", "OK", Map.of("exception.type", "ValueError"));
    SpanFacts harmless = new SpanFacts("p", "OK", SpanAttributes.NONE, List.of("cache miss"));
    assertThat(SpanEvaluator.outcome(event, "a")).isEqualTo(OutcomeReason.DOWNSTREAM_ERROR);
    assertThat(SpanEvaluator.outcome(exception, "a")).isEqualTo(OutcomeReason.DOWNSTREAM_ERROR);
    assertThat(SpanEvaluator.outcome(harmless, "a"))
        .isEqualTo(OutcomeReason.COMPLETED_SUCCESSFULLY);
  }

  /** The original read one name only: an error under the other counted as a success. */
  @ParameterizedTest
  @CsvSource({"status", "status_code", "otel.status_code"})
  void anErrorIsAnErrorUnderEveryName(String name) {
    SpanFacts span = span("p", null, Map.of(name, "error"));
    assertThat(SpanEvaluator.outcome(span, "a")).isEqualTo(OutcomeReason.ROUTING_ERROR);
    assertThat(SpanEvaluator.success(span)).isFalse();
    assertThat(SpanEvaluator.quality(span)).isEqualTo(0.1);
  }

  /** The original looked into nested attributes only, which real spans do not have. */
  @Test
  void attributesAreReadFlatAndNested() {
    SpanAttributes flat = new SpanAttributes(Map.of("routing.confidence", 0.8));
    SpanAttributes nested = new SpanAttributes(Map.of("routing", Map.of("confidence", "0.8")));
    SpanAttributes mixed =
        new SpanAttributes(Map.of("a.b", Map.of("c.d", 1), "routing", Map.of("confidence", "?")));
    assertThat(flat.number("routing.confidence")).isEqualTo(0.8);
    assertThat(nested.number("routing.confidence")).isEqualTo(0.8);
    assertThat(nested.text("routing")).isNull();
    assertThat(mixed.number("a.b.c.d")).isEqualTo(1);
    assertThat(mixed.number("routing.confidence")).isNull();
    assertThat(mixed.number("a.x")).isNull();
    SpanFacts span = span("p", null, Map.of("agent", Map.of("success", false)));
    assertThat(SpanEvaluator.success(span)).isFalse();
    SpanFacts named = span("p", "OK", Map.of("routing", Map.of("result_count", 3)));
    assertThat(SpanEvaluator.quality(named)).isEqualTo(0.8);
  }

  private static SpanFacts span(
      @Nullable String parent, @Nullable String status, Map<String, ?> attributes) {
    return new SpanFacts(parent, status, new SpanAttributes(attributes), List.of());
  }
}
