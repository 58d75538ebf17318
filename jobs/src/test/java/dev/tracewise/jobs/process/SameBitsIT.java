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
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The same seed has the same candidates, winner, evidence and artefact, bit for bit, on one thread
 * and on executors in processes of their own: all that the tables say is compared with the run on
 * two threads of this process.
 */
class SameBitsIT {
  /** The table of runs and the run in it; what it holds fast; an artefact and its score. */
  private static final int STEPS_TO_THE_FIRST_CANDIDATE = 3 + 1 + 2;

  private final Undisturbed known = Season.undisturbed(Job.OPTIMIZE);

  /** Each candidate is compared: the first is of one thread, the last of an executor. */
  @Test
  void aSearchThatIsKilledOnOneThreadEndsTheSameOnACluster() throws Exception {
    Path folder = Season.folder("moved");
    JobProcess killed = new JobProcess(Job.OPTIMIZE, folder, known.before()).on("local[1]");
    killed.start();
    killed.killAfter(STEPS_TO_THE_FIRST_CANDIDATE, 0);
    JobProcess resumed =
        new JobProcess(Job.OPTIMIZE, folder, known.before())
            .onCluster(sparkHome(folder), classFolders());
    resumed.start();
    resumed.finish();

    assertSame(resumed);
    try (Stream<Path> executors = Files.list(onlyOneIn(folder.resolve("home/work")))) {
      assertThat(executors).as("folders of executors").hasSize(2);
    }
  }

  @Test
  @Tag("slow")
  void aSearchOnOneThreadIsTheSame() throws Exception {
    JobProcess search =
        new JobProcess(Job.OPTIMIZE, Season.folder("one-thread"), known.before()).on("local[1]");
    search.start();
    search.finish();
    assertSame(search);
  }

  @Test
  @Tag("slow")
  void aSearchOnAClusterIsTheSame() throws Exception {
    Path folder = Season.folder("cluster");
    JobProcess search =
        new JobProcess(Job.OPTIMIZE, folder, known.before())
            .onCluster(sparkHome(folder), classFolders());
    search.start();
    search.finish();
    assertSame(search);
  }

  private void assertSame(JobProcess search) {
    assertThat(Contents.of(search.warehouse())).isEqualTo(known.after());
    assertThat(known.after().get("model_versions")).hasSize(1);
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
