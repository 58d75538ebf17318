package dev.tracewise.source;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tracewise.model.Option;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Map.Entry;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads what could be chosen and with which probability. */
final class OptionFields {
  /** How far logged probabilities may miss a sum of one, and each other. */
  static final double TOLERANCE = 1e-3;

  private static final Set<String> KNOWN = Set.of("name", "features");

  private OptionFields() {}

  /** The options by name, in their order; what is not known of them goes to {@code extras}. */
  static Map<String, Option> read(Fields record, Map<String, String> extras) throws InvalidRecord {
    record.required("options");
    Map<String, Option> options = new LinkedHashMap<>();
    int index = 0;
    for (JsonNode element : record.elements("options")) {
      String path = record.path("options") + "." + index++;
      Option option = option(element, path, extras);
      if (options.put(option.name(), option) != null) {
        throw new InvalidRecord(
            "duplicate_option", path, "The option " + option.name() + " is there twice.");
      }
    }
    if (options.isEmpty()) {
      throw new InvalidRecord("missing_field", record.path("options"), "There are no options.");
    }
    return options;
  }

  private static Option option(JsonNode element, String path, Map<String, String> extras)
      throws InvalidRecord {
    if (element.isObject()) {
      Fields fields = Fields.at(element, path);
      fields.addUnknown(KNOWN, extras);
      return new Option(fields.requiredText("name"), fields.numbers("features"));
    }
    String name = Fields.textOf(element, path);
    if (name.isEmpty()) {
      throw Fields.missing(path);
    }
    return Option.named(name);
  }

  /** The name of the chosen option. */
  static String chosen(Fields record, Set<String> options) throws InvalidRecord {
    String chosen = record.requiredText("chosen");
    if (!options.contains(chosen)) {
      throw new InvalidRecord(
          "chosen_not_in_options",
          "chosen",
          "The chosen option " + chosen + " is not one of the options.");
    }
    return chosen;
  }

  /** The probability of each option; empty where none is logged. */
  static Map<String, Double> probabilities(Fields record, Set<String> options)
      throws InvalidRecord {
    Map<String, Double> probabilities = record.numbers("probabilities");
    if (probabilities.isEmpty()) {
      return probabilities;
    }
    double sum = 0;
    for (Entry<String, Double> entry : probabilities.entrySet()) {
      if (entry.getValue() < 0 || entry.getValue() > 1 + TOLERANCE) {
        throw Fields.outOfRange("probabilities." + entry.getKey(), entry.getValue(), 0, 1);
      }
      sum += entry.getValue();
    }
    if (!probabilities.keySet().equals(options)) {
      throw inconsistent("probabilities", "The probabilities are not those of the options.");
    }
    if (Math.abs(sum - 1) > TOLERANCE) {
      throw inconsistent("probabilities", "The probabilities sum to " + sum + ", not to 1.");
    }
    return probabilities;
  }

  /** The probability of the chosen option: as logged, else out of the probabilities, else null. */
  static @Nullable Double propensity(
      Fields record, String chosen, Map<String, Double> probabilities) throws InvalidRecord {
    Double logged = record.number("propensity");
    Double listed = probabilities.get(chosen);
    Double propensity = logged != null ? logged : listed == null ? null : Math.min(1, listed);
    if (propensity != null && !(propensity > 0 && propensity <= 1)) {
      String path = logged != null ? "propensity" : "probabilities." + chosen;
      String detail = "The chosen option has probability " + propensity + ", not within (0, 1].";
      throw new InvalidRecord("out_of_range", path, detail);
    }
    if (logged != null && listed != null && Math.abs(logged - listed) > TOLERANCE) {
      String detail = "The propensity is " + logged + ", but the probabilities say " + listed + ".";
      throw inconsistent("propensity", detail);
    }
    return propensity;
  }

  private static InvalidRecord inconsistent(String path, String detail) {
    return new InvalidRecord("inconsistent", path, detail);
  }
}
