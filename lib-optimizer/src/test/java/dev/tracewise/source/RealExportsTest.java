package dev.tracewise.source;

import static dev.tracewise.source.SharedData.CLOCK;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tracewise.model.Feedback;
import dev.tracewise.model.Message;
import dev.tracewise.model.Parsed;
import dev.tracewise.model.Rejection;
import dev.tracewise.model.Span;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Whole files of real exports through the reader, their formats told by their content. */
final class RealExportsTest {
  private static final List<RecordFormat> FORMATS =
      List.of(
          new OtlpFormat(CLOCK),
          new OpenInferenceFormat(CLOCK),
          new LangfuseFormat(CLOCK),
          new TensorZeroFormat(CLOCK),
          new DecisionFormat(CLOCK),
          new FeedbackFormat(CLOCK));

  @Test
  void vercelSpansHaveKindsModelsTokensAndContents() throws IOException {
    Path folder = SharedData.folder("agent_traces/openinference-vercel");
    Map<String, Span> spans =
        spans(read(folder.resolve("all-spans.json"))).stream()
            .collect(Collectors.toMap(Span::spanId, Function.identity()));
    assertThat(spans).hasSize(10);
    Span call = spans.get("6c0201026326855d");
    assertThat(call.traceId()).isEqualTo("edff2fc5854be6170e8cccccec0c82cf");
    assertThat(call.kind()).isEqualTo("LLM");
    assertThat(call.model()).isEqualTo("gpt-4o-mini-2024-07-18");
    assertThat(call.inputTokens()).isEqualTo(50);
    assertThat(call.outputTokens()).isEqualTo(9);
    assertThat(call.agentId()).isEqualTo("test-generate-text-messages");
    assertThat(call.startTime()).isEqualTo(Instant.ofEpochSecond(1770131994, 23_000_000));
    assertThat(call.inputMessages())
        .containsExactly(
            new Message("system", "You are a helpful assistant."),
            new Message("user", "What is 2 + 2?"),
            new Message("assistant", "2 + 2 equals 4."),
            new Message("user", "And what is 3 + 3?"));
    assertThat(call.outputMessages()).containsExactly(new Message("assistant", "3 + 3 equals 6."));
    Span agent = spans.get("648be1dfd8e521b6");
    assertThat(agent.kind()).isEqualTo("AGENT");
    assertThat(agent.input()).isEqualTo("Write a haiku about programming.");
    assertThat(agent.inputMessages()).hasSize(1);
    assertThat(agent.output()).startsWith("Lines of code align,");
    assertThat(spans.get("53e12604843b0399").kind()).isEqualTo("EMBEDDING");
    assertThat(spans.get("06a62ec64ae5b0a2").kind()).isEqualTo("CHAIN");
    assertThat(spans.get("06a62ec64ae5b0a2").input())
        .isEqualTo("The quick brown fox jumps over the lazy dog.");
    assertThat(spans.get("06a62ec64ae5b0a2").inputTokens()).isEqualTo(10);
    assertThat(spans.get("25ec6d8e42789717").output()).startsWith("{\"name\":\"Scrambled Eggs\"");
  }

  @Test
  void theSameSpansComeFromEveryFileThatHoldsThem() throws IOException {
    Path folder = SharedData.folder("agent_traces/openinference-vercel");
    Set<Span> all = new HashSet<>(spans(read(folder.resolve("all-spans.json"))));
    assertThat(all).hasSize(10);
    assertThat(new HashSet<>(spans(read(folder.resolve("spans-by-operation.json")))))
        .isEqualTo(all);
    Set<Span> single = new HashSet<>();
    for (Path file : SharedData.files(folder, ".json")) {
      if (file.getFileName().toString().startsWith("ai-")) {
        single.addAll(spans(read(file)));
      }
    }
    assertThat(single).isEqualTo(all);
  }

  @Test
  void nothingButWhatIsNoExportIsRejected() throws IOException {
    Path folder = SharedData.folder("agent_traces");
    for (Path part : List.of(folder.resolve("openinference-vercel"), folder.resolve("langfuse"))) {
      for (Path file : SharedData.files(part, ".json")) {
        String name = file.getFileName().toString();
        boolean noExport = name.endsWith(".chatml.json") || name.equals("capture-results.json");
        assertThat(read(file).stream().filter(Rejection.class::isInstance))
            .as(name)
            .extracting(parsed -> ((Rejection) parsed).reason())
            .isEqualTo(noExport ? List.of("unknown_shape") : List.of());
      }
    }
  }

  @Test
  void everyLangfuseObservationAndScoreIsReadOnce() throws IOException {
    Path folder = SharedData.folder("agent_traces/langfuse");
    int feedback = 0;
    for (Path file : SharedData.files(folder, ".trace.json")) {
      var export = SharedData.json(file);
      List<Parsed> parsed = read(file);
      assertThat(spans(parsed)).hasSize(export.path("observations").size());
      assertThat(feedback(parsed)).hasSize(export.path("trace").path("scores").size());
      feedback += feedback(parsed).size();
    }
    assertThat(feedback).isEqualTo(18);
  }

  @Test
  void rootsSayWhatAPersonWouldReadEvenWhereTheyHoldNoChat() throws IOException {
    Path folder = SharedData.folder("agent_traces/langfuse");
    Span graph = root(folder.resolve("langgraph-js-2025-10-30.trace.json"));
    assertThat(graph.input()).isEqualTo("What's the weather in San Francisco?");
    assertThat(graph.output()).startsWith("It's always sunny in San Francisco!");
    Span claude = root(folder.resolve("claude-agent-2025-12-22.trace.json"));
    assertThat(claude.input()).isEqualTo("What's the weather like in Berlin and New York?");
    assertThat(claude.output()).startsWith("Great! Here's the current weather");
    assertThat(root(folder.resolve("agno-2025-06-11.trace.json")).output())
        .startsWith("To find out what's currently trending on Twitter");
    Span silent = root(folder.resolve("pydantic-ai-2025-06-06.trace.json"));
    assertThat(silent.input()).isEqualTo("What is Langfuse?");
    assertThat(silent.output()).startsWith("Langfuse is a tool");
  }

  @Test
  void inferencesAreTheAgentsSpansWithTheirThumbs() throws IOException {
    Path folder = SharedData.folder("haiku_feedback");
    List<Parsed> parsed = read(folder.resolve("inferences_with_feedback.jsonl"));
    List<Span> spans = spans(parsed);
    assertThat(spans).hasSize(997);
    assertThat(spans).extracting(Span::agentId).containsOnly("write_haiku");
    assertThat(spans).extracting(Span::parentSpanId).containsOnlyNulls();
    assertThat(spans).extracting(Span::spanId).doesNotHaveDuplicates();
    List<Feedback> feedback = feedback(parsed);
    assertThat(feedback).hasSize(500);
    assertThat(feedback).extracting(Feedback::type).containsOnly("thumbs");
    assertThat(feedback).extracting(Feedback::feedbackId).doesNotHaveDuplicates();
    assertThat(feedback.stream().filter(one -> Double.valueOf(1).equals(one.score()))).hasSize(84);
    assertThat(feedback.stream().filter(one -> Double.valueOf(0).equals(one.score()))).hasSize(416);
    assertThat(parsed).hasSize(1497);
  }

  @Test
  void callsEndInTheSecondInWhichTheirInferenceDoes() throws IOException {
    Path folder = SharedData.folder("haiku_feedback");
    Map<String, Span> inferences =
        spans(read(folder.resolve("inferences_with_feedback.jsonl"))).stream()
            .collect(Collectors.toMap(Span::traceId, Function.identity()));
    List<Parsed> calls = read(folder.resolve("model_inferences.jsonl"));
    assertThat(calls).hasSize(1000);
    List<Span> known =
        spans(calls).stream().filter(call -> inferences.containsKey(call.traceId())).toList();
    assertThat(known).hasSize(997);
    for (Span call : known) {
      Span inference = inferences.get(call.traceId());
      assertThat(call.parentSpanId()).isEqualTo(inference.spanId());
      assertThat(call.kind()).isEqualTo("LLM");
      assertThat(Duration.between(inference.endTime(), call.endTime()).abs())
          .isLessThanOrEqualTo(Duration.ofSeconds(1));
      assertThat(call.inputMessages()).extracting(Message::role).containsExactly("system", "user");
    }
  }

  @Test
  void aDecisionOrFeedbackLineIsNoSpan() {
    String ids = "\"trace_id\":\"t\",\"span_id\":\"s\",\"start_time\":1,\"inference_id\":\"i\",";
    String decision = "{" + ids + "\"episode_id\":\"e\"," + Lines.DECISION.substring(1);
    FormatDetector detector = FormatDetector.among(FORMATS);
    assertThat(detector.detect(Lines.json(decision)).orElseThrow().name()).isEqualTo("decisions");
    assertThat(detector.detect(Lines.json(Lines.FEEDBACK)).orElseThrow().name())
        .isEqualTo("feedback");
    for (var sample : Samples.all()) {
      assertThat(FORMATS.stream().filter(format -> format.recognises(sample))).hasSize(1);
    }
  }

  private static List<Parsed> read(Path file) throws IOException {
    RecordReader.Reader how =
        new RecordReader.Reader(
            FormatDetector.among(FORMATS),
            new RecordReader.Tenancy("acme", RecordOrigin.TenantField.MUST_AGREE),
            IngestSettings.DEFAULT);
    List<Parsed> parsed = new ArrayList<>();
    try (RecordReader reader =
        how.open(FileSplit.whole(file.toString()), Files.newInputStream(file))) {
      for (Reading next = reader.next(); next != null; next = reader.next()) {
        parsed.add(next.parsed());
      }
    }
    return parsed;
  }

  private static Span root(Path file) throws IOException {
    return spans(read(file)).stream()
        .filter(span -> span.parentSpanId() == null)
        .findFirst()
        .orElseThrow();
  }

  private static List<Span> spans(List<Parsed> parsed) {
    return parsed.stream().filter(Span.class::isInstance).map(Span.class::cast).toList();
  }

  private static List<Feedback> feedback(List<Parsed> parsed) {
    return parsed.stream().filter(Feedback.class::isInstance).map(Feedback.class::cast).toList();
  }
}
