package dev.tracewise.jobs.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tracewise.jobs.process.Season.Job;
import dev.tracewise.jobs.process.Season.Undisturbed;
import java.nio.file.Path;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Jobs in processes of their own that are killed without a warning, at moments that a seed chooses,
 * and started again: the tables end as those of jobs that nobody disturbed.
 */
class KilledJobsIT {
  private static final int LONGEST_DELAY_MILLIS = 150;
  private static final int VARIATIONS = 8;

  /** A job that was killed, and when. */
  private record Killed(Job job, Path warehouse, String moment) {
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
}
