package dev.tracewise.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;

/**
 * When to train is learned from what trainings brought: the weeks of {@code
 * docs/examples/replay.md}, which are what two models really answered.
 */
@Tag("slow")
class HandOverIT {
  private static final Shell SHELL = new Shell();
  private static final int LEAST_JUDGED = 30;

  @TempDir private static Path folder;

  @Test
  void theRuleHandsOverToTreesOnRealLogs(TestReporter reporter) throws Exception {
    convert(shared("routellm/mmlu/responses"));
    run("ingest", folder.resolve("mmlu/log.jsonl").toString());
    String handedOver = "";
    for (String day : Files.readAllLines(folder.resolve("mmlu/weeks.txt"))) {
      JsonNode cycle = run("cycle", "--as-of", day);
      assertThat(decidedBy(day)).contains(handedOver.isEmpty() ? "rule" : "xgboost");
      String taken = takenOver(cycle);
      reporter.publishEntry(day, cycle.at("/optimized").asLong() + " trainings " + taken);
      handedOver = handedOver.isEmpty() && !taken.isEmpty() ? day : handedOver;
    }
    assertThat(handedOver).as("the rule handed over").isNotEmpty();
    reporter.publishEntry("handed over", handedOver);

    JsonNode rule = verdicts("decided_by = 'rule'");
    JsonNode trees = verdicts("decided_by = 'xgboost'");
    reporter.publishEntry("rule", rule.toString());
    reporter.publishEntry("trees", trees.toString());
    assertThat(rule.path("judged").asLong()).isGreaterThanOrEqualTo(LEAST_JUDGED);
    assertThat(trees.path("waits").asLong()).isPositive();
    assertThat(share(trees)).isGreaterThan(share(rule));
  }

  /** What went live of the models that decide when to train; empty for nothing. */
  private static String takenOver(JsonNode cycle) {
    for (JsonNode step : cycle.path("steps")) {
      String reason = step.at("/result/reason").asText();
      if (step.path("step").asText().equals("activate") && reason.contains("/training_decision@")) {
        return reason;
      }
    }
    return "";
  }

  private static List<String> decidedBy(String day) {
    List<String> names = new ArrayList<>();
    run(
            "query",
            "SELECT DISTINCT decided_by FROM training_decisions WHERE date(time) = '" + day + "'")
        .path("rows")
        .forEach(row -> names.add(row.path("decided_by").asText()));
    return names;
  }

  private static JsonNode verdicts(String which) {
    return run(
            "query",
            "SELECT count(improvement) AS judged,"
                + " coalesce(sum(CAST(improvement > 0.02 AS INT)), 0) AS worth_it,"
                + " coalesce(sum(CAST(verdict = 'wait' AS INT)), 0) AS waits"
                + " FROM training_decisions WHERE "
                + which)
        .at("/rows/0");
  }

  private static double share(JsonNode verdicts) {
    return verdicts.path("worth_it").asDouble() / verdicts.path("judged").asDouble();
  }

  private static Path shared(String name) {
    Path above = Path.of("").toAbsolutePath();
    while (above != null && !Files.isDirectory(above.resolve("shared/data"))) {
      above = above.getParent();
    }
    String configured = System.getProperty("tracewise.shared");
    Assumptions.assumeTrue(configured != null || above != null, "There is no folder shared/data.");
    Path root = configured == null ? above.resolve("shared") : Path.of(configured);
    Path data = root.resolve("data").resolve(name);
    Assumptions.assumeTrue(Files.isDirectory(data), "The folder " + data + " is missing.");
    return data;
  }

  private static void convert(Path data) throws IOException, InterruptedException {
    Path script = Path.of("../docs/examples/routellm_mmlu.py").toAbsolutePath().normalize();
    Process process =
        new ProcessBuilder(
                "python3",
                "-B",
                script.toString(),
                data.toString(),
                folder.resolve("mmlu").toString())
            .redirectErrorStream(true)
            .start();
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(text).isZero();
  }

  private static JsonNode run(String... args) {
    List<String> all = new ArrayList<>(Arrays.asList(args));
    all.addAll(List.of("--warehouse", folder.resolve("w").toString(), "--json"));
    assertThat(SHELL.run(all.toArray(String[]::new)).exitCode()).as(SHELL.err()).isZero();
    return SHELL.json();
  }
}
