package dev.tracewise.table;

import dev.tracewise.model.Errors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import org.apache.spark.sql.delta.DeltaConcurrentModificationException;

/** Tries a commit again that lost against another writer's. */
final class Conflicts {
  private static final int ATTEMPTS = 12;
  private static final long FIRST_WAIT_MILLIS = 40;
  private static final long LONGEST_WAIT_MILLIS = 2_000;

  private Conflicts() {}

  /**
   * Runs a commit until it is not in conflict, at most twelve times with growing, jittered waits.
   *
   * @param what what is committed, for the error
   * @param commit reads the state and commits; must be safe to run again after a conflict
   */
  static <T> T retry(String what, Supplier<T> commit) {
    for (int attempt = 1; ; attempt++) {
      try {
        return commit.get();
      } catch (DeltaConcurrentModificationException e) {
        if (attempt == ATTEMPTS) {
          throw Errors.failed(
              what,
              "other writers committed first " + ATTEMPTS + " times in a row",
              "Run it again when fewer jobs write to this warehouse.",
              e);
        }
        pause(attempt);
      }
    }
  }

  private static void pause(int attempt) {
    long longest = Math.min(LONGEST_WAIT_MILLIS, FIRST_WAIT_MILLIS << attempt);
    try {
      Thread.sleep(ThreadLocalRandom.current().nextLong(longest / 2, longest + 1));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Errors.failed("wait for other writers", "interrupted", "Run it again.", e);
    }
  }
}
