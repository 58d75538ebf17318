package dev.tracewise.source;

import static dev.tracewise.source.SharedData.CLOCK;
import static dev.tracewise.source.SharedData.ORIGIN;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tracewise.model.Rejection;
import dev.tracewise.model.Span;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Whatever JSON comes in: nothing is thrown, everything ends as a record or a rejection. */
final class MutatedInputTest {
  private static final List<RecordFormat> FORMATS =
      List.of(
          new OtlpFormat(CLOCK),
          new OpenInferenceFormat(CLOCK),
          new LangfuseFormat(CLOCK),
          new TensorZeroFormat(CLOCK));

  @Test
  void handWrittenRecordsSurviveEveryMutation() {
    mutate(Samples.all(), 3000);
  }

  @Test
  void realExportsSurviveEveryMutation() {
    List<JsonNode> real = new ArrayList<>();
    Path folder = SharedData.folder("agent_traces");
    for (Path file : SharedData.files(folder.resolve("langfuse"), ".trace.json")) {
      JsonNode export = SharedData.json(file);
      real.add(export);
    }
    SharedData.files(folder.resolve("openinference-vercel"), ".json")
        .forEach(file -> real.add(SharedData.json(file)));
    mutate(real, 40);
  }

  private static void mutate(List<JsonNode> originals, int rounds) {
    SplittableRandom random = new SplittableRandom(42);
    for (JsonNode original : originals) {
      for (int round = 0; round < rounds; round++) {
        JsonNode mutant = original.deepCopy();
        for (int i = 0; i <= random.nextInt(4); i++) {
          mutant = mutated(mutant, random);
        }
        for (RecordFormat format : FORMATS) {
          format.recognises(mutant);
          check(format, mutant);
        }
      }
    }
  }

  private static void check(RecordFormat format, JsonNode value) {
    for (var parsed : format.read(value, ORIGIN)) {
      if (parsed instanceof Rejection rejection) {
        assertThat(rejection.reason()).isNotBlank();
        assertThat(rejection.detail()).endsWith(".");
        assertThat(rejection.raw().getBytes(StandardCharsets.UTF_8).length)
            .isLessThanOrEqualTo(8192);
      } else if (parsed instanceof Span span) {
        assertThat(span.endTime()).isAfterOrEqualTo(span.startTime());
        assertThat(span.spanId()).isNotEmpty();
      }
    }
  }

  private static JsonNode mutated(JsonNode root, SplittableRandom random) {
    JsonNode at = root;
    while (true) {
      int size = at.size();
      if (size == 0) {
        return at == root ? odd(random) : root;
      }
      int index = random.nextInt(size);
      JsonNode child = child(at, index);
      if (child.isEmpty() || random.nextInt(5) == 0) {
        replace(at, index, random);
        return root;
      }
      at = child;
    }
  }

  private static JsonNode child(JsonNode at, int index) {
    return at.isArray() ? at.get(index) : at.get(name(at, index));
  }

  private static String name(JsonNode at, int index) {
    List<String> names = new ArrayList<>();
    at.fieldNames().forEachRemaining(names::add);
    return names.get(index);
  }

  private static void replace(JsonNode at, int index, SplittableRandom random) {
    boolean drop = random.nextInt(3) == 0;
    if (at instanceof ArrayNode array) {
      if (drop) {
        array.remove(index);
      } else {
        array.set(index, odd(random));
      }
    } else if (at instanceof ObjectNode object) {
      String name = name(at, index);
      if (drop) {
        object.remove(name);
      } else {
        object.set(name, odd(random));
      }
    }
  }

  private static JsonNode odd(SplittableRandom random) {
    JsonNodeFactory nodes = JsonNodeFactory.instance;
    return switch (random.nextInt(16)) {
      case 0 -> nodes.nullNode();
      case 1 -> nodes.numberNode(-1);
      case 2 -> nodes.numberNode(Long.MAX_VALUE);
      case 3 -> nodes.numberNode(BigInteger.TEN.pow(400));
      case 4 -> nodes.numberNode(Double.NaN);
      case 5 -> nodes.numberNode(Double.POSITIVE_INFINITY);
      case 6 -> nodes.numberNode(1e308);
      case 7 -> nodes.booleanNode(true);
      case 8 -> nodes.textNode("");
      case 9 -> nodes.textNode("x");
      case 10 -> nodes.textNode("[{\"role\":{}},null,3]");
      case 11 -> nodes.textNode("-99999999999999999999");
      case 12 -> nodes.textNode("+1000000000-12-31T23:59:59Z");
      case 13 -> nodes.arrayNode().add(1).add("a").addNull();
      case 14 -> nodes.objectNode().put("role", 5).putNull("content");
      default -> nodes.textNode("{\"messages\":[{\"lc\":1},{\"toolCallId\":\"a\",\"toolName\":\"b\"}]}");
    };
  }
}
