package dev.tracewise.learn.annotation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tracewise.model.RoutingLabel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ModelLabelParserTest {
  @Test
  void readsWhatWasAskedFor() {
    ModelLabel label =
        ModelLabelParser.parse(
            """
            {"label": "wrong_routing", "confidence": 0.85, "reasoning": "It asks for a summary.",
             "suggested_correct_agent": "summarizer", "requires_human_review": false}
            """);
    assertThat(label)
        .isEqualTo(
            new ModelLabel(
                RoutingLabel.WRONG_ROUTING, 0.85, "It asks for a summary.", "summarizer", false));
  }

  @Test
  void readsJsonAmongProse() {
    ModelLabel label =
        ModelLabelParser.parse(
            """
            Let me see {what} this is.
            ```json
            {'Label': 'Correct-Routing', 'confidence': '85%', 'requires human review': 'No',}
            ```
            I hope {"label": "ambiguous"} helps.
            """);
    assertThat(label)
        .isEqualTo(new ModelLabel(RoutingLabel.CORRECT_ROUTING, 0.85, "", null, false));
  }

  @Test
  void readsLines() {
    ModelLabel label =
        ModelLabelParser.parse(
            """
            **Label:** wrong_routing
            - Confidence: high
            Reasoning: the user wants a video: so it is
            Suggested agent: "video_search_agent".
            """);
    assertThat(label)
        .isEqualTo(
            new ModelLabel(
                RoutingLabel.WRONG_ROUTING,
                0.9,
                "the user wants a video: so it is",
                "video_search_agent",
                true));
  }

  @ParameterizedTest(name = "confidence {0} is {1}")
  @CsvSource({
    "high, .9",
    "Medium, .5",
    "LOW, .1",
    "85%, .85",
    "85 %, .85",
    "0.4, .4",
    "1, 1",
    "85, .85",
    "8/10, .8",
    "0.9 (very sure), .9",
    "3/0, .5",
    "0, 0",
    "7.5%, .075",
    ".25, .25",
    "nearly sure, .5",
    "-1, .5",
    "1e9, .5",
    "200%, .5",
  })
  void readsConfidencesAsPeopleAndModelsWriteThem(String text, double confidence) {
    String answer = "{\"label\":\"ambiguous\",\"confidence\":\"" + text + "\"}";
    assertThat(ModelLabelParser.parse(answer).confidence()).isEqualTo(confidence);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "I cannot say.", "{\"label\":", "{}", "[1, 2]", "null", "{\"a\":1}"})
  void whatCannotBeReadGoesToAPerson(String answer) {
    ModelLabel label = ModelLabelParser.parse(answer);
    assertThat(label.label()).isEqualTo(RoutingLabel.INSUFFICIENT_INFO);
    assertThat(label.confidence()).isZero();
    assertThat(label.requiresHumanReview()).isTrue();
    assertThat(label.reasoning()).isEqualTo(answer);
  }

  @Test
  void anUnknownLabelGoesToAPersonWhateverTheModelSays() {
    ModelLabel label =
        ModelLabelParser.parse("{\"label\":\"great\",\"requires_human_review\":false}");
    assertThat(label.label()).isEqualTo(RoutingLabel.INSUFFICIENT_INFO);
    assertThat(label.confidence()).isEqualTo(0.5);
    assertThat(label.requiresHumanReview()).isTrue();
  }

  @Test
  void nobodySuggestedIsNobodyAndLongReasonsAreCut() {
    ModelLabel label =
        ModelLabelParser.parse(
            "{\"label\":\"ambiguous\",\"suggested_agent\":\"None\",\"confidence\":null,"
                + "\"reasoning\":\""
                + "x".repeat(5000)
                + "\"}");
    assertThat(label.suggestedAgent()).isNull();
    assertThat(label.reasoning()).hasSize(2000);
  }
}
