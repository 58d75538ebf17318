package dev.tracewise.source;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tracewise.model.ChoiceRequest;
import dev.tracewise.model.Option;
import dev.tracewise.model.Parsed;
import dev.tracewise.model.Rejection;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ChoiceRequestFormatTest {
  @Test
  void whatTheModelThinksOfARequestsOptionsBecomesTheirFeature() {
    ObjectNode line = (ObjectNode) Lines.json(Lines.DECISION);
    line.remove(List.of("chosen", "propensity"));
    line.set("probabilities", Lines.json("{\"a\":0.75,\"b\":0.25}"));
    assertThat(requested(line))
        .isInstanceOfSatisfying(
            ChoiceRequest.class,
            request ->
                assertThat(request.options())
                    .containsExactly(
                        new Option("a", Map.of(Option.MODEL_PROBABILITY, 0.75)),
                        new Option("b", Map.of(Option.MODEL_PROBABILITY, 0.25))));
    line.set("probabilities", Lines.json("{\"a\":0.75,\"b\":0.75}"));
    assertThat(requested(line))
        .isInstanceOfSatisfying(
            Rejection.class, rejection -> assertThat(rejection.reason()).isEqualTo("inconsistent"));
  }

  private static Parsed requested(ObjectNode line) {
    return new ChoiceRequestFormat(Lines.CLOCK).read(line, Lines.ORIGIN).get(0);
  }
}
