package dev.tracewise.jobs.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tracewise.model.Hashes;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SeasonFilesTest {
  private static final DemoSize SIZE = new DemoSize(60, 600, 300, 80, 50, 0.4);
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final DemoWorld world = new DemoWorld(7, SIZE);

  @Test
  void theSameSeedWritesTheSameFilesBitForBit(@TempDir Path folder) throws Exception {
    new SeasonFiles(world).writeSeason(folder.resolve("a"));
    new SeasonFiles(new DemoWorld(7, SIZE)).writeSeason(folder.resolve("b"));
    new SeasonFiles(new DemoWorld(8, SIZE)).writeSeason(folder.resolve("c"));
    assertThat(hashes(folder.resolve("a"))).isEqualTo(hashes(folder.resolve("b"))).hasSize(32);
    assertThat(hashes(folder.resolve("c"))).isNotEqualTo(hashes(folder.resolve("a")));
  }

  @Test
  void everyLineIsReadableJsonButTheBrokenOnes(@TempDir Path folder) throws Exception {
    new SeasonFiles(world).writeSeason(folder);
    int notJson = 0;
    List<String> wrong = new ArrayList<>();
    for (String kind : List.of("decisions", "feedback", "outcomes", "spans")) {
      for (String line : lines(folder.resolve(kind))) {
        try {
          JsonNode node = MAPPER.readTree(line);
          if (kind.equals("decisions") && node.path("interaction_id").asText().startsWith("broken")
              || kind.equals("feedback") && node.path("score").asInt() == 9) {
            wrong.add(line);
          }
        } catch (JsonProcessingException e) {
          notJson++;
        }
      }
    }
    assertThat(notJson).isEqualTo(2);
    assertThat(notJson + wrong.size()).isEqualTo(SeasonFiles.BROKEN_LINES);
  }

  @Test
  void decisionsHaveWhatTheInterfaceAsksFor(@TempDir Path folder) throws Exception {
    new SeasonFiles(world).writeSeason(folder);
    Set<String> ids = new HashSet<>();
    int withOutcome = 0;
    int withoutQuality = 0;
    for (JsonNode line : good(folder.resolve("decisions"))) {
      assertThat(ids.add(line.path("interaction_id").asText())).isTrue();
      String chosen = line.path("chosen").asText();
      double propensity = line.path("propensity").asDouble();
      assertThat(propensity).isGreaterThan(0).isLessThanOrEqualTo(1);
      assertThat(line.path("probabilities").path(chosen).asDouble()).isEqualTo(propensity);
      assertThat(line.path("context").path("text").asText()).isNotBlank();
      withOutcome += line.has("outcome") ? 1 : 0;
      withoutQuality += line.path("outcome").path("quality").isNull() ? 1 : 0;
    }
    assertThat(ids).hasSize(900);
    assertThat(withOutcome).isBetween(650, 740);
    assertThat(withoutQuality).isBetween(60, 160);
    Set<String> completed = new HashSet<>();
    good(folder.resolve("outcomes"))
        .forEach(line -> completed.add(line.path("interaction_id").asText()));
    assertThat(ids).containsAll(completed);
    assertThat(completed).hasSizeBetween(130, 220);
  }

  @Test
  void feedbackIsOnItsScaleAndSometimesLateAndSometimesCorrected(@TempDir Path folder)
      throws Exception {
    new SeasonFiles(world).writeSeason(folder);
    Map<String, Integer> judged = new HashMap<>();
    for (JsonNode line : good(folder.resolve("feedback"))) {
      String type = line.path("type").asText();
      double score = line.path("score").asDouble();
      if (type.equals("rating")) {
        assertThat(score).isBetween(1.0, 5.0);
      } else if (type.equals("thumbs")) {
        assertThat(score).isIn(0.0, 1.0);
      } else {
        assertThat(line.path("comment").asText()).isNotBlank();
        continue;
      }
      judged.merge(line.path("target").path("interaction_id").asText(), 1, Integer::sum);
    }
    assertThat(judged).hasSizeBetween(200, 380);
    assertThat(judged.values()).contains(2).allMatch(count -> count <= 2);
  }

  @Test
  void spansFormTracesThatDecisionsPointTo(@TempDir Path folder) throws Exception {
    new SeasonFiles(world).writeSeason(folder);
    Map<String, String> roots = new HashMap<>();
    int children = 0;
    for (JsonNode request : good(folder.resolve("spans"))) {
      for (JsonNode span : request.at("/resourceSpans/0/scopeSpans/0/spans")) {
        assertThat(span.path("traceId").asText()).matches("[0-9a-f]{32}");
        assertThat(span.path("spanId").asText()).matches("[0-9a-f]{16}");
        assertThat(span.path("endTimeUnixNano").asLong())
            .isGreaterThanOrEqualTo(span.path("startTimeUnixNano").asLong());
        if (span.path("parentSpanId").asText().isEmpty()) {
          roots.put(span.path("traceId").asText(), span.path("spanId").asText());
        } else {
          children++;
        }
      }
    }
    int traced = 0;
    for (JsonNode line : good(folder.resolve("decisions"))) {
      if (!line.path("trace_id").isNull()) {
        assertThat(roots)
            .containsEntry(line.path("trace_id").asText(), line.path("span_id").asText());
        traced++;
      }
    }
    assertThat(traced).isEqualTo(roots.size()).isBetween(300, 420);
    assertThat(children).isGreaterThan(traced);
  }

  @Test
  void theSecondRoundAnswersTheOptionsThatWereServed(@TempDir Path folder) throws Exception {
    SeasonFiles files = new SeasonFiles(world);
    Path asked = folder.resolve("asked.jsonl");
    files.writeAsked("answerer", asked);
    List<String> served = new ArrayList<>();
    for (JsonNode line : JsonLines.read(asked)) {
      assertThat(line.has("chosen")).isFalse();
      served.add(
          "{\"interaction_id\":\""
              + line.path("interaction_id").asText()
              + "\",\"option\":\"small_model\",\"probabilities\":{\"small_model\":1.0}}");
    }
    assertThat(served).hasSize(80);
    Path decided = folder.resolve("decided");
    JsonLines.write(decided.resolve("part-00000.json"), served);
    files.writeServed("answerer", decided, folder.resolve("round"));
    List<JsonNode> outcomes = JsonLines.read(folder.resolve("round/outcomes/answerer.jsonl"));
    assertThat(outcomes).hasSizeBetween(70, 80);
    assertThat(outcomes)
        .allSatisfy(line -> assertThat(line.at("/outcome/cost_usd").asDouble()).isEqualTo(0.0003));
    assertThat(JsonLines.read(folder.resolve("round/feedback/answerer.jsonl"))).isNotEmpty();
  }

  @Test
  void aQuestionThatWasNotDecidedIsNamed(@TempDir Path folder) {
    Path decided = folder.resolve("decided.jsonl");
    JsonLines.write(decided, List.of("{}"));
    assertThatThrownBy(() -> new SeasonFiles(world).writeServed("router", decided, folder))
        .hasMessageContaining("router-served-00000 was not decided");
  }

  @Test
  void aFolderThatCannotBeWrittenIsNamed(@TempDir Path folder) throws Exception {
    Path file = Files.writeString(folder.resolve("file"), "x");
    assertThatThrownBy(() -> new SeasonFiles(world).writeFresh("router", file.resolve("f.jsonl")))
        .hasMessageContaining("Cannot write");
    assertThatThrownBy(() -> JsonLines.read(folder.resolve("nothing")))
        .hasMessageContaining("Cannot read");
  }

  private static List<JsonNode> good(Path folder) throws IOException {
    List<JsonNode> nodes = new ArrayList<>();
    for (String line : lines(folder)) {
      try {
        JsonNode node = MAPPER.readTree(line);
        if (!node.path("interaction_id").asText().startsWith("broken")
            && node.path("score").asInt() != 9) {
          nodes.add(node);
        }
      } catch (JsonProcessingException e) {
        assertThat(line).as("only cut lines are no JSON").doesNotEndWith("}");
      }
    }
    return nodes;
  }

  private static List<String> lines(Path folder) throws IOException {
    List<String> lines = new ArrayList<>();
    try (var files = Files.list(folder)) {
      for (Path file : files.sorted().toList()) {
        byte[] bytes = Files.readAllBytes(file);
        boolean packed = file.toString().endsWith(".gz");
        byte[] plain =
            packed ? new GZIPInputStream(new ByteArrayInputStream(bytes)).readAllBytes() : bytes;
        new String(plain, StandardCharsets.UTF_8).lines().forEach(lines::add);
      }
    }
    return lines;
  }

  private static Map<String, String> hashes(Path folder) throws IOException {
    Map<String, String> hashes = new TreeMap<>();
    try (var files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        hashes.put(folder.relativize(file).toString(), Hashes.sha256(Files.readAllBytes(file)));
      }
    }
    return hashes;
  }
}
