package dev.tracewise.action.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tracewise.model.Context;
import dev.tracewise.model.Option;
import dev.tracewise.model.TracewiseException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TrainingLineTest {
  private static final String LINE =
      "{\"interaction_id\":\"i-1\",\"user_id\":\"u-1\",\"session_id\":null,\"context\":{\"text\":\"hi\","
          + "\"enhanced_text\":null,\"numeric\":{\"words\":1.5},\"categorical\":{\"locale\":\"en\"},"
          + "\"entities\":[{\"text\":\"otter\",\"type\":\"animal\"}],"
          + "\"relationships\":[{\"from\":\"a\",\"to\":\"b\"}]},"
          + "\"options\":[{\"name\":\"a\",\"features\":{\"price\":2.0}},{\"name\":\"b\",\"features\":{}}],"
          + "\"chosen\":\"b\",\"propensity\":0.25,\"reward\":0.5,\"targets\":{\"a\":0.75}}";

  @Test
  void aLineComesBackAsTheDecisionItWas() {
    TrainingLine line = TrainingLine.parse(LINE);

    assertThat(line.group()).isEqualTo("user:u-1");
    assertThat(line.choice().context())
        .isEqualTo(
            new Context(
                "hi",
                null,
                Map.of("words", 1.5),
                Map.of("locale", "en"),
                List.of(new Context.Entity("otter", "animal")),
                List.of(Map.of("from", "a", "to", "b"))));
    assertThat(line.choice().options())
        .containsExactly(new Option("a", Map.of("price", 2.0)), Option.named("b"));
    assertThat(line.decision().chosen()).isEqualTo(1);
    assertThat(line.decision().propensity()).isEqualTo(0.25);
    assertThat(line.decision(0.5).propensity()).isEqualTo(0.5);
    assertThat(line.decision().reward()).isEqualTo(0.5);
  }

  @Test
  void probabilitiesOfAJudgedPolicyFollowTheOrderOfTheOptions() {
    TrainingLine line = TrainingLine.parse(LINE);

    assertThat(line.hasTarget()).isTrue();
    assertThat(line.targets()).containsExactly(0.75, 0);
  }

  @Test
  void aLineWithoutPropensityHasNone() {
    TrainingLine line = TrainingLine.parse(LINE.replace("0.25", "null"));

    assertThat(line.propensity()).isNull();
  }

  /** Zero would be a value. */
  @Test
  void numbersThatAreNoneAreNotKnown() {
    for (String none : List.of("null", "\"NaN\"", "\"Infinity\"", "1e999")) {
      TrainingLine line = TrainingLine.parse(LINE.replace("1.5", none));

      assertThat(line.choice().context().numeric()).as(none).isEmpty();
    }
  }

  @Test
  void aRewardThatIsNoNumberIsAnErrorAndNotZero() {
    TrainingLine line = TrainingLine.parse(LINE.replace("0.5,\"targets", "\"NaN\",\"targets"));

    assertThatThrownBy(line::decision)
        .hasMessageStartingWith("Cannot learn from decision \"i-1\": its reward is NaN.");
  }

  @Test
  void aDamagedLineIsAnError() {
    assertThatThrownBy(() -> TrainingLine.parse("{\"interaction_id\":"))
        .isInstanceOf(TracewiseException.class)
        .hasMessageStartingWith("Cannot read a training set: a line is no JSON.");
  }
}
