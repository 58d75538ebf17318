package dev.tracewise.jobs.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tracewise.jobs.Shell;
import dev.tracewise.jobs.demo.DemoSize;
import dev.tracewise.jobs.demo.DemoWorld;
import dev.tracewise.jobs.demo.SeasonFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * A small season, and the jobs on it, one after another in one warehouse, as they go when nobody
 * disturbs them. Made once in a test JVM, as far as it is asked for.
 */
final class Season {
  private static final DemoSize SIZE = new DemoSize(400, 2400, 200, 0, 0, 0.05);
  private static final Season ONE = new Season();

  private final Shell shell = new Shell();
  private final Path folder;
  private final Path warehouse;
  private final Map<Job, Undisturbed> jobs = new EnumMap<>(Job.class);

  /** The jobs in their order. */
  enum Job {
    /** Of the outcomes, those of the last weeks wait for their decisions. */
    FIRST_INGEST("ingest", "logs/outcomes", "logs/feedback", "logs/decisions/week-0[1-6].jsonl"),
    FIRST_REWARDS("rewards"),
    OPTIMIZE("optimize", "policy", "--agent", "router", "--candidates", "3", "--run-id", "run-1"),
    LATER_INGEST("ingest", "logs"),
    LATER_REWARDS("rewards");

    private final String[] arguments;

    Job(String... arguments) {
      this.arguments = arguments;
    }
  }

  /**
   * A job that nobody disturbed.
   *
   * @param before a copy of the warehouse it started with
   * @param steps how many commits and files of a run it left
   * @param after what the tables said at its end
   */
  record Undisturbed(Path before, int steps, Map<String, List<String>> after) {}

  private Season() {
    try {
      Path target = Files.createDirectories(Path.of("target").toAbsolutePath());
      folder = Files.createTempDirectory(target, "season");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    warehouse = folder.resolve("undisturbed");
    new SeasonFiles(new DemoWorld(42, SIZE)).writeSeason(folder.resolve("logs"));
  }

  /** What a job does when it is left alone; makes it, and those before it, where needed. */
  static synchronized Undisturbed undisturbed(Job job) {
    for (Job each : Job.values()) {
      if (each.compareTo(job) <= 0) {
        ONE.jobs.computeIfAbsent(each, ONE::make);
      }
    }
    return ONE.jobs.get(job);
  }

  /** The command line of a job in a warehouse. */
  static String[] command(Job job, Path warehouse) {
    return ONE.arguments(job, warehouse);
  }

  /** Runs a job in this process. */
  static void run(Job job, Path warehouse) {
    ONE.runs(job, warehouse);
  }

  /** A folder of that name. */
  static Path folder(String name) {
    try {
      return Files.createDirectories(ONE.folder.resolve(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Undisturbed make(Job job) {
    Path before = Commits.copy(warehouse, folder.resolve("before-" + job));
    runs(job, warehouse);
    int steps = Commits.count(warehouse) - Commits.count(before);
    return new Undisturbed(before, steps, Contents.of(warehouse));
  }

  private synchronized void runs(Job job, Path place) {
    assertThat(shell.run(arguments(job, place)).exitCode()).as(shell.err()).isZero();
  }

  private String[] arguments(Job job, Path place) {
    List<String> command = new ArrayList<>();
    for (String argument : job.arguments) {
      boolean file = argument.startsWith("logs");
      command.add(file ? folder.resolve(argument).toString() : argument);
    }
    command.addAll(List.of("--warehouse", place.toString()));
    return command.toArray(String[]::new);
  }
}
