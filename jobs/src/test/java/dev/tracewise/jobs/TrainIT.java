package dev.tracewise.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tracewise.jobs.output.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainIT {
  private static final Shell SHELL = new Shell();

  @TempDir static Path folder;

  @Test
  void withoutJudgedInteractionsTheAnswerIsWhatIsMissing() {
    assertThat(run("train", "reward-model", "--json", "--tenant", "nobody")).isEqualTo(3);
    assertThat(SHELL.json().path("status").asText()).isEqualTo("insufficient_data");
    assertThat(SHELL.json().path("version").isNull()).isTrue();
    assertThat(SHELL.json().path("reason").asText()).isEqualTo("there are no judged interactions");
    assertThat(run("train", "Training_Decision", "--agent", "a", "--tenant", "nobody"))
        .isEqualTo(3);
    assertThat(SHELL.out())
        .contains("training_decision: not enough data", "the stated rule decides");
    assertThat(run("train", "reward-model", "--dry-run", "--modality", "text")).isZero();
    assertThat(SHELL.out()).contains("Would train the reward_model for text.");
  }

  @Test
  void withoutAVersionTheRuleSaysWhatToFuse() throws IOException {
    Path input = folder.resolve("queries.jsonl");
    Files.writeString(
        input,
        "{\"interaction_id\":\"q\",\"query\":\"clips or notes\","
            + "\"modalities\":{\"video\":0.7,\"document\":0.7}}\n{\"interaction_id\":\"r\"}\n");
    Path output = folder.resolve("fusions.jsonl");
    List<String> apply =
        List.of("apply", "--input", input.toString(), "--output", output.toString());
    assertThat(run(apply, "--kind", "fusion-benefit", "--dry-run")).isZero();
    assertThat(SHELL.out()).contains("1 of 1 queries", "by the stated rule", "1 lines could not");
    assertThat(output).doesNotExist();
    assertThat(run(apply, "--kind", "fusion_benefit", "--json")).isZero();
    assertThat(SHELL.json().path("fused").asInt()).isEqualTo(1);
    assertThat(SHELL.json().path("rule").asText()).isEqualTo("rule");
    assertThat(Json.parse(Files.readString(output)).path("decided_by").asText()).isEqualTo("rule");
    assertThat(run(apply, "--kind", "fusion_benefit", "--log")).isEqualTo(2);
    assertThat(run(apply, "--kind", "reward_model")).isEqualTo(2);
    assertThat(SHELL.err()).contains("no agent is named", "Name one with --agent.");
    assertThat(run(apply, "--kind", "bandit")).isEqualTo(2);
    assertThat(SHELL.err())
        .contains("Kinds that can: routing_policy, reward_model, fusion_benefit.");
  }

  @Test
  void whatIsNoPredictorIsUsage() {
    assertThat(run("train", "policy")).isEqualTo(2);
    assertThat(SHELL.err())
        .contains("Predictors: reward-model, training-decision, training-strategy, fusion-benefit");
    assertThat(run("train", "reward-model", "--modality", "smell")).isEqualTo(2);
    assertThat(SHELL.err()).contains("there is no such modality");
    assertThat(run("train", "reward-model", "--set", "train.reward-model.trees.learning-rate=0"))
        .isEqualTo(2);
    assertThat(SHELL.err()).contains("learning-rate is 0.0, which is out of range");
  }

  @Test
  void waysOfDecidingAreComparedInSimulatedWorlds() {
    assertThat(run("bench", "decide", "--weeks", "3", "--seeds", "2", "--json")).isZero();
    assertThat(SHELL.json().path("ways").findValuesAsText("way"))
        .containsExactly("always", "never", "weekly", "monthly", "rules", "learned");
    assertThat(SHELL.json().at("/ways/0/runs").asDouble()).isEqualTo(4 * 21);
    assertThat(SHELL.json().path("cost_per_run").asDouble()).isEqualTo(0.28);
    assertThat(run("bench", "decide", "--weeks", "3", "--seeds", "2")).isZero();
    assertThat(SHELL.out()).contains("learned brings more", "3 weeks of 4 modalities");
    assertThat(run("bench", "decide", "--seeds", "1")).isEqualTo(2);
  }

  /** Thumbs on real haikus: text tells a little, as long as it is judged on thumbs not seen. */
  @Test
  void realThumbsArePredictedALittleBetterThanByChance() throws IOException {
    Path haikus = shared("haiku_feedback").resolve("inferences_with_feedback.jsonl");
    assertThat(run("ingest", haikus.toString())).isZero();
    assertThat(run("rewards")).isZero();
    Path result = folder.resolve("trained.json");
    assertThat(
            run("train", "reward-model", "--agent", "write_haiku", "--result", result.toString()))
        .isZero();
    assertThat(SHELL.out())
        .contains("reward_model for text: version 1, a candidate, from 500 rows")
        .contains("auc", "Most important: ")
        .containsAnyOf("Passed: ", "Refused: ");

    JsonNode trained = Json.parse(Files.readString(result));
    assertThat(trained.path("version").asInt()).isEqualTo(1);
    assertThat(trained.at("/versions/0/rows").asInt()).isEqualTo(500);
    assertThat(trained.at("/versions/0/scope").asText())
        .isEqualTo("agent/write_haiku/modality/text");
    JsonNode auc = trained.at("/metrics/auc");
    assertThat(auc.path("estimate").asDouble()).isBetween(0.53, 0.72);
    assertThat(auc.path("low").asDouble()).isLessThan(auc.path("estimate").asDouble());
    assertThat(trained.at("/metrics/log_loss/estimate").asDouble()).isBetween(0.40, 0.47);
    assertThat(trained.at("/evidence/baseline/name").asText()).isEqualTo("base_rate");

    Path input = folder.resolve("haiku.jsonl");
    Files.writeString(
        input,
        "{\"interaction_id\":\"h\",\"agent_id\":\"write_haiku\",\"options\":[\"write_haiku\"],"
            + "\"chosen\":\"write_haiku\",\"output\":\"Leaves fall in silence\"}\n");
    Path output = folder.resolve("rewards.jsonl");
    List<String> apply =
        List.of(
            "apply",
            "--kind",
            "reward-model",
            "--agent",
            "write_haiku",
            "--input",
            input.toString(),
            "--output",
            output.toString());
    assertThat(run(apply, "--version", "1")).isZero();
    assertThat(SHELL.out()).contains("1 rewards predicted, each by version 1");
    assertThat(Json.parse(Files.readString(output)).path("reward").asDouble()).isBetween(0.02, 0.6);
    assertThat(run(apply, "--json")).isZero();
    assertThat(SHELL.json().path("rule").asText()).isEqualTo("baseline");
    assertThat(Json.parse(Files.readString(output)).path("reward").asDouble()).isEqualTo(0.168);
  }

  private int run(List<String> words, String... more) {
    String[] all = Arrays.copyOf(words.toArray(new String[0]), words.size() + more.length);
    System.arraycopy(more, 0, all, words.size(), more.length);
    return run(all);
  }

  private int run(String... args) {
    String[] all = Arrays.copyOf(args, args.length + 2);
    all[args.length] = "--warehouse";
    all[args.length + 1] = folder.resolve("w").toString();
    return SHELL.run(all).exitCode();
  }

  private static Path shared(String data) {
    String configured = System.getProperty("tracewise.shared");
    Path path = Path.of(configured == null ? "../../shared" : configured, "data", data);
    Assumptions.assumeTrue(Files.exists(path), "missing: " + path);
    return path;
  }
}
