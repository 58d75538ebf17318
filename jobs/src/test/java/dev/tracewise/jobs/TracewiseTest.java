package dev.tracewise.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tracewise.jobs.output.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TracewiseTest {
  private final Shell shell = new Shell();

  @TempDir Path folder;

  @Test
  void helpListsCommandsAndOptions() {
    assertThat(shell.run("--help").exitCode()).isZero();
    assertThat(shell.out()).contains("query", "--warehouse", "Exit codes: 0 done");
    assertThat(shell.run("feedback", "record", "--help").exitCode()).isZero();
    assertThat(shell.out()).contains("--interaction", "--tenant");
  }

  @Test
  void versionNamesTheBuildAndSpark() {
    assertThat(shell.run("--version").exitCode()).isZero();
    assertThat(shell.out()).startsWith("tracewise 0.").contains("Spark 4.1");
  }

  @Test
  void anUnknownOptionIsUsageWithASuggestion() {
    assertThat(shell.run("tables", "--warehose", "w").exitCode()).isEqualTo(2);
    assertThat(shell.err())
        .startsWith("Cannot understand the command: Unknown option")
        .contains("--warehouse")
        .contains("Try 'tracewise tables --help'.")
        .doesNotContain("\tat ");
    assertThat(shell.out()).isEmpty();
  }

  @Test
  void anUnknownCommandIsUsageWithASuggestion() {
    assertThat(shell.run("tabels").exitCode()).isEqualTo(2);
    assertThat(shell.err()).contains("Did you mean").contains("tables");
  }

  @Test
  void aGroupOfCommandsAloneShowsThem() {
    assertThat(shell.run("runs").exitCode()).isEqualTo(2);
    assertThat(shell.err()).contains("list", "show", "cancel");
    assertThat(shell.run().exitCode()).isEqualTo(2);
  }

  @Test
  void jsonIsOneObjectAloneOnStandardOutput() {
    assertThat(shell.run("tables", "--json").exitCode()).isZero();
    assertThat(shell.out().lines()).hasSize(1);
    assertThat(shell.json().path("status").asText()).isEqualTo("done");
    assertThat(shell.json().path("tables")).isNotEmpty();
  }

  @Test
  void anErrorIsJsonToo() {
    assertThat(shell.run("tables", "nonsense", "--json").exitCode()).isEqualTo(2);
    assertThat(shell.json().path("status").asText()).isEqualTo("usage");
    assertThat(shell.json().path("error").asText()).contains("there is no such table");
    assertThat(shell.run("--json", "tabels").exitCode()).isEqualTo(2);
    assertThat(shell.json().path("status").asText()).isEqualTo("usage");
  }

  @Test
  void theResultGoesIntoAFileToo() throws IOException {
    Path file = folder.resolve("deep/result.json");

    shell.run("tables", "runs", "--result", file.toString());

    assertThat(Json.parse(Files.readString(file)).at("/tables/0/name").asText()).isEqualTo("runs");
    assertThat(shell.out()).startsWith("runs: ");
    try (var files = Files.list(file.getParent())) {
      assertThat(files).containsExactly(file);
    }
  }

  @Test
  void optionsAreAcceptedBeforeAndAfterTheCommand() {
    assertThat(shell.run("--json", "--set", "seed=1", "tables", "--set", "policy.candidates=0"))
        .satisfies(answer -> assertThat(answer.exitCode()).isEqualTo(2));
    assertThat(shell.err()).contains("candidates must be at least 1");
    shell.run("--set", "policy.candidates=0", "tables", "--set", "seed=1");
    assertThat(shell.err()).contains("candidates must be at least 1");
  }

  @Test
  void namesAreAcceptedWithUnderscores() {
    assertThat(shell.run("tables", "job-runs", "--dry_run").exitCode()).isZero();
    assertThat(shell.out()).startsWith("job_runs: ");
  }

  @Test
  void wrongConfigurationIsUsage() {
    assertThat(shell.run("tables", "--tenant", "a/b").exitCode()).isEqualTo(2);
    assertThat(shell.err()).startsWith("Cannot read the configuration: tracewise: tenant must be");
    Shell other = new Shell(Map.of("TRACEWISE_SEED", "x"));
    assertThat(other.run("tables").exitCode()).isEqualTo(2);
  }

  @Test
  void onlyWhatHasPassedIsReplayed() {
    assertThat(shell.run("cycle", "--as-of", "2026-11-02").exitCode()).isEqualTo(2);
    assertThat(shell.err()).contains("Cannot work as of 2026-11-02: that is yet to come.");
    assertThat(shell.run("decide", "--as-of", "yesterday").exitCode()).isEqualTo(2);
    assertThat(shell.err()).contains("Cannot read --as-of yesterday: it is no time.");
    assertThat(shell.startedSpark()).isFalse();
  }

  @Test
  void hintsAreLeftOutWhenQuiet() {
    shell.run("tables");
    assertThat(shell.out()).contains("next: tracewise query");
    shell.run("tables", "-q");
    assertThat(shell.out()).doesNotContain("next:");
  }

  @Test
  void feedbackWithoutScoreAndCommentIsUsage() {
    assertThat(shell.run("feedback", "record", "--interaction", "i").exitCode()).isEqualTo(2);
    assertThat(shell.err()).contains("Neither score nor comment is given");
  }

  @Test
  void feedbackWithoutATargetOrWithTwoIsUsage() {
    assertThat(shell.run("feedback", "record", "--score", "1").exitCode()).isEqualTo(2);
    assertThat(
            shell
                .run("feedback", "record", "--score", "1", "--span", "s", "--trace", "t")
                .exitCode())
        .isEqualTo(2);
  }

  @Test
  void whatReadsSmallTablesNeedsNoSession() {
    String warehouse = folder.resolve("w").toString();
    for (String tables : List.of("versions", "runs", "agents")) {
      assertThat(shell.run(tables, "list", "--warehouse", warehouse).exitCode()).isZero();
      assertThat(shell.out()).startsWith("No " + tables + " yet");
      assertThat(shell.run(tables, "show", "7", "--warehouse", warehouse).exitCode()).isEqualTo(2);
    }
    assertThat(shell.run("versions", "diff", "1", "2", "--warehouse", warehouse).exitCode())
        .isEqualTo(2);
    assertThat(shell.run("versions", "lineage", "1", "--warehouse", warehouse).exitCode())
        .isEqualTo(2);
    assertThat(shell.err()).startsWith("Cannot find version 1: there is none.");
    assertThat(shell.startedSpark()).isFalse();
    assertThat(folder.resolve("w")).doesNotExist();
  }
}
