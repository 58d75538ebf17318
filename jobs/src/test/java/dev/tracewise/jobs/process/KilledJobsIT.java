package dev.tracewise.jobs.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tracewise.jobs.process.Season.Job;
import dev.tracewise.jobs.process.Season.Undisturbed;
import java.nio.file.Path;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Jobs in processes of their own that are killed without a warning, at moments that a seed chooses,
 * and started again: the tables end as those of jobs that nobody disturbed.
 */
class KilledJobsIT {
  private static final int KILLED = 128 + 9;
  private static final int LONGEST_DELAY_MILLIS = 150;
  private static final int VARIATIONS = 8;

  @ParameterizedTest
  @EnumSource(names = {"FIRST_INGEST", "FIRST_REWARDS", "OPTIMIZE"})
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

  private static void killAndRunAgain(Job job, long seed) throws Exception {
    Undisturbed known = Season.undisturbed(job);
    Path folder = Season.folder(job + "-" + seed);
    Path warehouse = Commits.copy(known.before(), folder.resolve("warehouse"));
    SplittableRandom random = new SplittableRandom(seed);
    int step = 1 + random.nextInt(known.steps() - 2);
    int delay = random.nextInt(LONGEST_DELAY_MILLIS);

    Process process = JobProcess.start(folder, Season.command(job, warehouse), Map.of());
    kill(process, warehouse, Commits.count(known.before()) + step, delay);
    Season.run(job, warehouse);

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
    assertThat(process.waitFor()).as("killed after %d commits", commits).isEqualTo(KILLED);
  }
}
