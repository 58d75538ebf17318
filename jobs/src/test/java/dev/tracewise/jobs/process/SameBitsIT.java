package dev.tracewise.jobs.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tracewise.jobs.process.Season.Job;
import dev.tracewise.jobs.process.Season.Undisturbed;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The same seed has the same candidates, winner, evidence and artefact, bit for bit, wherever it
 * runs: all that the tables say is compared with the run in this process, on {@code local[2]}.
 */
class SameBitsIT {
  private static final int MINUTES = 5;

  private final Undisturbed known = Season.undisturbed(Job.OPTIMIZE);

  @Test
  void onOneThread() throws Exception {
    assertSameOn("local[1]", Season.folder("one-thread"), List.of(), Map.of());
  }

  @Test
  void onExecutorsOfTheirOwnProcesses() throws Exception {
    Path folder = Season.folder("cluster");
    assertSameOn(
        "local-cluster[2,1,1024]",
        folder,
        List.of("--spark", "spark.executor.extraClassPath=" + classFolders()),
        Map.of("SPARK_HOME", sparkHome(folder).toString(), "SPARK_SCALA_VERSION", "2.13"));
    try (Stream<Path> executors = Files.list(onlyOneIn(folder.resolve("home/work")))) {
      assertThat(executors).as("folders of executors").hasSize(2);
    }
  }

  private void assertSameOn(
      String master, Path folder, List<String> more, Map<String, String> environment)
      throws Exception {
    Path warehouse = Commits.copy(known.before(), folder.resolve("warehouse"));
    List<String> command = new ArrayList<>(Season.command(Job.OPTIMIZE, warehouse));
    command.addAll(List.of("--master", master));
    command.addAll(more);

    Process process = JobProcess.start(folder, command, environment);

    assertThat(process.waitFor(MINUTES, TimeUnit.MINUTES)).isTrue();
    assertThat(process.exitValue()).as(Files.readString(folder.resolve("job.log"))).isZero();
    assertThat(known.after().get("model_versions")).hasSize(1);
    assertThat(Contents.of(warehouse)).isEqualTo(known.after());
  }

  /** What Spark's workers start executors from: a folder with links to the jars of the tests. */
  private static Path sparkHome(Path folder) throws IOException {
    Path jars = Files.createDirectories(folder.resolve("home/jars"));
    for (String entry : classPath()) {
      if (entry.endsWith(".jar")) {
        Path jar = Path.of(entry);
        Files.createSymbolicLink(jars.resolve(jar.getFileName()), jar);
      }
    }
    return jars.getParent();
  }

  private static String classFolders() {
    return Arrays.stream(classPath())
        .filter(entry -> Files.isDirectory(Path.of(entry)))
        .collect(Collectors.joining(File.pathSeparator));
  }

  private static String[] classPath() {
    return System.getProperty("java.class.path").split(File.pathSeparator);
  }

  private static Path onlyOneIn(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      List<Path> found = files.toList();
      assertThat(found).hasSize(1);
      return found.get(0);
    }
  }
}
