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
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Jobs in processes of their own that are killed without a warning and started again, here or on
 * executors: the tables end as those of jobs that nobody disturbed. The same seed has the same
 * candidates, winner, evidence and artefact, bit for bit, on one thread, on two, and on executors
 * in processes of their own.
 */
class DisturbedJobsIT {
  /** The table of runs and the run in it; what it holds fast; an artefact and its score. */
  private static final int STEPS_TO_THE_FIRST_CANDIDATE = 3 + 1 + 2;

  private static final int LONGEST_DELAY_MILLIS = 150;
  private static final int VARIATIONS = 8;

  /** A job that was killed, and when. */
  private record Killed(Job job, Path warehouse, String moment) {
    void assertMended() {
      assertThat(Contents.of(warehouse)).as(moment).isEqualTo(Season.undisturbed(job).after());
    }
  }

  @Test
  void aKilledJobIsMendedByRunningItAgain() throws Exception {
    Killed killed = kill(Job.FIRST_REWARDS, 42);
    Season.run(Job.FIRST_REWARDS, killed.warehouse());
    killed.assertMended();
  }

  @ParameterizedTest
  @EnumSource
  @Tag("slow")
  void aJobMayBeKilledAtAnyMoment(Job job) throws Exception {
    for (int seed = 1; seed <= VARIATIONS; seed++) {
      Killed killed = kill(job, seed);
      Season.run(job, killed.warehouse());
      killed.assertMended();
    }
  }

  /** Each candidate is compared: the first is of one thread, the last of an executor. */
  @Test
  void aSearchThatIsKilledOnOneThreadEndsTheSameOnACluster() throws Exception {
    Path folder = Season.folder("moved");
    JobProcess killed = new JobProcess(Job.OPTIMIZE, folder, beforeTheSearch()).on("local[1]");
    killed.start();
    killed.killAfter(STEPS_TO_THE_FIRST_CANDIDATE, 0);
    JobProcess resumed =
        new JobProcess(Job.OPTIMIZE, folder, beforeTheSearch())
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
        new JobProcess(Job.OPTIMIZE, Season.folder("one-thread"), beforeTheSearch()).on("local[1]");
    search.start();
    search.finish();
    assertSame(search);
  }

  @Test
  @Tag("slow")
  void aSearchOnAClusterIsTheSame() throws Exception {
    Path folder = Season.folder("cluster");
    JobProcess search =
        new JobProcess(Job.OPTIMIZE, folder, beforeTheSearch())
            .onCluster(sparkHome(folder), classFolders());
    search.start();
    search.finish();
    assertSame(search);
  }

  private static Killed kill(Job job, long seed) throws Exception {
    Undisturbed known = Season.undisturbed(job);
    JobProcess process = new JobProcess(job, Season.folder(job + "-" + seed), known.before());
    SplittableRandom random = new SplittableRandom(seed);
    int step = 1 + random.nextInt(known.steps() - 2);
    int delay = random.nextInt(LONGEST_DELAY_MILLIS);
    process.start();
    process.killAfter(step, delay);
    String moment = "killed %d ms after step %d of %d".formatted(delay, step, known.steps());
    return new Killed(job, process.warehouse(), moment);
  }

  private static void assertSame(JobProcess search) {
    Undisturbed known = Season.undisturbed(Job.OPTIMIZE);
    assertThat(Contents.of(search.warehouse())).isEqualTo(known.after());
    assertThat(known.after().get("model_versions")).hasSize(1);
  }

  private static Path beforeTheSearch() {
    return Season.undisturbed(Job.OPTIMIZE).before();
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
