package dev.tracewise.jobs.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tracewise.jobs.process.Season.Job;
import dev.tracewise.jobs.process.Season.Undisturbed;
import java.nio.file.Path;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
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

  /** A job that was killed, and when. */
  private record Killed(Job job, Path folder, Path warehouse, String moment) {
    void assertMended() {
      assertThat(Contents.of(warehouse)).as(moment).isEqualTo(Season.undisturbed(job).after());
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"FIRST_INGEST", "FIRST_REWARDS"})
  void aKilledJobIsMendedByRunningItAgain(Job job) throws Exception {
    Killed killed = kill(job, 42);
    Season.run(job, killed.warehouse());
    killed.assertMended();
  }

  /** Also a comparison of threads: what nobody disturbed ran on two. */
  @Test
  void aKilledSearchEndsWithTheSameWinnerOnOneThread() throws Exception {
    String[] onOneThread = {"--master", "local[1]"};
    Killed killed = kill(Job.OPTIMIZE, 42, onOneThread);

    JobProcess.of(Job.OPTIMIZE, killed.folder()).finish(onOneThread);

    killed.assertMended();
    assertThat(Season.undisturbed(Job.OPTIMIZE).after().get("model_versions")).hasSize(1);
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

  private static Killed kill(Job job, long seed, String... more) throws Exception {
    Undisturbed known = Season.undisturbed(job);
    Path folder = Season.folder(job + "-" + seed);
    Path warehouse = Commits.copy(known.before(), folder.resolve("warehouse"));
    SplittableRandom random = new SplittableRandom(seed);
    int step = 1 + random.nextInt(known.steps() - 2);
    int delay = random.nextInt(LONGEST_DELAY_MILLIS);
    Process process = JobProcess.of(job, folder).start(more);
    kill(process, warehouse, Commits.count(known.before()) + step, delay);
    String moment = "killed %d ms after step %d of %d".formatted(delay, step, known.steps());
    return new Killed(job, folder, warehouse, moment);
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
