package dev.tracewise.learn.booster;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tracewise.judge.calibration.PlattScaling;
import dev.tracewise.model.Errors;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What has to be known to use a booster: the file {@code features.json} beside {@code model.ubj}.
 *
 * @param kind kind of version, such as {@code reward_model}
 * @param label what was learned, such as {@code satisfaction}
 * @param target what the booster predicts
 * @param features names of the features, in their order
 * @param interactions how they are made from an interaction; null where they are given as numbers
 * @param calibration from margins to probabilities; null where there are none
 * @param gains mean gain of the splits on a feature, of those that have any
 * @param contributions mean absolute contribution of a feature to the margin (SHAP), likewise
 * @param rounds rounds of trees
 * @param borrowedRows rows of other scopes that were trained on with a smaller weight; 0 for none
 */
public record PredictorDescription(
    String kind,
    String label,
    BoosterTarget target,
    List<String> features,
    @Nullable InteractionFeatures interactions,
    @Nullable PlattScaling calibration,
    Map<String, Double> gains,
    Map<String, Double> contributions,
    int rounds,
    long borrowedRows) {
  private static final String FORMAT = "tracewise.predictor/1";
  private static final JsonMapper JSON = new JsonMapper();

  /** Copies what is mutable. */
  public PredictorDescription {
    features = List.copyOf(features);
    gains = Collections.unmodifiableMap(new TreeMap<>(gains));
    contributions = Collections.unmodifiableMap(new TreeMap<>(contributions));
  }

  /** The text of {@code features.json}. */
  public String json() {
    ObjectNode json = JSON.createObjectNode();
    json.put("format", FORMAT).put("kind", kind).put("label", label);
    json.put("predicts", target.name().toLowerCase(java.util.Locale.ROOT));
    json.put("objective", target.objective());
    json.put("rounds", rounds).put("borrowed_rows", borrowedRows);
    json.put("missing", "NaN").put("infinite", "clipped to +-1e30");
    if (calibration != null) {
      json.putObject("calibration")
          .put("method", "platt")
          .put("slope", calibration.slope())
          .put("intercept", calibration.intercept())
          .put("formula", "1 / (1 + exp(-(slope * margin + intercept)))");
    }
    if (interactions != null) {
      put(interactions, json);
    }
    ArrayNode array = json.putArray("features");
    for (String name : features) {
      ObjectNode feature = array.addObject().put("name", name).put("type", "float");
      feature.put("gain", gains.getOrDefault(name, 0.0));
      feature.put("mean_absolute_contribution", contributions.getOrDefault(name, 0.0));
    }
    try {
      return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(json) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree of plain values", e);
    }
  }

  private static void put(InteractionFeatures features, ObjectNode json) {
    ObjectNode made = json.putObject("interactions");
    made.put("input_width", features.widths().input());
    made.put("output_width", features.widths().output());
    made.put("category_width", features.widths().category());
    made.put("hash", "MurmurHash3 x86 32 bits, seed 0, over UTF-8, floor modulo the width");
    made.put("hashed", "\"w:\" + word, and \"c:\" + characters of \" \" + word + \" \"");
    made.put("words", "runs of letters and digits in lower case, the first 2000");
    made.put("shortest_characters", TextHashing.SHORTEST);
    made.put("longest_characters", TextHashing.LONGEST);
    made.put("slot", "ln(1 + count); of categories the count");
    features.numbers().forEach(made.putArray("numbers")::add);
    features.query().forEach(made.putArray("query")::add);
    TextEmbedding embedding = features.embedding();
    if (embedding != null) {
      made.putObject("embedding")
          .put("model", embedding.model())
          .put("dimensions", embedding.dimensions());
    }
  }

  /** Reads {@code features.json} back. */
  public static PredictorDescription parse(String text) {
    JsonNode json = tree(text);
    List<String> names = new ArrayList<>();
    Map<String, Double> gains = new TreeMap<>();
    Map<String, Double> contributions = new TreeMap<>();
    for (JsonNode feature : json.path("features")) {
      String name = feature.path("name").asText();
      names.add(name);
      keep(name, feature.path("gain").asDouble(), gains);
      keep(name, feature.path("mean_absolute_contribution").asDouble(), contributions);
    }
    JsonNode calibration = json.path("calibration");
    return new PredictorDescription(
        json.path("kind").asText(),
        json.path("label").asText(),
        BoosterTarget.valueOf(json.path("predicts").asText().toUpperCase(java.util.Locale.ROOT)),
        names,
        json.has("interactions") ? interactions(json.path("interactions")) : null,
        calibration.isObject()
            ? new PlattScaling(
                calibration.path("slope").asDouble(), calibration.path("intercept").asDouble())
            : null,
        gains,
        contributions,
        json.path("rounds").asInt(),
        json.path("borrowed_rows").asLong());
  }

  private static void keep(String name, double value, Map<String, Double> into) {
    if (value != 0) {
      into.put(name, value);
    }
  }

  private static InteractionFeatures interactions(JsonNode json) {
    JsonNode embedding = json.path("embedding");
    return new InteractionFeatures(
        new FeatureWidths(
            json.path("input_width").asInt(),
            json.path("output_width").asInt(),
            json.path("category_width").asInt()),
        texts(json.path("numbers")),
        texts(json.path("query")),
        embedding.isObject()
            ? new TextEmbedding(
                embedding.path("model").asText(), embedding.path("dimensions").asInt())
            : null);
  }

  private static List<String> texts(JsonNode array) {
    List<String> texts = new ArrayList<>();
    array.forEach(each -> texts.add(each.asText()));
    return texts;
  }

  private static JsonNode tree(String text) {
    try {
      JsonNode json = JSON.readTree(text);
      if (json.path("format").asText().equals(FORMAT)) {
        return json;
      }
    } catch (JsonProcessingException e) {
      throw unreadable(e);
    }
    throw unreadable(new IllegalArgumentException("format is not " + FORMAT));
  }

  private static RuntimeException unreadable(Exception cause) {
    return Errors.failed(
        "read the description of a predictor",
        "it is none of format " + FORMAT,
        "Train the version again with: tracewise train.",
        cause);
  }

  /**
   * What a prediction is once it is out of the booster: a calibrated probability, or the number.
   */
  public double predicted(double margin) {
    return calibration == null ? margin : calibration.probability(margin);
  }
}
