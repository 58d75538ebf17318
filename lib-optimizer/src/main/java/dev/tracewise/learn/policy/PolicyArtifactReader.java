package dev.tracewise.learn.policy;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.tracewise.model.Errors;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** Reads stored policies; whatever is not exactly as written is an error that names the field. */
final class PolicyArtifactReader {
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private PolicyArtifactReader() {}

  static TrainedPolicy read(byte[] bytes) {
    JsonNode root = parse(bytes);
    if (!PolicyArtifact.FORMAT.equals(root.path("format").asText())) {
      throw invalid("its format is not " + PolicyArtifact.FORMAT);
    }
    if (integer(root, "format_version") != PolicyArtifact.FORMAT_VERSION) {
      throw invalid("its format version is " + root.get("format_version") + ", 1 is known");
    }
    FeatureSettings settings = features(object(root, "features"));
    Featurizer featurizer =
        new Featurizer(settings, scales(root, "numeric"), scales(root, "option_numeric"));
    int slots = 1 << settings.hashBits();
    JsonNode policy = object(root, "policy");
    JsonNode reward = object(root, "reward_model");
    return new TrainedPolicy(
        new SoftmaxPolicy(
            featurizer,
            model(policy, slots),
            number(policy, "temperature"),
            number(policy, "floor")),
        new RewardModel(
            featurizer, model(reward, slots), number(reward, "low"), number(reward, "high")));
  }

  private static JsonNode parse(byte[] bytes) {
    try {
      return MAPPER.readTree(bytes);
    } catch (IOException e) {
      throw invalid("it is no JSON");
    }
  }

  private static FeatureSettings features(JsonNode json) {
    Set<FeatureSource> sources = EnumSet.noneOf(FeatureSource.class);
    for (JsonNode name : array(json, "sources")) {
      sources.add(source(name.asText()));
    }
    return new FeatureSettings(
        integer(json, "hash_bits"),
        integer(json, "word_ngrams"),
        integer(json, "char_ngram_min"),
        integer(json, "char_ngram_max"),
        integer(json, "numeric_bins"),
        integer(json, "minimum_rows"),
        json.has("length_power")
            ? number(json, "length_power")
            : PolicyArtifact.DEFAULT_LENGTH_POWER,
        sources);
  }

  private static FeatureSource source(String name) {
    for (FeatureSource source : FeatureSource.values()) {
      if (source.name().equals(name)) {
        return source;
      }
    }
    throw invalid("the source of features \"" + name + "\" is not known");
  }

  private static SortedMap<String, Scaling> scales(JsonNode root, String field) {
    SortedMap<String, Scaling> scales = new TreeMap<>();
    object(root, field)
        .properties()
        .forEach(
            entry -> {
              JsonNode json = entry.getValue();
              double deviation = number(json, "deviation");
              if (!(deviation > 0)) {
                throw invalid("the deviation of \"" + entry.getKey() + "\" is not positive");
              }
              scales.put(entry.getKey(), new Scaling(number(json, "mean"), deviation, edges(json)));
            });
    return scales;
  }

  private static double[] edges(JsonNode json) {
    JsonNode array = array(json, "edges");
    double[] edges = new double[array.size()];
    for (int i = 0; i < edges.length; i++) {
      edges[i] = finite(array.get(i), "edges");
    }
    return edges;
  }

  private static LinearModel model(JsonNode json, int slots) {
    JsonNode columns = array(json, "options");
    List<String> names = new ArrayList<>();
    List<int[]> indices = new ArrayList<>();
    List<float[]> values = new ArrayList<>();
    for (int c = 0; c < columns.size(); c++) {
      JsonNode column = columns.get(c);
      addName(names, column, c == columns.size() - 1);
      indices.add(indices(column, slots));
      values.add(values(column, indices.get(c).length));
    }
    if (columns.isEmpty()) {
      throw invalid("its options are missing");
    }
    JsonNode pairs = object(json, "option_features");
    int[] pairIndices = indices(pairs, slots);
    float[] pairValues = values(pairs, pairIndices.length);
    int[] features = union(indices);
    return new LinearModel(
        features,
        names.toArray(String[]::new),
        LinearModel.dense(features, indices, values),
        pairIndices,
        pairValues);
  }

  /** Options have ascending names; the last column, common to all, has none. */
  private static void addName(List<String> names, JsonNode column, boolean last) {
    JsonNode name = column.path("name");
    boolean valid = last ? name.isNull() : name.isTextual();
    if (!valid) {
      throw invalid("the name of an option is " + name);
    }
    if (!last) {
      if (!names.isEmpty() && names.get(names.size() - 1).compareTo(name.asText()) >= 0) {
        throw invalid("its options are not in ascending order");
      }
      names.add(name.asText());
    }
  }

  private static int[] union(List<int[]> columns) {
    TreeSet<Integer> union = new TreeSet<>();
    for (int[] column : columns) {
      for (int index : column) {
        union.add(index);
      }
    }
    return union.stream().mapToInt(Integer::intValue).toArray();
  }

  private static int[] indices(JsonNode json, int slots) {
    JsonNode array = array(json, "indices");
    int[] indices = new int[array.size()];
    for (int i = 0; i < indices.length; i++) {
      JsonNode index = array.get(i);
      int least = i == 0 ? 0 : indices[i - 1] + 1;
      if (!index.isInt() || index.intValue() < least || index.intValue() >= slots) {
        throw invalid("indices are not ascending numbers in [0, " + slots + ")");
      }
      indices[i] = index.intValue();
    }
    return indices;
  }

  private static float[] values(JsonNode json, int expected) {
    JsonNode array = array(json, "values");
    if (array.size() != expected) {
      throw invalid("there are " + expected + " indices and " + array.size() + " values");
    }
    float[] values = new float[expected];
    for (int i = 0; i < expected; i++) {
      finite(array.get(i), "values");
      values[i] = array.get(i).decimalValue().floatValue();
    }
    return values;
  }

  private static JsonNode object(JsonNode json, String field) {
    JsonNode value = json.path(field);
    if (!value.isObject()) {
      throw invalid("its field \"" + field + "\" is no object");
    }
    return value;
  }

  private static JsonNode array(JsonNode json, String field) {
    JsonNode value = json.path(field);
    if (!value.isArray()) {
      throw invalid("its field \"" + field + "\" is no array");
    }
    return value;
  }

  private static int integer(JsonNode json, String field) {
    JsonNode value = json.path(field);
    if (!value.isInt()) {
      throw invalid("its field \"" + field + "\" is no integer");
    }
    return value.intValue();
  }

  private static double number(JsonNode json, String field) {
    return finite(json.path(field), field);
  }

  private static double finite(JsonNode value, String field) {
    double number = value.isNumber() ? value.decimalValue().doubleValue() : Double.NaN;
    if (!Double.isFinite(number)) {
      throw invalid("\"" + field + "\" holds " + value + ", not a finite number");
    }
    return number;
  }

  private static RuntimeException invalid(String why) {
    return Errors.usage(
        "read a policy", why, "Give a policy.json that Tracewise exported, unchanged.");
  }
}
