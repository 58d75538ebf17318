package dev.tracewise.jobs.process;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tracewise.jobs.Shell;
import dev.tracewise.jobs.demo.DemoSize;
import dev.tracewise.jobs.demo.DemoWorld;
import dev.tracewise.jobs.demo.SeasonFiles;
import dev.tracewise.jobs.process.Installation.Ended;
import dev.tracewise.jobs.process.Installation.Running;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
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
  private static final DemoSize SEASON = new DemoSize(400, 2400, 200, 0, 0, 0.05);

  private final Shell shell = new Shell();
  @TempDir private static Path folder;
  private Path work = Path.of("");
  private Path rewarded = Path.of("");
  private Installation installation = new Installation(Path.of(""));

  @BeforeAll
  void anInstallationInAFolderWithSpaces() throws IOException {
    work = Files.createDirectories(folder.resolve("some where"));
    installation =
        Installation.of(
            Path.of(System.getProperty("tracewise.root")), folder.resolve("my programs/tracewise"));
    rewarded = work.resolve("rewarded");
    new SeasonFiles(new DemoWorld(42, SEASON)).writeSeason(folder.resolve("logs"));
    inProcess(rewarded, "ingest", folder.resolve("logs").toString());
    inProcess(rewarded, "rewards");
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
  void theResultIsAloneOnStandardOutput() throws Exception {
    Ended query =
        installation.run(work, "query", "SELECT 1 AS one", "--json", "--warehouse", "a new one");

    assertThat(query.exitCode()).as(query.err()).isZero();
    assertThat(query.out().lines()).hasSize(1);
    assertThat(query.json().at("/rows/0/one").asInt()).isEqualTo(1);
    assertThat(query.err()).isEmpty();
    assertThat(work.resolve("a new one")).as("reading writes nothing").doesNotExist();
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
    Path warehouse = Commits.copy(rewarded, work.resolve("interrupted"));
    Map<String, List<String>> before = Contents.of(warehouse);
    Running running =
        installation.start(work, optimize(warehouse, "--candidates", "60", "--run-id", "cut"));
    boolean ended = false;
    while (!ended && Commits.ofCandidates(warehouse).isEmpty()) {
      ended = running.process().waitFor(5, TimeUnit.MILLISECONDS);
    }

    new ProcessBuilder("kill", "-INT", Long.toString(running.process().pid())).start().waitFor();
    Ended interrupted = running.end();

    assertThat(interrupted.exitCode()).as(interrupted.err()).isEqualTo(130);
    assertThat(interrupted.json().path("status").asText()).isEqualTo("interrupted");
    assertThat(interrupted.err())
        .contains("Interrupted. Give the same --run-id again to go on.")
        .doesNotContain("\tat ");
    assertThat(Commits.unfinished(warehouse)).isEmpty();
    Map<String, List<String>> after = Contents.of(warehouse);
    assertThat(after.remove("runs")).singleElement().asString().contains("\"cut\"", "running");
    before.remove("runs");
    assertThat(after).isEqualTo(before);
    inProcess(
        warehouse, "query", "SELECT status, exit_code FROM job_runs ORDER BY started_at DESC");
    assertThat(shell.json().at("/rows/0/status").asText()).isEqualTo("interrupted");
    assertThat(shell.json().at("/rows/0/exit_code").asInt()).isEqualTo(130);
  }

  @Test
  void theSameSeedHasTheSameWinnerWhereverItRuns() throws Exception {
    JsonNode two = inProcess(copyOf("two"), optimize("--master", "local[2]"));
    Path one = copyOf("one");
    Path cluster = copyOf("cluster");

    JsonNode onOne = launched(optimize(one, "--master", "local[1]"));
    JsonNode onCluster = launched(optimize(cluster, "--master", "local-cluster[2,1,1024]"));

    assertThat(two.path("version").asInt()).isEqualTo(1);
    assertThat(onOne.path("winner")).isEqualTo(two.path("winner"));
    assertThat(onCluster.path("winner")).isEqualTo(two.path("winner"));
    assertThat(onOne.path("evidence")).isEqualTo(two.path("evidence"));
    assertThat(onCluster.path("evidence")).isEqualTo(two.path("evidence"));
    assertThat(hash(one)).isEqualTo(hash(work.resolve("two")));
    assertThat(hash(cluster)).isEqualTo(hash(work.resolve("two")));
    assertThat(executors()).isEqualTo(2);
  }

  /** Each executor of its own process has a folder of its own in the one application's. */
  private long executors() throws IOException {
    try (Stream<Path> applications = Files.list(installation.spark().resolve("work"))) {
      try (Stream<Path> executors = Files.list(applications.findFirst().orElseThrow())) {
        return executors.count();
      }
    }
  }

  private Path copyOf(String name) {
    return Commits.copy(rewarded, work.resolve(name));
  }

  private JsonNode launched(String[] command) throws Exception {
    Ended ended = installation.run(work, command);
    assertThat(ended.exitCode()).as(ended.err()).isZero();
    return ended.json();
  }

  private String hash(Path warehouse) {
    JsonNode versions = inProcess(warehouse, "versions", "list").path("versions");
    assertThat(versions).hasSize(1);
    return versions.at("/0/artifact_sha256").asText();
  }

  private JsonNode inProcess(Path warehouse, String... command) {
    assertThat(shell.run(with(command, "--json", "--warehouse", warehouse.toString())).exitCode())
        .as(shell.err())
        .isZero();
    return shell.json();
  }

  private static String[] optimize(Path warehouse, String... more) {
    return with(optimize(more), "--json", "--warehouse", warehouse.toString());
  }

  private static String[] optimize(String... more) {
    return with(
        new String[] {"optimize", "policy", "--agent", "router"},
        more.length > 2 ? more : with(more, "--candidates", "3"));
  }

  private static String[] with(String[] first, String... more) {
    return Stream.of(first, more).flatMap(Stream::of).toArray(String[]::new);
  }
}
