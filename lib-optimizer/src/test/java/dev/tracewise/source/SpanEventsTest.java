package dev.tracewise.source;

import static dev.tracewise.source.SharedData.CLOCK;
import static dev.tracewise.source.SharedData.ORIGIN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tracewise.model.Feedback;
import dev.tracewise.model.Message;
import dev.tracewise.model.Parsed;
import dev.tracewise.model.Rejection;
import dev.tracewise.model.Span;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What spans carry beside their attributes: events, annotations, links and schemas. */
final class SpanEventsTest {
  private static final String SPAN =
      """
      {'name':'chat','context':{'trace_id':'t','span_id':'s'},'start_time':'2026-02-03T15:19:52Z',
       'end_time':'2026-02-03T15:19:53Z','attributes':{'gen_ai.operation.name':'chat'%s},
       'events':[%s]%s}
      """;

  @Test
  void messagesInEventsAreTheConversation() {
    Span span =
        span(
            read(
                "",
                """
                {'name':'gen_ai.system.message','attributes':{'content':'Be kind.'}},
                {'name':'gen_ai.user.message','attributes':{'content':'Hi','role':'user'}},
                {'name':'exception','attributes':{'exception.message':'no'}},
                {'name':'gen_ai.choice','attributes':{'index':0,'message':
                  {'role':'assistant','content':'Hello'}}}\
                """,
                ""));
    assertThat(span.inputMessages())
        .containsExactly(new Message("system", "Be kind."), new Message("user", "Hi"));
    assertThat(span.outputMessages()).containsExactly(new Message("assistant", "Hello"));
    assertThat(span.output()).isEqualTo("Hello");
    assertThat(span.attributes()).containsEntry("exception.message", "no");
  }

  @Test
  void messagesOfTheWholeCallInOneEventCountAsAttributes() {
    Span span =
        span(
            read(
                "",
                """
                {'name':'gen_ai.client.inference.operation.details','attributes':{
                  'gen_ai.input.messages':'[{\\'role\\':\\'user\\',\\'parts\\':[{\\'type\\':\\'text\\',\\'content\\':\\'Hi\\'}]}]',
                  'gen_ai.output.messages':[{'role':'assistant','content':'Hello'}]}}\
                """,
                ""));
    assertThat(span.inputMessages()).containsExactly(new Message("user", "Hi"));
    assertThat(span.output()).isEqualTo("Hello");
  }

  @Test
  void theBodyOfAnEventIsItsMessage() {
    Span span =
        span(
            read(
                "",
                """
                {'name':'gen_ai.choice','attributes':{'gen_ai.event.content':
                  '{\\'index\\':0,\\'message\\':{\\'role\\':\\'model\\',\\'content\\':\\'Hello\\'}}'}}\
                """,
                ""));
    assertThat(span.outputMessages()).containsExactly(new Message("model", "Hello"));
  }

  @Test
  void evaluationsAreFeedbackOnTheirSpan() {
    List<Parsed> parsed =
        read(
            "",
            """
            {'name':'gen_ai.evaluation.result','timestamp':'2026-02-03T15:20:00Z','attributes':{
              'gen_ai.evaluation.name':'Relevance','gen_ai.evaluation.score.value':'0.75',
              'gen_ai.evaluation.score.label':'good','gen_ai.evaluation.explanation':'on topic'}}\
            """,
            "");
    Feedback feedback = (Feedback) parsed.get(1);
    assertThat(feedback.type()).isEqualTo("relevance");
    assertThat(feedback.score()).isEqualTo(0.75);
    assertThat(feedback.comment()).isEqualTo("good: on topic");
    assertThat(feedback.targetKind()).isEqualTo("span");
    assertThat(feedback.targetId()).isEqualTo("s");
    assertThat(feedback.time()).isEqualTo(Instant.parse("2026-02-03T15:20:00Z"));
    assertThat(feedback.source()).isEqualTo("model");
  }

  @Test
  void aBadEvaluationIsRejectedAloneAndNamesItsField() {
    List<Parsed> parsed =
        read(
            "",
            """
            {'name':'gen_ai.evaluation.result','attributes':{'gen_ai.evaluation.name':'tone',
              'gen_ai.evaluation.score.value':7}}\
            """,
            "");
    assertThat(parsed.get(0)).isInstanceOf(Span.class);
    Rejection rejection = (Rejection) parsed.get(1);
    assertThat(rejection.reason()).isEqualTo("out_of_range");
    assertThat(rejection.field()).isEqualTo("annotation.score");
    assertThat(rejection.raw()).contains("gen_ai.evaluation.result").doesNotContain("start_time");
  }

  @Test
  void annotationsAreFeedbackOnTheLinkedSpan() {
    List<Parsed> parsed =
        read(
            """
            ,'annotations.0.annotation.name':'rating','annotations.0.annotation.score':4,
            'annotations.0.annotation.annotator_kind':'HUMAN',
            'annotations.1.annotation.name':'tone','annotations.1.annotation.label':'rude',
            'annotations.1.annotation.annotator_kind':'LLM'\
            """,
            "",
            ",'links':[{'context':{'trace_id':'t0','span_id':'target'}}]");
    assertThat(parsed).hasSize(3);
    Feedback rating = (Feedback) parsed.get(1);
    assertThat(rating.targetId()).isEqualTo("target");
    assertThat(rating.score()).isEqualTo(0.75);
    assertThat(rating.rawScore()).isEqualTo(4);
    assertThat(rating.scale()).isEqualTo("1..5");
    assertThat(rating.time()).isEqualTo(Instant.parse("2026-02-03T15:19:53Z"));
    Feedback tone = (Feedback) parsed.get(2);
    assertThat(tone.type()).isEqualTo("custom:tone");
    assertThat(tone.score()).isNull();
    assertThat(tone.comment()).isEqualTo("rude");
    assertThat(tone.source()).isEqualTo("model");
    assertThat(read("", "", "")).hasSize(1);
  }

  @Test
  void theSchemaAndTheMakerTellTheVersionOfTheConvention() {
    assertThat(span(read("", "", "")).convention()).isEqualTo("gen_ai");
    assertThat(
            span(read(
                    "",
                    "",
                    ",'instrumentationScope':{'name':'lib','version':'3',"
                        + "'schemaUrl':'https://opentelemetry.io/schemas/1.37.0'}"))
                .convention())
        .isEqualTo("gen_ai/1.37");
    assertThat(
            span(read(
                    ",'openinference.span.kind':'LLM'",
                    "",
                    ",'scope':{'name':'openinference.instrumentation.openai',"
                        + "'version':'0.1.30'}"))
                .convention())
        .isEqualTo("openinference/0.1.30");
  }

  @Test
  void otlpTellsTheSameByScopeOrResource() {
    String request =
        Samples.OTLP.replace(
            "'scope':{'name':'lib'}",
            "'schemaUrl':'https://opentelemetry.io/schemas/1.41.0','scope':{'name':'lib'}");
    OtlpFormat format = new OtlpFormat(CLOCK);
    assertThat(span(format.read(Samples.json(request), ORIGIN)).convention())
        .isEqualTo("gen_ai/1.41");
  }

  @Test
  void aTraceWithoutObservationsIsItsRoot() {
    LangfuseFormat format = new LangfuseFormat(CLOCK);
    String trace =
        """
        {'id':'t7','projectId':'p','name':'answer','timestamp':'2026-02-03T15:00:00Z','latency':1.5,
         'sessionId':'se-7','userId':'u-7','input':'Hi','output':{'role':'assistant',
         'content':'Hello'},'scores':[{'id':'sc','name':'thumbs','value':1,'dataType':'BOOLEAN',
         'traceId':'t7','timestamp':'2026-02-03T16:00:00Z'}]%s}
        """;
    for (String form :
        List.of(
            trace.formatted(""),
            trace.formatted(",'observations':[]"),
            "{'trace':" + trace.formatted("") + "}",
            "{'trace':" + trace.formatted("") + ",'observations':[]}")) {
      assertThat(format.recognises(Samples.json(form))).isTrue();
      List<Parsed> parsed = format.read(Samples.json(form), ORIGIN);
      assertThat(parsed).hasSize(2);
      Span root = span(parsed);
      assertThat(root.spanId()).isEqualTo("t7");
      assertThat(root.traceId()).isEqualTo("t7");
      assertThat(root.parentSpanId()).isNull();
      assertThat(root.name()).isEqualTo("answer");
      assertThat(root.endTime()).isEqualTo(Instant.parse("2026-02-03T15:00:01.500Z"));
      assertThat(root.sessionId()).isEqualTo("se-7");
      assertThat(root.input()).isEqualTo("Hi");
      assertThat(root.output()).isEqualTo("Hello");
      assertThat(((Feedback) parsed.get(1)).targetId()).isEqualTo("t7");
    }
  }

  private static List<Parsed> read(String attributes, String events, String more) {
    return new OpenInferenceFormat(CLOCK)
        .read(Samples.json(SPAN.formatted(attributes, events, more)), ORIGIN);
  }

  private static Span span(List<Parsed> parsed) {
    return (Span) parsed.get(0);
  }
}
