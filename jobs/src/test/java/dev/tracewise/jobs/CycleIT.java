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
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a scheduler runs, from the first log to a version that is taken back. */
class CycleIT {
  private static final Shell SHELL = new Shell();

  @TempDir private static Path folder;

  @Test
  void aVersionGoesLiveOnEvidenceAndIsTakenBackWhenItEarnsLess() throws IOException {
    Path agent = Files.writeString(folder.resolve("a.json"), "{\"activation_policy\":\"gate\"}");
    run("agents", "set", "router", agent.toString());
    write("log.jsonl", 1200, "2026-10-20T12:00:00Z", null);
    run("ingest", folder.resolve("log.jsonl").toString());

    JsonNode rehearsed = run("cycle", "--dry-run", "--agent", "nobody");
    assertThat(statuses(rehearsed))
        .containsExactly(
            "rewards would_write",
            "annotate would_write",
            "coordinate would_write",
            "decide would_write",
            "watch would_write");

    JsonNode first = run("cycle", "--run-id", "monday");
    assertThat(statuses(first))
        .containsExactly(
            "rewards done",
            "annotate done",
            "coordinate done",
            "decide done",
            "optimize candidate",
            "activate done",
            "watch done");
    assertThat(first.path("activated").asLong()).isEqualTo(1);
    assertThat(first.at("/steps/6/result/watched/0/verdict").asText()).isEqualTo("unknown");
    assertThat(run("cycle", "--run-id", "monday")).isEqualTo(first);

    assertThatOnlyThePastIsReplayed();
    assertThatANewcomerMayBorrow();
    assertThatATunableWithoutEffectIsSaid();

    write("served.jsonl", 400, "2026-11-01T12:00:00Z", 1L);
    run("ingest", folder.resolve("served.jsonl").toString());
    assertThat(SHELL.run(with("cycle")).exitCode()).isZero();
    assertThat(SHELL.out())
        .contains("1 live, 1 taken back", "insufficient_data", "tracewise status");
    assertThat(run("versions", "list").at("/versions/0/status").asText()).isEqualTo("retired");

    Path page = folder.resolve("page/report.html");
    assertThat(SHELL.run(with("report", "--out", page.toString())).exitCode()).isZero();
    assertThat(SHELL.out()).contains(page.toString());
    assertThat(page)
        .content()
        .contains("Reward of router, mixed", "router, version 1", "less than its evidence says")
        .contains("Decisions and what came of them", "<svg");
    assertThat(SHELL.run(with("report", "--days", "0")).exitCode()).isEqualTo(2);
    assertThatAStepThatFailsStopsNoOther();
  }

  /** A file that cannot be read is an error of Spark's, which is no RuntimeException. */
  private static void assertThatAStepThatFailsStopsNoOther() throws IOException {
    write("more.jsonl", 10, "2026-11-01T12:00:00Z", null);
    run("ingest", folder.resolve("more.jsonl").toString());
    try (Stream<Path> files = Files.walk(folder.resolve("w/decisions"))) {
      for (Path file : files.filter(each -> each.toString().endsWith(".parquet")).toList()) {
        Files.writeString(file, "no parquet");
      }
    }
    assertThat(SHELL.run(with("cycle", "--agent", "nobody", "--json")).exitCode()).isEqualTo(1);
    assertThat(statuses(SHELL.json())).contains("rewards failed", "decide done", "watch done");
    assertThat(SHELL.json().at("/steps/0/result/error").asText()).startsWith("Cannot ");
  }

  private static void assertThatOnlyThePastIsReplayed() {
    JsonNode rehearsed = run("cycle", "--dry-run", "--agent", "nobody", "--as-of", "2026-10-25");
    assertThat(statuses(rehearsed)).containsExactly("rewards would_write", "decide would_write");
    String[] optimize = {"optimize", "policy", "--agent", "router", "--dry-run", "--as-of"};
    assertThat(run(and(optimize, "2026-10-20")).at("/population/experiences").asInt()).isZero();
    assertThat(run(and(optimize, "2026-10-21")).at("/population/experiences").asInt())
        .isEqualTo(1200);
    assertThat(SHELL.run(with("cycle", "--as-of", "2026-10-25")).exitCode()).isEqualTo(2);
    assertThat(SHELL.err()).contains("Cannot go back to 2026-10-25T00:00:00Z: tenant \"default\"");
  }

  private static void assertThatANewcomerMayBorrow() throws IOException {
    Path asked =
        Files.writeString(
            folder.resolve("asked.jsonl"),
            "{\"interaction_id\":\"i\",\"agent_id\":\"router\",\"context\":{\"text\":\"go left\"},"
                + "\"options\":[\"left\",\"right\"]}\n");
    String[] apply = {
      "apply",
      "--agent",
      "router",
      "--input",
      asked.toString(),
      "--output",
      folder.resolve("out.jsonl").toString(),
      "--tenant",
      "newcomer"
    };
    String[] borrowing = and(apply, "--log", "--set", "tracewise.apply.shared-tenant=default");
    JsonNode borrowed = run(borrowing);
    assertThat(borrowed.path("rule").asText()).isEqualTo("shared");
    assertThat(borrowed.at("/versions/0").asText()).isEqualTo("default:router/routing_policy@1");
    assertThat(borrowed.path("version").isNull()).isTrue();
    assertThat(folder.resolve("out.jsonl")).content().contains("\"shared_tenant\":\"default\"");
    assertThat(run("versions", "list", "--tenant", "newcomer").path("versions")).isEmpty();
    JsonNode fallback = run(and(apply, "--fallback", "keywords", "--explore", "schedule"));
    assertThat(fallback.path("rule").asText()).isEqualTo("baseline");
    assertThat(folder.resolve("out.jsonl"))
        .content()
        .contains("\"probability\":0.95", "no keyword rule is about the options offered");
    assertThat(SHELL.run(and(with(apply), "--explore", "much")).exitCode()).isEqualTo(2);
    assertThat(SHELL.err()).contains("Give a share from 0 to below 1, or schedule.");
  }

  private static void assertThatATunableWithoutEffectIsSaid() throws IOException {
    JsonNode planned = run("optimize", "router", "--agent", "router", "--dry-run");
    assertThat(planned.path("candidates").asInt()).isEqualTo(50);
    String[] tune = {"optimize", "router", "--agent", "router", "--tunable", "temperature"};
    assertThat(SHELL.run(and(with(tune), "--router", "nowhere.json")).exitCode()).isEqualTo(2);
    assertThat(SHELL.err()).contains("Cannot read the router nowhere.json");
    Path router =
        Files.writeString(
            folder.resolve("router.json"),
            "{\"keywords\":[{\"option\":\"left\",\"words\":[\"right\"]},{\"option\":\"right\"}]}");
    assertThat(SHELL.run(and(with(tune), "--router", router.toString())).exitCode()).isEqualTo(3);
    assertThat(SHELL.out())
        .contains("temperature: none of 5 others changes anything: as it is stays")
        .contains("baseline version:1", "Refused: ");
  }

  /** The right choice pays with 0.8, the wrong one with 0.2; what a version served never pays. */
  private static void write(String name, int decisions, String time, Long served)
      throws IOException {
    SplittableRandom random = new SplittableRandom(7);
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < decisions; i++) {
      String side = random.nextBoolean() ? "left" : "right";
      String chosen = random.nextBoolean() ? "left" : "right";
      boolean pays = random.nextDouble() < (side.equals(chosen) ? 0.8 : 0.2);
      ObjectNode line = (ObjectNode) Json.parse("{}");
      line.put("interaction_id", name + i).put("time", time).put("agent_id", "router");
      line.put("user_id", "u" + i / 4).put("chosen", chosen).put("propensity", 0.5);
      line.put("reward", pays && served == null ? 1.0 : 0.0);
      line.putObject("context").put("text", "please go " + side);
      line.putArray("options").add("left").add("right");
      if (served != null) {
        line.put("served_kind", "routing_policy").put("served_version", served);
      }
      lines.add(line.toString());
    }
    Files.write(folder.resolve(name), lines);
  }

  private static List<String> statuses(JsonNode cycle) {
    List<String> statuses = new ArrayList<>();
    cycle
        .path("steps")
        .forEach(
            step -> statuses.add(step.path("step").asText() + " " + step.path("status").asText()));
    return statuses;
  }

  private static JsonNode run(String... args) {
    assertThat(SHELL.run(and(with(args), "--json")).exitCode()).as(SHELL.err()).isZero();
    return SHELL.json();
  }

  private static String[] with(String... args) {
    return and(
        args,
        "--warehouse",
        folder.resolve("w").toString(),
        "--set",
        "tracewise.policy.candidates=2");
  }

  private static String[] and(String[] args, String... more) {
    List<String> all = new ArrayList<>(Arrays.asList(args));
    all.addAll(Arrays.asList(more));
    return all.toArray(String[]::new);
  }
}
