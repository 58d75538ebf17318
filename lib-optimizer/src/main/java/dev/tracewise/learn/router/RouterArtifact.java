package dev.tracewise.learn.router;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tracewise.learn.routing.KeywordBaseline;
import dev.tracewise.learn.routing.KeywordBaseline.Rule;
import dev.tracewise.learn.text.Phrase;
import dev.tracewise.learn.text.Words;
import dev.tracewise.model.Errors;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The stored form of a router: JSON that people read and write, data only. The same settings give
 * the same bytes. A field that is left out is as in {@link RouterSettings#AS_LOGGED}.
 */
public final class RouterArtifact {
  /** What the field {@code format} says. */
  public static final String FORMAT = "tracewise-router";

  private static final int FORMAT_VERSION = 1;
  private static final Set<String> FIELDS =
      Set.of(
          "format",
          "format_version",
          "keywords",
          "entities",
          "model",
          "weights",
          "confidence_threshold",
          "calibration");
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

  private RouterArtifact() {}

  /** Whether bytes are a router. */
  public static boolean is(byte[] bytes) {
    try {
      return FORMAT.equals(JSON.readTree(bytes).path("format").asText());
    } catch (IOException e) {
      return false;
    }
  }

  /** Writes a router. */
  public static byte[] write(RouterSettings settings) {
    try {
      String text = JSON.writerWithDefaultPrettyPrinter().writeValueAsString(tree(settings));
      return (text + "\n").getBytes(StandardCharsets.UTF_8);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree of plain values", e);
    }
  }

  /** A router as a tree of JSON. */
  public static ObjectNode tree(RouterSettings settings) {
    ObjectNode root = JSON.createObjectNode();
    root.put("format", FORMAT).put("format_version", FORMAT_VERSION);
    ArrayNode rules = root.putArray("keywords");
    for (Rule rule : settings.keywords().rules()) {
      ObjectNode each = rules.addObject();
      each.put("option", rule.option()).put("confidence", rule.confidence());
      each.put("forms", form(rule));
      ArrayNode words = each.putArray("words");
      rule.phrases().forEach(phrase -> words.add(phrase.text()));
    }
    ObjectNode entities = root.putObject("entities");
    entities.put("threshold", settings.entities().threshold());
    ObjectNode labels = entities.putObject("labels");
    settings.entities().options().forEach(labels::put);
    root.putObject("model").put("temperature", settings.temperature());
    ObjectNode weights = root.putObject("weights");
    settings.weights().forEach((scorer, weight) -> weights.put(scorer.id(), weight));
    root.put("confidence_threshold", settings.confidenceThreshold());
    StoredCalibration.write(settings.calibration(), root.putObject("calibration"));
    return root;
  }

  /** Every value of a router by its name; of what is no router only that it is none. */
  public static SortedMap<String, String> described(byte[] bytes) {
    SortedMap<String, String> values = new TreeMap<>();
    if (is(bytes)) {
      describe("", tree(read(bytes)), values);
    } else {
      values.put("format", "no router");
    }
    return values;
  }

  private static void describe(String name, JsonNode json, SortedMap<String, String> values) {
    if (!json.isObject()) {
      values.put(name, json.toString());
      return;
    }
    json.properties()
        .forEach(
            each ->
                describe(
                    name.isEmpty() ? each.getKey() : name + "." + each.getKey(),
                    each.getValue(),
                    values));
  }

  private static String form(Rule rule) {
    return rule.phrases().stream().anyMatch(p -> p.form() == Phrase.Form.INFLECTED)
        ? "inflected"
        : "exact";
  }

  /**
   * Reads a router.
   *
   * @throws dev.tracewise.model.TracewiseException naming the field at fault
   */
  public static RouterSettings read(byte[] bytes) {
    JsonNode root = parse(bytes);
    if (!root.path("format").asText(FORMAT).equals(FORMAT)
        || root.path("format_version").asInt(FORMAT_VERSION) != FORMAT_VERSION) {
      throw invalid("its format is not " + FORMAT + ", version " + FORMAT_VERSION);
    }
    requireKnown(root);
    RouterSettings plain = RouterSettings.AS_LOGGED;
    return new RouterSettings(
        new KeywordBaseline(rules(root.path("keywords"))),
        entities(object(root, "entities")),
        number(object(root, "model"), "temperature", plain.temperature()),
        weights(object(root, "weights")),
        number(root, "confidence_threshold", plain.confidenceThreshold()),
        StoredCalibration.read(object(root, "calibration")));
  }

  private static JsonNode parse(byte[] bytes) {
    try {
      JsonNode root = JSON.readTree(bytes);
      if (!root.isObject()) {
        throw invalid("it is no JSON object");
      }
      return root;
    } catch (IOException e) {
      throw invalid("it is no JSON");
    }
  }

  private static List<Rule> rules(JsonNode json) {
    List<Rule> rules = new ArrayList<>();
    for (JsonNode each : json) {
      String option = each.path("option").asText();
      double confidence = number(each, "confidence", 1);
      if (option.isEmpty() || !(confidence >= 0 && confidence <= 1)) {
        throw invalid("a keyword rule has no option, or a confidence that is not in [0, 1]");
      }
      boolean inflected = each.path("forms").asText("exact").equals("inflected");
      List<Phrase> phrases = new ArrayList<>();
      for (JsonNode word : each.path("words")) {
        if (!word.isTextual() || Words.of(word.textValue()).isEmpty()) {
          throw invalid("a keyword of \"" + option + "\" has no letter and no digit");
        }
        phrases.add(
            inflected ? Phrase.inflected(word.textValue()) : Phrase.exact(word.textValue()));
      }
      rules.add(new Rule(option, confidence, phrases));
    }
    return rules;
  }

  private static EntityLabels entities(JsonNode json) {
    Map<String, String> labels = new TreeMap<>();
    object(json, "labels")
        .properties()
        .forEach(label -> labels.put(label.getKey(), label.getValue().asText()));
    return EntityLabels.of(
        number(json, "threshold", RouterSettings.AS_LOGGED.entities().threshold()), labels);
  }

  private static Map<Scorer, Double> weights(JsonNode json) {
    Map<Scorer, Double> weights = new EnumMap<>(RouterSettings.AS_LOGGED.weights());
    for (Scorer scorer : Scorer.values()) {
      weights.put(scorer, number(json, scorer.id(), weights.getOrDefault(scorer, 1.0)));
    }
    return weights;
  }

  private static JsonNode object(JsonNode json, String field) {
    JsonNode value = json.path(field);
    if (!value.isMissingNode() && !value.isObject()) {
      throw invalid("its field \"" + field + "\" is no object");
    }
    return value;
  }

  static double number(JsonNode json, String field, double otherwise) {
    JsonNode value = json.path(field);
    if (value.isMissingNode()) {
      return otherwise;
    }
    if (!value.isNumber()) {
      throw invalid("its field \"" + field + "\" is no number");
    }
    return value.doubleValue();
  }

  private static void requireKnown(JsonNode root) {
    for (Map.Entry<String, JsonNode> entry : root.properties()) {
      if (!FIELDS.contains(entry.getKey())) {
        throw invalid("its field \"" + entry.getKey() + "\" is not known");
      }
    }
  }

  static RuntimeException invalid(String why) {
    return Errors.usage(
        "read a router",
        why,
        "Its fields: keywords (option, confidence, forms, words), entities (threshold, labels),"
            + " model (temperature), weights (keywords, entities, model), confidence_threshold,"
            + " calibration.");
  }
}
