package dev.tracewise.source;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tracewise.model.Feedback;
import dev.tracewise.model.Rejection;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FeedbackFormatTest {
  @Test
  void readsALine() {
    Feedback feedback =
        (Feedback)
            Lines.feedbackLine(
                """
                {"feedback_id":"f","target":{"session_id":"s"},"time":"2026-10-01T12:00:00Z",
                 "type":"custom:tone","score":4,"scale":"1..5","comment":"fine","source":"code",
                 "author":"ann"}
                """);

    assertThat(feedback)
        .isEqualTo(
            new Feedback(
                "acme",
                "f",
                "session",
                "s",
                Instant.parse("2026-10-01T12:00:00Z"),
                "custom:tone",
                0.75,
                4.0,
                "1..5",
                "fine",
                "code",
                "ann"));
  }

  @ParameterizedTest
  @CsvSource({"0..1,0.25,0.25", "1..5,1,0", "1..5,5,1", "binary,1,1", "binary,false,0"})
  void bringsScoresToTheUnitInterval(String scale, String score, double expected) {
    Feedback feedback = (Feedback) Lines.feedbackLine(line("score", score, "scale", text(scale)));

    assertThat(feedback.score()).isEqualTo(expected);
    assertThat(feedback.source()).isEqualTo("human");
  }

  @Test
  void theIdIsMadeOfWhatWasSaid() {
    Feedback feedback = (Feedback) Lines.feedbackLine(Lines.FEEDBACK);
    String sameTime = Lines.FEEDBACK.replace("12:00:00Z", "14:00:00+02:00");
    String other = line("author", text("ann"));

    assertThat(feedback.feedbackId()).hasSize(64);
    assertThat(((Feedback) Lines.feedbackLine(sameTime)).feedbackId())
        .isEqualTo(feedback.feedbackId());
    assertThat(((Feedback) Lines.feedbackLine(other)).feedbackId())
        .isNotEqualTo(feedback.feedbackId());
  }

  @Test
  void aCommentNeedsNoScore() {
    Feedback feedback =
        (Feedback) Lines.feedbackLine(line("score", "null", "comment", text("lovely")));

    assertThat(feedback.score()).isNull();
    assertThat(feedback.comment()).isEqualTo("lovely");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "target | null | missing_field | target",
        "target | {} | missing_field | target",
        "target | 3 | wrong_type | target",
        "target | {\"span_id\":\"a\",\"trace_id\":\"b\"} | ambiguous_target | target",
        "target | {\"span_id\":4} | wrong_type | target.span_id",
        "time | \"2031-10-01T12:00:00Z\" | impossible_time | time",
        "type | null | missing_field | type",
        "type | \"mood\" | unknown_value | type",
        "type | \"custom:\" | unknown_value | type",
        "score | null | missing_field | score",
        "score | 1.5 | out_of_range | score",
        "score | true | wrong_type | score",
        "scale | \"1..10\" | unknown_value | scale",
        "scale | 5 | wrong_type | scale",
        "source | \"cat\" | unknown_value | source",
        "comment | 5 | wrong_type | comment",
        "tenant_id | \"other\" | wrong_tenant | tenant_id",
      })
  void refusesWhatIsWrongAndNamesTheField(String field, String value, String reason, String path) {
    Rejection rejection = (Rejection) Lines.feedbackLine(line(field, value));

    assertThat(rejection.reason()).isEqualTo(reason);
    assertThat(rejection.field()).isEqualTo(path);
  }

  @Test
  void aBinaryScoreIsNothingInBetween() {
    Rejection rejection =
        (Rejection) Lines.feedbackLine(line("score", "0.5", "scale", text("binary")));

    assertThat(rejection.reason()).isEqualTo("out_of_range");
  }

  @Test
  void recognisesFeedbackOnly() {
    FeedbackFormat format = new FeedbackFormat(Lines.CLOCK);

    assertThat(format.recognises(Lines.json(Lines.FEEDBACK))).isTrue();
    assertThat(format.recognises(Lines.json("{\"type\":\"thumbs\",\"score\":1}"))).isTrue();
    assertThat(format.recognises(Lines.json(Lines.DECISION))).isFalse();
    assertThat(format.name()).isEqualTo("feedback");
  }

  private static String line(String... fields) {
    ObjectNode line = (ObjectNode) Lines.json(Lines.FEEDBACK);
    for (int i = 0; i < fields.length; i += 2) {
      line.set(fields[i], Lines.json(fields[i + 1]));
    }
    return line.toString();
  }

  private static String text(String value) {
    return "\"" + value + "\"";
  }
}
