package dev.tracewise.learn.policy;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import dev.tracewise.model.Errors;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Map;
import java.util.SortedMap;

/**
 * The stored form of a policy, {@code policy.json}: feature settings, scales of numbers, and the
 * sparse weights of policy and reward model, each as indices and values. Numbers are written as the
 * shortest text that reads back to the same bits; the same policy gives the same bytes.
 */
public final class PolicyArtifact {
  static final String FORMAT = "tracewise-policy";
  static final int FORMAT_VERSION = 1;

  /** What policies have that do not say: the first ones had no other. */
  static final double DEFAULT_LENGTH_POWER = 1;

  private static final JsonFactory JSON =
      JsonFactory.builder().enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER).build();

  private PolicyArtifact() {}

  /** Writes a policy with its reward model. */
  public static byte[] write(TrainedPolicy trained) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonGenerator json = JSON.createGenerator(bytes)) {
      writeTo(json, trained);
    } catch (IOException e) {
      throw Errors.failed("write a policy", "it cannot be turned into JSON", "Report this.", e);
    }
    return bytes.toByteArray();
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @throws dev.tracewise.model.TracewiseException naming the field at fault, if it is anything
   *     else
   */
  public static TrainedPolicy read(byte[] bytes) {
    return PolicyArtifactReader.read(bytes);
  }

  private static void writeTo(JsonGenerator json, TrainedPolicy trained) throws IOException {
    SoftmaxPolicy policy = trained.policy();
    RewardModel rewardModel = trained.rewardModel();
    json.writeStartObject();
    json.writeStringField("format", FORMAT);
    json.writeNumberField("format_version", FORMAT_VERSION);
    writeFeatures(json, policy.featurizer().settings());
    writeScales(json, "numeric", policy.featurizer().numeric());
    writeScales(json, "option_numeric", policy.featurizer().optionNumeric());
    json.writeObjectFieldStart("policy");
    json.writeNumberField("temperature", policy.temperature());
    json.writeNumberField("floor", policy.floor());
    writeModel(json, policy.model());
    json.writeEndObject();
    json.writeObjectFieldStart("reward_model");
    json.writeNumberField("low", rewardModel.low());
    json.writeNumberField("high", rewardModel.high());
    writeModel(json, rewardModel.model());
    json.writeEndObject();
    json.writeEndObject();
  }

  private static void writeFeatures(JsonGenerator json, FeatureSettings settings)
      throws IOException {
    json.writeObjectFieldStart("features");
    json.writeNumberField("hash_bits", settings.hashBits());
    json.writeNumberField("word_ngrams", settings.wordNgrams());
    json.writeNumberField("char_ngram_min", settings.charNgramMin());
    json.writeNumberField("char_ngram_max", settings.charNgramMax());
    json.writeNumberField("numeric_bins", settings.numericBins());
    json.writeNumberField("minimum_rows", settings.minimumRows());
    if (settings.lengthPower() != DEFAULT_LENGTH_POWER) {
      json.writeNumberField("length_power", settings.lengthPower());
    }
    json.writeArrayFieldStart("sources");
    for (FeatureSource source : settings.sources()) {
      json.writeString(source.name());
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void writeScales(
      JsonGenerator json, String field, SortedMap<String, Scaling> scales) throws IOException {
    json.writeObjectFieldStart(field);
    for (Map.Entry<String, Scaling> entry : scales.entrySet()) {
      json.writeObjectFieldStart(entry.getKey());
      json.writeNumberField("mean", entry.getValue().mean());
      json.writeNumberField("deviation", entry.getValue().deviation());
      json.writeFieldName("edges");
      json.writeArray(entry.getValue().edges(), 0, entry.getValue().edges().length);
      json.writeEndObject();
    }
    json.writeEndObject();
  }

  private static void writeModel(JsonGenerator json, LinearModel model) throws IOException {
    json.writeArrayFieldStart("options");
    for (int c = 0; c < model.columns(); c++) {
      json.writeStartObject();
      if (c < model.options().length) {
        json.writeStringField("name", model.options()[c]);
      } else {
        json.writeNullField("name");
      }
      writeColumn(json, model, c);
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeObjectFieldStart("option_features");
    json.writeFieldName("indices");
    json.writeArray(model.pairFeatures(), 0, model.pairFeatures().length);
    json.writeArrayFieldStart("values");
    for (float weight : model.pairWeights()) {
      json.writeNumber(weight);
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void writeColumn(JsonGenerator json, LinearModel model, int column)
      throws IOException {
    json.writeArrayFieldStart("indices");
    for (int f = 0; f < model.features().length; f++) {
      if (model.weight(f, column) != 0) {
        json.writeNumber(model.features()[f]);
      }
    }
    json.writeEndArray();
    json.writeArrayFieldStart("values");
    for (int f = 0; f < model.features().length; f++) {
      if (model.weight(f, column) != 0) {
        json.writeNumber(model.weight(f, column));
      }
    }
    json.writeEndArray();
  }
}
