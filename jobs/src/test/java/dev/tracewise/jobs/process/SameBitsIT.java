package dev.tracewise.jobs.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tracewise.jobs.process.Season.Job;
import dev.tracewise.jobs.process.Season.Undisturbed;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The same seed has the same candidates, winner, evidence and artefact, bit for bit, on executors
 * in processes of their own: all that the tables say is compared with the run on two threads of
 * this process. {@link KilledJobsIT} has the one on one thread.
 */
class SameBitsIT {
  @Test
  void aSearchOnAClusterIsTheSameAsOnThreads() throws Exception {
    Undisturbed known = Season.undisturbed(Job.OPTIMIZE);
    Path folder = Season.folder("cluster");
    Path warehouse = Commits.copy(known.before(), folder.resolve("warehouse"));

    new JobProcess(
            Job.OPTIMIZE,
            folder,
            Map.of("SPARK_HOME", sparkHome(folder).toString(), "SPARK_SCALA_VERSION", "2.13"))
        .finish(
            "--master",
            "local-cluster[2,1,1024]",
            "--spark",
            "spark.executor.extraClassPath=" + classFolders(),
            "--spark",
            "spark.executor.extraJavaOptions=-XX:TieredStopAtLevel=1 -XX:+UseSerialGC");

    assertThat(Contents.of(warehouse)).isEqualTo(known.after());
    assertThat(known.after().get("model_versions")).hasSize(1);
    try (Stream<Path> executors = Files.list(onlyOneIn(folder.resolve("home/work")))) {
      assertThat(executors).as("folders of executors").hasSize(2);
    }
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
