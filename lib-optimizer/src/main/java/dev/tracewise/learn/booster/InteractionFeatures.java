package dev.tracewise.learn.booster;

import dev.tracewise.learn.policy.Tokens;
import dev.tracewise.model.Context;
import dev.tracewise.model.Modality;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An interaction as dense numbers, always as many and in the same order. NaN is missing.
 *
 * @param widths widths of what is hashed
 * @param numbers names of the context's numbers that are features, in their order
 */
public record InteractionFeatures(FeatureWidths widths, List<String> numbers)
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
    addSlots("category", widths.category(), names);
    addSlots("input", widths.input(), names);
    addSlots("output", widths.output(), names);
    return names;
  }

  private static void addSlots(String source, int width, List<String> names) {
    for (int slot = 0; slot < width; slot++) {
      names.add(source + "_slot_" + slot);
    }
  }

  /** The features of an interaction. */
  public double[] of(Interaction interaction) {
    int first = PLAIN.size() + Modality.values().length;
    int categories = first + numbers.size();
    int inputs = categories + widths.category();
    int outputs = inputs + widths.input();
    double[] features = new double[outputs + widths.output()];
    addPlain(interaction, features);
    int slot = PLAIN.size();
    for (Modality modality : Modality.values()) {
      features[slot++] = modality.id().equals(interaction.modality()) ? 1 : 0;
    }
    Map<String, Double> given = interaction.context().numeric();
    for (int i = 0; i < numbers.size(); i++) {
      features[first + i] = given.getOrDefault(numbers.get(i), Double.NaN);
    }
    addCategories(interaction, features, categories);
    TextHashing.add(interaction.context().text(), features, inputs, widths.input());
    TextHashing.add(interaction.output(), features, outputs, widths.output());
    return features;
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
            (name, value) -> TextHashing.count("c:" + name + "=" + value, into, offset, width));
  }
}
