package dev.tracewise.learn.booster;

import dev.tracewise.learn.policy.SessionFacts;
import dev.tracewise.learn.policy.Tokens;
import dev.tracewise.model.Context;
import dev.tracewise.model.Modality;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * An interaction as dense numbers, always as many and in the same order. NaN is missing.
 *
 * @param widths widths of what is hashed
 * @param numbers names of the context's numbers that are features, in their order
 * @param query names of what the query says of itself, in their order
 * @param embedding whose vectors of input and output are features; null for none
 */
public record InteractionFeatures(
    FeatureWidths widths,
    List<String> numbers,
    List<String> query,
    @Nullable TextEmbedding embedding)
    implements Serializable {
  private static final List<String> PLAIN =
      List.of(
          "input_characters",
          "input_words",
          "input_is_question",
          "output_characters",
          "output_words",
          "output_lines",
          "output_distinct_words",
          "entities",
          "options",
          "confidence",
          "seconds",
          "cost_usd");

  /** Copies the names. */
  public InteractionFeatures {
    numbers = List.copyOf(numbers);
    query = List.copyOf(query);
  }

  /** All features that there are of interactions with these numbers. */
  public static InteractionFeatures of(
      TextFeatures text, FeatureWidths widths, List<String> numbers, TextEmbedding embedding) {
    return new InteractionFeatures(
        text.hashes() ? widths : widths.withoutTexts(),
        numbers,
        QueryIndicators.ALL,
        text.embeds() ? embedding : null);
  }

  /** The names of the features, unique, of letters, digits and underscores. */
  public List<String> names() {
    List<String> names = new ArrayList<>(PLAIN);
    for (Modality modality : Modality.values()) {
      names.add("modality_" + modality.id());
    }
    for (int i = 0; i < numbers.size(); i++) {
      names.add("number_" + i + "_" + numbers.get(i).replaceAll("[^A-Za-z0-9_]", "_"));
    }
    query.forEach(name -> names.add("query_" + name));
    addNumbered("category_slot_", widths.category(), names);
    addNumbered("input_slot_", widths.input(), names);
    addNumbered("output_slot_", widths.output(), names);
    if (embedding != null) {
      addNumbered("input_embedding_", embedding.dimensions(), names);
      addNumbered("output_embedding_", embedding.dimensions(), names);
    }
    return names;
  }

  private static void addNumbered(String prefix, int count, List<String> names) {
    for (int i = 0; i < count; i++) {
      names.add(prefix + i);
    }
  }

  /**
   * The features of an interaction.
   *
   * @param vectors the embedder's vector of a text; not asked where no embedding is a feature
   */
  public double[] of(Interaction interaction, Function<String, float[]> vectors) {
    int first = PLAIN.size() + Modality.values().length;
    int queries = first + numbers.size();
    int categories = queries + query.size();
    int inputs = categories + widths.category();
    int outputs = inputs + widths.input();
    int embedded = outputs + widths.output();
    int dimensions = embedding == null ? 0 : embedding.dimensions();
    double[] features = new double[embedded + 2 * dimensions];
    addPlain(interaction, features);
    int slot = PLAIN.size();
    for (Modality modality : Modality.values()) {
      features[slot++] = modality.id().equals(interaction.modality()) ? 1 : 0;
    }
    Map<String, Double> given = interaction.context().numeric();
    for (int i = 0; i < numbers.size(); i++) {
      features[first + i] = given.getOrDefault(numbers.get(i), Double.NaN);
    }
    double[] said = QueryIndicators.of(interaction.context().text(), query);
    System.arraycopy(said, 0, features, queries, said.length);
    addCategories(interaction, features, categories);
    TextHashing.add(interaction.context().text(), features, inputs, widths.input());
    TextHashing.add(interaction.output(), features, outputs, widths.output());
    if (embedding != null) {
      addVector(interaction.context().text(), vectors, features, embedded);
      addVector(interaction.output(), vectors, features, embedded + dimensions);
    }
    return features;
  }

  private void addVector(
      @Nullable String text, Function<String, float[]> vectors, double[] into, int offset) {
    int dimensions = embedding == null ? 0 : embedding.dimensions();
    if (text == null) {
      Arrays.fill(into, offset, offset + dimensions, Double.NaN);
      return;
    }
    float[] vector = vectors.apply(text);
    for (int i = 0; i < dimensions; i++) {
      into[offset + i] = vector[i];
    }
  }

  private static void addPlain(Interaction interaction, double[] into) {
    Context context = interaction.context();
    String input = context.text();
    String output = interaction.output();
    List<String> answer = output == null ? List.of() : Tokens.of(output);
    double[] plain = {
      input == null ? Double.NaN : input.length(),
      input == null ? Double.NaN : Tokens.of(input).size(),
      input == null ? Double.NaN : input.indexOf('?') >= 0 ? 1 : 0,
      output == null ? Double.NaN : output.length(),
      output == null ? Double.NaN : answer.size(),
      output == null ? Double.NaN : output.lines().filter(line -> !line.isBlank()).count(),
      answer.isEmpty() ? Double.NaN : (double) new HashSet<>(answer).size() / answer.size(),
      context.entities().size(),
      interaction.options(),
      orMissing(interaction.confidence()),
      orMissing(interaction.seconds()),
      orMissing(interaction.costUsd())
    };
    System.arraycopy(plain, 0, into, 0, plain.length);
  }

  private static double orMissing(@Nullable Double value) {
    return value == null ? Double.NaN : value;
  }

  private void addCategories(Interaction interaction, double[] into, int offset) {
    int width = widths.category();
    TextHashing.count("agent=" + interaction.agentId(), into, offset, width);
    TextHashing.count("chosen=" + interaction.chosen(), into, offset, width);
    interaction
        .context()
        .categorical()
        .forEach(
            (name, value) -> {
              if (!name.startsWith(SessionFacts.PREFIX)) {
                TextHashing.count("c:" + name + "=" + value, into, offset, width);
              }
            });
  }
}
