package dev.tracewise.jobs.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tracewise.jobs.process.Installation.Ended;
import dev.tracewise.jobs.process.Installation.Running;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** The script that people call, with the jar that was packaged. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@EnabledIfSystemProperty(
    named = "tracewise.root",
    matches = ".+",
    disabledReason = "runs after package: ./mvnw verify")
class LauncherIT {
  private static final int COMMITS_BEFORE_THE_CUT = 3;

  @TempDir private static Path folder;
  private Path work = Path.of("");
  private Installation installation = new Installation(Path.of(""));

  @BeforeAll
  void anInstallationInAFolderWithSpaces() throws IOException {
    Path project = Path.of(System.getProperty("tracewise.root"));
    work = Files.createDirectories(folder.resolve("some where"));
    installation = Installation.of(project, folder.resolve("my programs/tracewise"));
  }

  @Test
  void itTellsWhatItIs() throws Exception {
    Ended version = installation.run(work, "--version");
    assertThat(version.exitCode()).as(version.err()).isZero();
    assertThat(version.out()).startsWith("tracewise 0.").contains("Spark 4.1");

    Ended help = installation.run(work, "--help");
    assertThat(help.exitCode()).isZero();
    assertThat(help.out()).contains("Exit codes: 0 done", "optimize", "--warehouse");
    assertThat(help.err()).isEmpty();
  }

  @Test
  void wrongUseIsSaidByItsExitCode() throws Exception {
    Ended unknown = installation.run(work, "tabels");
    assertThat(unknown.exitCode()).isEqualTo(2);
    assertThat(unknown.out()).isEmpty();
    assertThat(unknown.err())
        .startsWith("Cannot understand the command")
        .contains("Did you mean", "tables")
        .doesNotContain("\tat ");
    assertThat(installation.run(work, "tables", "--spark", "nonsense").exitCode()).isEqualTo(2);
  }

  @Test
  void itStandsInForSparkSubmit() throws Exception {
    Path link = Files.createDirectories(folder.resolve("bin")).resolve("spark-submit");
    Files.createSymbolicLink(link, installation.root().resolve("tracewise"));
    String[] arguments = {
      "--class",
      "dev.tracewise.jobs.Tracewise",
      installation.jar().toString(),
      "tables",
      "runs",
      "--json"
    };

    for (Running running :
        List.of(installation.start(work, link, arguments), installation.start(work, arguments))) {
      Ended submitted = running.end();
      assertThat(submitted.exitCode()).as(submitted.err()).isZero();
      assertThat(submitted.json().at("/tables/0/name").asText()).isEqualTo("runs");
    }
    assertThat(installation.start(work, link, "--version").end().err()).contains("version 4.1");
  }

  @Test
  void whatChangedIsBuiltOnceAndWhatCannotBeBuiltIsSaid() throws Exception {
    Path root = folder.resolve("sources");
    Installation copy = Installation.of(installation.root(), root);
    Files.createDirectories(root.resolve("lib-optimizer/src/main"));
    Files.writeString(root.resolve("pom.xml"), "<project/>");
    Files.writeString(root.resolve("mvnw"), "echo the compiler is unhappy; exit 1\n");

    Ended failed = copy.run(work, "--version");
    assertThat(failed.exitCode()).isEqualTo(1);
    assertThat(failed.err()).contains("the compiler is unhappy", "Cannot build: Maven failed");

    Files.writeString(root.resolve("mvnw"), "echo \"$@\" >> calls\n");
    assertThat(copy.run(work, "--version").exitCode()).isZero();
    assertThat(copy.run(work, "--version").exitCode()).isZero();
    assertThat(root.resolve("calls")).content().hasLineCount(1).contains("-DskipTests", "package");

    FileTime later = FileTime.from(Instant.now().plusSeconds(60));
    Files.setLastModifiedTime(root.resolve("pom.xml"), later);
    assertThat(copy.run(work, "--version").exitCode()).isZero();
    assertThat(root.resolve("calls")).content().hasLineCount(2);
  }

  @Test
  void anInterruptedCommandLeavesNothingHalfWritten() throws Exception {
    Running running = installation.start(work, "demo", "--out", "cut short", "--json");
    Path warehouse = work.resolve("cut short/warehouse");
    boolean ended = false;
    while (!ended && Commits.count(warehouse) < COMMITS_BEFORE_THE_CUT) {
      ended = running.process().waitFor(5, TimeUnit.MILLISECONDS);
    }

    new ProcessBuilder("kill", "-INT", Long.toString(running.process().pid())).start().waitFor();
    Ended interrupted = running.end();

    assertThat(interrupted.exitCode()).as(interrupted.err()).isEqualTo(130);
    assertThat(interrupted.json().path("status").asText()).isEqualTo("interrupted");
    assertThat(interrupted.err()).contains("Interrupted.").doesNotContain("\tat ");
    assertThat(Commits.unfinished(warehouse)).isEmpty();
    assertThat(Contents.of(warehouse).get("decisions").size()).isIn(0, 10_000);
  }

  @Test
  void theResultIsAloneOnStandardOutputAlsoOfACluster() throws Exception {
    String sql = "SELECT count(*) AS agents, min(1) AS one FROM agents";
    Ended query =
        installation.run(
            work,
            "query",
            sql,
            "--json",
            "--warehouse",
            "a new one",
            "--master",
            "local-cluster[2,1,1024]");

    assertThat(query.exitCode()).as(query.err()).isZero();
    assertThat(query.out().lines()).hasSize(1);
    assertThat(query.json().at("/rows/0/agents").asInt()).isZero();
    assertThat(work.resolve("a new one")).as("reading writes nothing").doesNotExist();
    assertThat(installation.spark().resolve("work")).as("of executors").isNotEmptyDirectory();
  }
}
