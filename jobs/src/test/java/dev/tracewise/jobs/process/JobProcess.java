package dev.tracewise.jobs.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tracewise.jobs.Tracewise;
import dev.tracewise.jobs.process.Season.Job;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A job in a process of its own, from the class path of the tests, in a folder of its own. */
final class JobProcess {
  /** Little work is done soonest by the quick compiler. */
  private static final List<String> QUICK = List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");

  private static final int KILLED = 128 + 9;
  private static final int MINUTES = 5;

  private final Job job;
  private final Path folder;
  private final Path warehouse;
  private final int commitsBefore;
  private final List<String> options = new ArrayList<>();
  private final Map<String, String> environment = new HashMap<>();
  private Process process;

  /**
   * A job that has not started yet.
   *
   * @param folder where it may write
   * @param before a warehouse, of which it works on a copy
   */
  JobProcess(Job job, Path folder, Path before) {
    this.job = job;
    this.folder = folder;
    this.warehouse = folder.resolve("warehouse");
    this.commitsBefore = Commits.count(before);
    if (!Files.exists(warehouse)) {
      Commits.copy(before, warehouse);
    }
    environment.put("SPARK_LOCAL_IP", "127.0.0.1");
  }

  /** The warehouse it works on. */
  Path warehouse() {
    return warehouse;
  }

  /** On this master. */
  JobProcess on(String master) {
    options.addAll(List.of("--master", master));
    return this;
  }

  /** On two executors in processes of their own, in other parts than by default. */
  JobProcess onCluster(Path sparkHome, String classFolders) {
    options.addAll(
        List.of(
            "--spark",
            "spark.sql.shuffle.partitions=3",
            "--spark",
            "spark.executor.extraClassPath=" + classFolders,
            "--spark",
            "spark.executor.extraJavaOptions=" + String.join(" ", QUICK)));
    environment.put("SPARK_HOME", sparkHome.toString());
    environment.put("SPARK_SCALA_VERSION", "2.13");
    return on("local-cluster[2,1,1024]");
  }

  /** Starts it. */
  void start() throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(argument -> argument.startsWith("--add-opens"))
        .forEach(command::add);
    command.addAll(QUICK);
    command.addAll(
        List.of(
            "-Xmx1g",
            "-Djava.io.tmpdir=" + folder,
            "-Dlog4j2.configurationFile=" + System.getProperty("log4j2.configurationFile"),
            "-cp",
            System.getProperty("java.class.path"),
            Tracewise.class.getName()));
    command.addAll(Arrays.asList(Season.command(job, warehouse)));
    command.addAll(options);
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("job.log").toFile());
    builder.environment().putAll(environment);
    process = builder.start();
  }

  /** Kills it some time after it has left a number of commits and files of a run. */
  void killAfter(int steps, int delayMillis) throws InterruptedException {
    boolean ended = false;
    while (!ended && Commits.count(warehouse) < commitsBefore + steps) {
      ended = process.waitFor(2, TimeUnit.MILLISECONDS);
    }
    process.waitFor(delayMillis, TimeUnit.MILLISECONDS);
    process.destroyForcibly();
    assertThat(process.waitFor()).as("killed after %d steps", steps).isEqualTo(KILLED);
  }

  /** Waits for its good end. */
  void finish() throws IOException, InterruptedException {
    assertThat(process.waitFor(MINUTES, TimeUnit.MINUTES)).isTrue();
    assertThat(process.exitValue()).as(Files.readString(folder.resolve("job.log"))).isZero();
  }
}
