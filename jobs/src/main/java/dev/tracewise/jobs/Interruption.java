package dev.tracewise.jobs;

import dev.tracewise.jobs.command.SparkSessions;
import dev.tracewise.jobs.output.Console;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Ctrl-C and the scheduler's end: Spark jobs are cancelled, the JVM ends with 130 (143 when
 * terminated). Nothing is half-written, since what is written becomes visible by one commit.
 */
final class Interruption {
  private static final AtomicBoolean RUNNING = new AtomicBoolean();
  private static final AtomicBoolean BEGUN = new AtomicBoolean();

  private Interruption() {}

  /** From now on an end of the process from outside is an interruption. */
  static void watch(SparkSessions sessions, Console console) {
    RUNNING.set(true);
    Runtime.getRuntime()
        .addShutdownHook(new Thread(() -> interrupted(sessions, console), "interruption"));
  }

  /** The command is over: the process may end. */
  static void over() {
    RUNNING.set(false);
  }

  /** Whether the process is being ended: what fails now fails because of that. */
  static boolean begun() {
    return BEGUN.get();
  }

  private static void interrupted(SparkSessions sessions, Console console) {
    if (RUNNING.get()) {
      BEGUN.set(true);
      console.err().println("Interrupted. What has a --run-id goes on with the same one.");
      sessions.cancelJobs();
    }
  }
}
