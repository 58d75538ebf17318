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
import java.io.ByteArrayInputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
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
          new TensorZeroFormat(CLOCK),
          new DecisionFormat(CLOCK),
          new FeedbackFormat(CLOCK),
          new ChoiceRequestFormat(CLOCK));

  /** Number of odd values. */
  private static final int ODD = 24;

  private static final String LONG = "x".repeat(1 << 20);

  @Test
  void handWrittenRecordsSurviveEveryMutation() {
    List<JsonNode> records = new ArrayList<>(Samples.all());
    records.add(Lines.json(Lines.DECISION));
    records.add(Lines.json(Lines.FEEDBACK));
    mutate(records, 1000);
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
    for (Path file : SharedData.files(SharedData.folder("haiku_feedback"), ".jsonl")) {
      real.addAll(SharedData.lines(file).subList(0, 10));
    }
    mutate(real, 8);
  }

  @Test
  void everyFieldSurvivesEveryOddValue() {
    for (JsonNode original : Samples.all()) {
      int fields = places(original, new ArrayList<>()).size();
      for (int field = 0; field < fields; field++) {
        for (int kind = 0; kind < ODD; kind++) {
          JsonNode mutant = original.deepCopy();
          Place place = places(mutant, new ArrayList<>()).get(field);
          place.set(odd(kind));
          FORMATS.forEach(format -> check(format, mutant));
        }
      }
    }
  }

  @Test
  void longTextsAndDeepValuesAreReadOrRejected() {
    for (JsonNode original : Samples.all()) {
      int fields = places(original, new ArrayList<>()).size();
      for (int field = 0; field < fields; field += 3) {
        for (JsonNode value : List.of(JsonNodeFactory.instance.textNode(LONG), deep(450))) {
          JsonNode mutant = original.deepCopy();
          places(mutant, new ArrayList<>()).get(field).set(value);
          FORMATS.forEach(format -> check(format, mutant));
        }
      }
    }
  }

  @Test
  void damagedBytesAreReadOrRejected() {
    SplittableRandom random = new SplittableRandom(42);
    RecordReader.Reader reader =
        new RecordReader.Reader(
            FormatDetector.among(FORMATS),
            new RecordReader.Tenancy("acme", RecordOrigin.TenantField.MUST_AGREE),
            IngestSettings.DEFAULT);
    for (JsonNode sample : Samples.all()) {
      byte[] whole = sample.toString().getBytes(StandardCharsets.UTF_8);
      for (int round = 0; round < 200; round++) {
        byte[] bytes = Arrays.copyOf(whole, 1 + random.nextInt(whole.length));
        for (int i = random.nextInt(4); i >= 0; i--) {
          bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
        }
        assertThat(Lines.read(reader, FileSplit.whole("f"), new ByteArrayInputStream(bytes)).size())
            .isNotNegative();
      }
    }
  }

  private record Place(JsonNode parent, String name, int index) {
    void set(JsonNode value) {
      if (parent instanceof ObjectNode object) {
        object.set(name, value);
      } else if (parent instanceof ArrayNode array) {
        array.set(index, value);
      }
    }
  }

  private static List<Place> places(JsonNode node, List<Place> found) {
    node.properties()
        .forEach(
            field -> {
              found.add(new Place(node, field.getKey(), -1));
              places(field.getValue(), found);
            });
    for (int i = 0; node.isArray() && i < node.size(); i++) {
      found.add(new Place(node, "", i));
      places(node.get(i), found);
    }
    return found;
  }

  private static JsonNode deep(int levels) {
    JsonNode value = JsonNodeFactory.instance.textNode("x");
    for (int i = 0; i < levels; i++) {
      value =
          i % 2 == 0
              ? JsonNodeFactory.instance.arrayNode().add(value)
              : JsonNodeFactory.instance.objectNode().set("", value);
    }
    return value;
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
    return odd(random.nextInt(ODD));
  }

  private static JsonNode odd(int kind) {
    JsonNodeFactory nodes = JsonNodeFactory.instance;
    return switch (kind) {
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
      case 15 -> nodes.textNode("1e400");
      case 16 -> nodes.textNode("NaN");
      case 17 -> nodes.objectNode().put("", 1).set(".", nodes.objectNode().put("..", "x"));
      case 18 -> nodes.textNode("1969-12-31T23:59:59Z");
      case 19 -> nodes.textNode("[".repeat(5000));
      case 20 -> nodes.textNode("[".repeat(900) + "]".repeat(900));
      case 21 -> nodes.arrayNode().add(-1L).add(Long.MAX_VALUE);
      case 22 -> nodes.textNode("\ud800");
      default ->
          nodes.textNode("{\"messages\":[{\"lc\":1},{\"toolCallId\":\"a\",\"toolName\":\"b\"}]}");
    };
  }
}
