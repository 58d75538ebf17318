package dev.tracewise.jobs.demo;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tracewise.model.Errors;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What {@code apply} decided.
 *
 * @param options option drawn, by interaction
 * @param probabilities probabilities of the options, by interaction
 */
record Served(Map<String, String> options, Map<String, Map<String, Double>> probabilities) {
  static Served read(Path file) {
    Map<String, String> options = new HashMap<>();
    Map<String, Map<String, Double>> probabilities = new HashMap<>();
    for (JsonNode line : JsonLines.read(file)) {
      String id = line.path("interaction_id").asText();
      options.put(id, line.path("option").asText());
      Map<String, Double> row = new LinkedHashMap<>();
      line.path("probabilities")
          .properties()
          .forEach(e -> row.put(e.getKey(), e.getValue().asDouble()));
      probabilities.put(id, row);
    }
    return new Served(options, probabilities);
  }

  String option(String interactionId) {
    String option = options.get(interactionId);
    if (option == null) {
      throw Errors.usage(
          "play the second round",
          "interaction " + interactionId + " was not decided",
          "Apply the version to every context of the file.");
    }
    return option;
  }
}
