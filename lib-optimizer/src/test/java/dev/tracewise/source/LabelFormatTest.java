package dev.tracewise.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tracewise.model.Parsed;
import dev.tracewise.model.Rejection;
import dev.tracewise.model.RoutingLabel;
import dev.tracewise.model.SpanLabel;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LabelFormatTest {
  private final LabelFormat format = new LabelFormat(Lines.CLOCK);

  @Test
  void readsALine() {
    assertThat(
            read(
                """
                {"span_id":"s","label":"Wrong routing","confidence":0.8,"suggested_agent":"b",
                 "reasoning":"why","source":"model","annotator":"m","requires_human_review":false,
                 "time":"2026-10-01T12:00:00Z"}
                """))
        .isEqualTo(
            new SpanLabel(
                "acme",
                "s",
                RoutingLabel.WRONG_ROUTING,
                0.8,
                "b",
                "why",
                "model",
                "m",
                false,
                Instant.parse("2026-10-01T12:00:00Z")));
  }

  @Test
  void aPersonIsSureAndAModelIsReviewed() {
    SpanLabel human = (SpanLabel) read(line("\"annotator\":\"ann\""));
    SpanLabel model = (SpanLabel) read(line("\"annotator\":\"m\",\"source\":\"model\""));
    assertThat(human.confidence()).isEqualTo(1);
    assertThat(human.requiresHumanReview()).isFalse();
    assertThat(human.time()).isNull();
    assertThat(model.confidence()).isEqualTo(0.5);
    assertThat(model.requiresHumanReview()).isTrue();
  }

  @ParameterizedTest(name = "{0} is refused: {1} at {2}")
  @CsvSource(
      delimiter = ';',
      value = {
        "{'span_id':'s','label':'ambiguous'}; missing_field; annotator",
        "{'label':'ambiguous','annotator':'a'}; missing_field; span_id",
        "{'span_id':'s','label':'good','annotator':'a'}; unknown_value; label",
        "{'span_id':'s','label':'ambiguous','annotator':'a','source':'cat'}; unknown_value; source",
        "{'span_id':'s','label':'ambiguous','annotator':'a','confidence':2}; out_of_range; confidence",
        "{'span_id':'s','label':'ambiguous','annotator':'a','time':'soon'}; impossible_time; time",
        "{'span_id':'s','label':'ambiguous','annotator':'a','tenant_id':'x'}; wrong_tenant; tenant_id",
        "{'span_id':7,'label':'ambiguous','annotator':'a'}; wrong_type; span_id",
      },
      quoteCharacter = '`')
  void whatCannotBeReadSaysWhy(String line, String reason, String field) {
    Rejection rejection = (Rejection) read(line.replace('\'', '"'));
    assertThat(rejection.reason()).isEqualTo(reason);
    assertThat(rejection.field()).isEqualTo(field);
  }

  @Test
  void isRecognisedByItsFields() {
    assertThat(format.recognises(Lines.json(line("\"x\":1")))).isTrue();
    assertThat(format.recognises(Lines.json("{\"span_id\":\"s\"}"))).isFalse();
    assertThat(format.name()).isEqualTo("labels");
  }

  private static String line(String more) {
    return "{\"span_id\":\"s\",\"label\":\"ambiguous\"," + more + "}";
  }

  private Parsed read(String line) {
    return format.read(Lines.json(line), Lines.ORIGIN).get(0);
  }
}
