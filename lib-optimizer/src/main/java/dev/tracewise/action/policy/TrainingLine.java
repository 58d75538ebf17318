package dev.tracewise.action.policy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.tracewise.judge.Groups;
import dev.tracewise.learn.data.Bins;
import dev.tracewise.learn.data.TrainingRow;
import dev.tracewise.learn.modality.ModalityExample.Origin;
import dev.tracewise.learn.policy.Choice;
import dev.tracewise.learn.policy.LoggedDecision;
import dev.tracewise.learn.text.QueryShape;
import dev.tracewise.model.Context;
import dev.tracewise.model.Errors;
import dev.tracewise.model.Hashes;
import dev.tracewise.model.Option;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One line of a training set, read back.
 *
 * @param interactionId key of the decision
 * @param group group of the row, see {@link Groups}
 * @param choice what was chosen among what, knowing what
 * @param propensity probability of the choice; null where the log has none
 * @param reward observed reward
 * @param confidence the agent's own confidence; null where none is logged
 * @param origin whether it happened or was made
 * @param targetByOption probabilities of a judged policy, where the line brings them
 */
record TrainingLine(
    String interactionId,
    String group,
    Choice choice,
    @Nullable Double propensity,
    double reward,
    @Nullable Double confidence,
    Origin origin,
    Map<String, Double> targetByOption) {
  /** Column of the probabilities of a judged policy. */
  static final String TARGETS = "targets";

  private static final JsonMapper JSON = new JsonMapper();

  /** The id is the first field of a line: what comes from here on is all the rest. */
  private static final String AFTER_ID = ",\"user_id\":";

  /** Reads a line as {@link TrainingLines} writes it. */
  static TrainingLine parse(String line) {
    JsonNode node = tree(line);
    Context context = context(node.path("context"));
    List<Option> options = options(node.path("options"));
    String interactionId = node.path("interaction_id").textValue();
    return new TrainingLine(
        interactionId,
        Groups.of(
            node.path("user_id").textValue(),
            node.path("session_id").textValue(),
            context.text(),
            interactionId),
        new Choice(context, options, indexOf(options, node.path("chosen").textValue())),
        node.hasNonNull("propensity") ? node.path("propensity").doubleValue() : null,
        node.path("reward").asDouble(Double.NaN),
        node.hasNonNull("confidence") ? node.path("confidence").doubleValue() : null,
        node.path(TrainingLines.ORIGIN).asText("real").equals("real")
            ? Origin.REAL
            : Origin.SYNTHETIC,
        numbers(node.path(TARGETS)));
  }

  /** What a check of the training set has to know of a line. */
  static TrainingRow checked(String text, TrainingLine line, TrainingRow.Part part) {
    String copy = Hashes.sha256(text.substring(Math.max(0, text.indexOf(AFTER_ID))));
    String said = line.choice.context().text();
    Map<String, String> bins = new HashMap<>();
    bins.put("reward", Bins.ofNumber(line.reward));
    bins.put("chosen", line.choice.options().get(line.choice.chosen()).name());
    if (line.confidence != null) {
      bins.put("confidence", Bins.ofNumber(line.confidence));
    }
    return new TrainingRow(
        copy,
        copy,
        line.group,
        null,
        said == null ? 0 : QueryShape.of(said).length(),
        bins,
        part,
        line.origin);
  }

  /** Whether the line brings the probabilities of a judged policy. */
  boolean hasTarget() {
    return !targetByOption.isEmpty();
  }

  /** The probabilities of the judged policy in the order of the options; 0 where it names none. */
  double[] targets() {
    return choice.options().stream()
        .mapToDouble(option -> targetByOption.getOrDefault(option.name(), 0.0))
        .toArray();
  }

  /** The logged propensity of a line that was kept because it has one. */
  double loggedPropensity() {
    return Objects.requireNonNull(propensity);
  }

  /** The line as a decision to learn from or judge on. */
  LoggedDecision decision() {
    return decision(loggedPropensity());
  }

  /** The same with a propensity from elsewhere. */
  LoggedDecision decision(double givenPropensity) {
    return new LoggedDecision(
        interactionId,
        group,
        choice.context(),
        choice.options(),
        choice.chosen(),
        givenPropensity,
        reward);
  }

  private static JsonNode tree(String line) {
    try {
      return JSON.readTree(line);
    } catch (JsonProcessingException e) {
      throw Errors.failed(
          "read a training set", "a line is no JSON", "Was the file changed? Make it again.", e);
    }
  }

  private static int indexOf(List<Option> options, String name) {
    for (int i = 0; i < options.size(); i++) {
      if (options.get(i).name().equals(name)) {
        return i;
      }
    }
    return -1;
  }

  private static List<Option> options(JsonNode array) {
    List<Option> options = new ArrayList<>();
    for (JsonNode option : array) {
      options.add(new Option(option.path("name").textValue(), numbers(option.path("features"))));
    }
    return options;
  }

  private static Context context(JsonNode node) {
    List<Context.Entity> entities = new ArrayList<>();
    for (JsonNode entity : node.path("entities")) {
      entities.add(
          new Context.Entity(entity.path("text").asText(), entity.path("type").textValue()));
    }
    List<Map<String, String>> relationships = new ArrayList<>();
    for (JsonNode relationship : node.path("relationships")) {
      relationships.add(texts(relationship));
    }
    return new Context(
        node.path("text").textValue(),
        node.path("enhanced_text").textValue(),
        numbers(node.path("numeric")),
        texts(node.path("categorical")),
        entities,
        relationships);
  }

  /** A number that is null, not a number or infinite is one that is not known. */
  private static Map<String, Double> numbers(JsonNode object) {
    Map<String, Double> numbers = new LinkedHashMap<>();
    object
        .properties()
        .forEach(
            entry -> {
              double value = entry.getValue().asDouble(Double.NaN);
              if (Double.isFinite(value)) {
                numbers.put(entry.getKey(), value);
              }
            });
    return numbers;
  }

  private static Map<String, String> texts(JsonNode object) {
    Map<String, String> texts = new LinkedHashMap<>();
    object.properties().forEach(entry -> texts.put(entry.getKey(), entry.getValue().asText()));
    return texts;
  }
}
