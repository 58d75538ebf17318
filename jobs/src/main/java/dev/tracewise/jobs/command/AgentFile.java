package dev.tracewise.jobs.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tracewise.jobs.output.Json;
import dev.tracewise.model.Errors;
import dev.tracewise.model.Modality;
import dev.tracewise.settings.ActivationSettings;
import dev.tracewise.table.AgentsTable.Agent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The JSON file that says what an agent is; all problems are reported at once. */
final class AgentFile {
  private static final Set<String> KEYS =
      Set.of(
          "options",
          "modality",
          "program",
          "metric",
          "optimizer",
          "objective",
          "budgets",
          "activation_policy",
          "settings");

  private final Path file;
  private final ActivationSettings activation;
  private final List<String> problems = new ArrayList<>();

  AgentFile(Path file, ActivationSettings activation) {
    this.file = file;
    this.activation = activation;
  }

  Agent read(String tenant, String agentId, Instant now) {
    ObjectNode json = object();
    new TreeSet<>(json.properties().stream().map(e -> e.getKey().replace('-', '_')).toList())
        .stream()
            .filter(key -> !KEYS.contains(key))
            .forEach(key -> problems.add("unknown key " + key));
    Agent agent =
        new Agent(
            tenant,
            agentId,
            options(json),
            modality(json),
            embedded(json, "program"),
            text(json, "metric"),
            text(json, "optimizer"),
            embedded(json, "objective"),
            embedded(json, "budgets"),
            policy(json),
            "agents set",
            json.has("settings") ? json.get("settings").toString() : "{}",
            now);
    if (!problems.isEmpty()) {
      throw wrong(String.join("; ", problems));
    }
    return agent;
  }

  private ObjectNode object() {
    try {
      if (Json.parse(Files.readString(file)) instanceof ObjectNode object) {
        return object;
      }
    } catch (IOException e) {
      throw wrong("the file cannot be read");
    }
    throw wrong("it is not one JSON object");
  }

  private List<String> options(JsonNode json) {
    Set<String> names = new LinkedHashSet<>();
    for (JsonNode option : json.path("options")) {
      JsonNode name = option.isObject() ? option.path("name") : option;
      if (!name.isTextual() || name.asText().isBlank()) {
        problems.add("an option without a name");
      } else if (!names.add(name.asText())) {
        problems.add("option " + name.asText() + " comes twice");
      }
    }
    if (!json.path("options").isMissingNode() && !json.path("options").isArray()) {
      problems.add("options must be a list");
    }
    return List.copyOf(names);
  }

  private @Nullable String modality(JsonNode json) {
    String name = text(json, "modality");
    if (name != null && Modality.of(name).isEmpty()) {
      problems.add("modality must be one of text, image, audio, video, document, mixed");
    }
    return name == null ? null : name.toLowerCase(Locale.ROOT);
  }

  private String policy(JsonNode json) {
    JsonNode given = json.path("activation_policy");
    String policy =
        given.isMissingNode()
            ? activation.policy().name().toLowerCase(Locale.ROOT)
            : given.asText();
    if (!policy.equals("manual") && !policy.equals("gate")) {
      problems.add("activation_policy must be manual or gate");
    }
    return policy;
  }

  private @Nullable String text(JsonNode json, String key) {
    JsonNode value = json.path(key);
    if (value.isMissingNode() || value.isNull()) {
      return null;
    }
    if (!value.isTextual()) {
      problems.add(key + " must be text");
    }
    return value.asText();
  }

  private static @Nullable String embedded(JsonNode json, String key) {
    JsonNode value = json.path(key);
    return value.isMissingNode() || value.isNull() ? null : value.toString();
  }

  private RuntimeException wrong(String why) {
    return Errors.usage(
        "read the agent in " + file, why, "See \"tracewise agents set --help\" for the keys.");
  }
}
