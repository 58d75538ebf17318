package dev.tracewise.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tracewise.jobs.output.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A cycle tunes the routers that are due, and takes live what passed the gate. */
class CycleTuningIT {
  private static final Shell SHELL = new Shell();

  @TempDir private static Path folder;

  /** Its model leans to the side that pays; at temperature 0 it would always go there. */
  @Test
  void aRouterIsTunedWhenEnoughRoutesHaveAKnownTruth() throws IOException {
    Path agent =
        Files.writeString(
            folder.resolve("desk.json"),
            "{\"optimizer\":\"router\",\"activation_policy\":\"gate\"}");
    run("agents", "set", "desk", agent.toString());
    SplittableRandom random = new SplittableRandom(7);
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < 800; i++) {
      boolean left = random.nextBoolean();
      double model = left ? 0.6 : 0.4;
      boolean chosen = random.nextDouble() < model;
      boolean pays = random.nextDouble() < (chosen == left ? 0.8 : 0.2);
      ObjectNode line = (ObjectNode) Json.parse("{}");
      line.put("interaction_id", "d" + i).put("time", "2026-10-20T12:00:00Z");
      line.put("agent_id", "desk").put("user_id", "u" + i / 4);
      line.put("chosen", chosen ? "left" : "right").put("reward", pays ? 1.0 : 0.0);
      line.putObject("probabilities").put("left", model).put("right", 1 - model);
      line.putArray("options").add("left").add("right");
      ObjectNode outcomes = line.putObject("outcomes_by_option");
      outcomes.putObject("left").put("reward", left ? 0.8 : 0.2);
      outcomes.putObject("right").put("reward", left ? 0.2 : 0.8);
      lines.add(line.toString());
    }
    Files.write(folder.resolve("desk.jsonl"), lines);
    run("ingest", folder.resolve("desk.jsonl").toString());
    String[] cycle = {
      "cycle", "--run-id", "tuesday", "--set", "tracewise.decide.min-real-rows=100000"
    };

    JsonNode tuned = run(cycle);

    List<String> statuses = new ArrayList<>();
    tuned
        .path("steps")
        .forEach(
            step -> statuses.add(step.path("step").asText() + " " + step.path("status").asText()));
    assertThat(statuses)
        .containsExactly(
            "rewards done",
            "annotate done",
            "coordinate done",
            "decide done",
            "tune candidate",
            "activate done",
            "watch done");
    assertThat(tuned.path("tuned").asLong()).isEqualTo(1);
    assertThat(tuned.at("/steps/4/result/due").asText())
        .isEqualTo("800 routes with a known truth, never tuned");
    assertThat(tuned.at("/steps/4/result/quality_after/accuracy/estimate").asDouble()).isOne();
    assertThat(run(cycle)).isEqualTo(tuned);
  }

  private static JsonNode run(String... args) {
    List<String> all = new ArrayList<>(Arrays.asList(args));
    all.addAll(List.of("--warehouse", folder.resolve("w").toString(), "--json"));
    assertThat(SHELL.run(all.toArray(String[]::new)).exitCode()).as(SHELL.err()).isZero();
    return SHELL.json();
  }
}
