package dev.tracewise.source;

import static dev.tracewise.source.SharedData.CLOCK;
import static dev.tracewise.source.SharedData.ORIGIN;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tracewise.model.Feedback;
import dev.tracewise.model.Message;
import dev.tracewise.model.Parsed;
import dev.tracewise.model.Rejection;
import dev.tracewise.model.Span;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

final class SpanFormatsTest {
  @Test
  void otlpPromotesBothFamilies() {
    Span span = spans(new OtlpFormat(CLOCK), Samples.OTLP).get(0);
    assertThat(span.spanId()).isEqualTo("7uGbfsPBsXM=");
    assertThat(span.parentSpanId()).isNull();
    assertThat(span.startTime().getNano()).isEqualTo(123_456_000);
    assertThat(span.kind()).isEqualTo("LLM");
    assertThat(span.status()).isEqualTo("OK");
    assertThat(span.agentId()).isEqualTo("router");
    assertThat(span.model()).isEqualTo("gpt-5-mini");
    assertThat(span.inputTokens()).isEqualTo(12);
    assertThat(span.costUsd()).isEqualTo(0.25);
    assertThat(span.modality()).isEqualTo("image");
    assertThat(span.inputMessages())
        .containsExactly(new Message("system", "Be kind."), new Message("user", "Hi"));
    assertThat(span.output()).isEqualTo("Hello");
    assertThat(span.attributes())
        .containsEntry("routing.options", "[\"a\",2]")
        .containsEntry("routing.context", "{\"k\":1.5}");
  }

  /** Whatever the messages hold: routers say what the query asks for, one or several. */
  @Test
  void theModalityThatARouterDetectedIsThePrimaryOfSeveral() {
    String detected = "'routing.final','value':{'boolValue':true}";
    for (String said :
        List.of(
            "'routing.detected_modalities','value':{'stringValue':'text, Document'}",
            "'routing.detected_modalities','value':{'arrayValue':{'values':["
                + "{'stringValue':'text'},{'stringValue':'document'}]}}",
            "'query.modality_intent','value':{'stringValue':'document'}")) {
      Span span = spans(new OtlpFormat(CLOCK), Samples.OTLP.replace(detected, said)).get(0);
      assertThat(span.modality()).as(said).isEqualTo("document");
    }
  }

  @Test
  void snakeCaseAndIndexedMessagesAreRead() {
    Span span = spans(new OtlpFormat(CLOCK), Samples.OTLP_SNAKE).get(0);
    assertThat(span.kind()).isEqualTo("RETRIEVER");
    assertThat(span.status()).isEqualTo("ERROR");
    assertThat(span.input()).isEqualTo("otters");
    assertThat(span.outputMessages().get(0)).isEqualTo(new Message("assistant", "They swim"));
    assertThat(span.output()).contains("\"name\":\"find\"");
  }

  @Test
  void dataFrameRowsAndSdkSpansAreRead() {
    OpenInferenceFormat format = new OpenInferenceFormat(CLOCK);
    Span row = spans(format, Samples.PHOENIX_ROW).get(0);
    assertThat(row.kind()).isEqualTo("LLM");
    assertThat(row.outputMessages()).containsExactly(new Message("assistant", "answer"));
    assertThat(row.attributes()).containsEntry("metadata.tier", "gold");
    Span sdk = spans(format, Samples.SDK_SPAN).get(0);
    assertThat(sdk.parentSpanId()).isEqualTo("s1");
    assertThat(sdk.agentId()).isEqualTo("helper");
    assertThat(sdk.input()).isEqualTo("Write a haiku");
    Span nested = spans(format, Samples.PHOENIX_NESTED).get(0);
    assertThat(nested.kind()).isEqualTo("TOOL");
    assertThat(nested.agentId()).isEqualTo("traveller");
  }

  @Test
  void langfuseReadsEachObservationOnceAndScoresAsFeedback() {
    List<Parsed> parsed = new LangfuseFormat(CLOCK).read(Samples.json(Samples.LANGFUSE), ORIGIN);
    assertThat(parsed.stream().filter(Span.class::isInstance)).hasSize(2);
    Span span = (Span) parsed.get(0);
    assertThat(span.name()).isEqualTo("call");
    assertThat(span.agentId()).isEqualTo("bot");
    assertThat(span.sessionId()).isEqualTo("se-5");
    assertThat(parsed.stream().filter(Feedback.class::isInstance).map(p -> ((Feedback) p).type()))
        .containsExactly("correctness", "custom:liked", "custom:tone", "rating");
  }

  @Test
  void inferencesAreAgentsWithThumbsAndCallsTheirChildren() {
    TensorZeroFormat format = new TensorZeroFormat(CLOCK);
    List<Parsed> parsed = format.read(Samples.json(Samples.INFERENCE), ORIGIN);
    Feedback thumbs = (Feedback) parsed.get(1);
    assertThat(thumbs.type()).isEqualTo("thumbs");
    assertThat(thumbs.score()).isEqualTo(1.0);
    assertThat(thumbs.targetId()).isEqualTo(((Span) parsed.get(0)).spanId());
    Span call = spans(format, Samples.MODEL_INFERENCE).get(0);
    assertThat(call.parentSpanId()).isEqualTo("i-1");
    assertThat(call.startTime()).isEqualTo(Instant.ofEpochSecond(1741120396).minusMillis(1500));
    assertThat(call.endTime()).isEqualTo(Instant.ofEpochSecond(1741120396));
    assertThat(call.output()).isEqualTo("Working");
  }

  @Test
  void anEndBeforeTheStartRejectsThatSpan() {
    ObjectNode span = (ObjectNode) Samples.json(Samples.PHOENIX_ROW);
    span.put("end_time", "2026-02-03T15:19:51Z");
    Rejection rejection = (Rejection) new OpenInferenceFormat(CLOCK).read(span, ORIGIN).get(0);
    assertThat(rejection.reason()).isEqualTo("impossible_time");
    assertThat(rejection.field()).isEqualTo("end_time");
  }

  private static List<Span> spans(RecordFormat format, String sample) {
    assertThat(format.recognises(Samples.json(sample))).isTrue();
    return format.read(Samples.json(sample), ORIGIN).stream().map(Span.class::cast).toList();
  }
}
