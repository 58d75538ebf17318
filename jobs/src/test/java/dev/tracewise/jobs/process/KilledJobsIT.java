package dev.tracewise.jobs.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tracewise.jobs.Shell;
import dev.tracewise.jobs.Tracewise;
import dev.tracewise.jobs.demo.DemoSize;
import dev.tracewise.jobs.demo.DemoWorld;
import dev.tracewise.jobs.demo.SeasonFiles;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Jobs in processes of their own that are killed without a warning, at moments that a seed chooses,
 * and started again: the tables end as those of jobs that nobody disturbed.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KilledJobsIT {
  private static final DemoSize SEASON = new DemoSize(400, 2400, 200, 0, 0, 0.05);
  private static final int KILLED = 128 + 9;
  private static final int LONGEST_DELAY_MILLIS = 150;
  private static final int VARIATIONS = 8;

  private final Shell shell = new Shell();
  private final Map<Job, Undisturbed> undisturbed = new EnumMap<>(Job.class);
  @TempDir private static Path folder;

  /** The jobs, one after another in one warehouse. */
  private enum Job {
    FIRST_INGEST("ingest", "logs/outcomes", "logs/decisions/week-01.jsonl"),
    FIRST_REWARDS("rewards"),
    INGEST("ingest", "logs"),
    REWARDS("rewards"),
    OPTIMIZE("optimize", "policy", "--agent", "router", "--candidates", "3", "--run-id", "run-1");

    private final String[] arguments;

    Job(String... arguments) {
      this.arguments = arguments;
    }

    String[] command(Path warehouse) {
      List<String> command = new ArrayList<>();
      for (String argument : arguments) {
        boolean file = argument.startsWith("logs");
        command.add(file ? folder.resolve(argument).toString() : argument);
      }
      command.addAll(List.of("--warehouse", warehouse.toString()));
      return command.toArray(String[]::new);
    }
  }

  /** A job that nobody disturbs: where it starts, in how many steps it goes, where it ends. */
  private record Undisturbed(Path before, int steps, Map<String, List<String>> after) {}

  @BeforeAll
  void undisturbed() {
    new SeasonFiles(new DemoWorld(42, SEASON)).writeSeason(folder.resolve("logs"));
    Path warehouse = folder.resolve("undisturbed");
    for (Job job : Job.values()) {
      Path before = Commits.copy(warehouse, folder.resolve("before-" + job));
      run(job, warehouse);
      int steps = Commits.count(warehouse) - Commits.count(before);
      undisturbed.put(job, new Undisturbed(before, steps, Contents.of(warehouse)));
    }
    assertThat(undisturbed.get(Job.OPTIMIZE).after().get("model_versions")).hasSize(1);
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "FIRST_REWARDS")
  void aKilledJobIsMendedByRunningItAgain(Job job) throws Exception {
    killAndRunAgain(job, 42);
  }

  @ParameterizedTest
  @EnumSource
  @Tag("slow")
  void aJobMayBeKilledAtAnyMoment(Job job) throws Exception {
    for (int seed = 1; seed <= VARIATIONS; seed++) {
      killAndRunAgain(job, seed);
    }
  }

  private void killAndRunAgain(Job job, long seed) throws Exception {
    Undisturbed known = undisturbed.get(job);
    Path warehouse = Commits.copy(known.before(), folder.resolve(job + "-" + seed));
    SplittableRandom random = new SplittableRandom(seed);
    int step = 1 + random.nextInt(Math.max(1, known.steps() - 2));
    int delay = random.nextInt(LONGEST_DELAY_MILLIS);

    kill(start(job, warehouse), warehouse, Commits.count(known.before()) + step, delay);
    run(job, warehouse);

    assertThat(Contents.of(warehouse))
        .as("killed %d ms after step %d of %d", delay, step, known.steps())
        .isEqualTo(known.after());
  }

  /** Kills at some time after the process has left a number of commits. */
  private static void kill(Process process, Path warehouse, int commits, int delayMillis)
      throws InterruptedException {
    boolean ended = false;
    while (!ended && Commits.count(warehouse) < commits) {
      ended = process.waitFor(2, TimeUnit.MILLISECONDS);
    }
    process.waitFor(delayMillis, TimeUnit.MILLISECONDS);
    process.destroyForcibly();
    assertThat(process.waitFor()).as("%d commits", commits).isEqualTo(KILLED);
  }

  private void run(Job job, Path warehouse) {
    assertThat(shell.run(job.command(warehouse)).exitCode()).as(shell.err()).isZero();
  }

  private static Process start(Job job, Path warehouse) throws IOException {
    Path scratch = Files.createDirectories(folder.resolve("scratch"));
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(argument -> argument.startsWith("--add-opens"))
        .forEach(command::add);
    command.addAll(
        List.of(
            "-Xmx1g",
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-Djava.io.tmpdir=" + scratch,
            "-cp",
            System.getProperty("java.class.path"),
            Tracewise.class.getName()));
    command.addAll(List.of(job.command(warehouse)));
    return new ProcessBuilder(command)
        .directory(scratch.toFile())
        .redirectErrorStream(true)
        .redirectOutput(scratch.resolve(warehouse.getFileName() + ".log").toFile())
        .start();
  }
}
