package dev.tracewise.jobs;

import dev.tracewise.jobs.command.SparkSessions;
import dev.tracewise.jobs.output.Console;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Ctrl-C and the scheduler's end: Spark jobs are cancelled, the command notes that it was
 * interrupted, and the JVM ends with 130 (143 when terminated). Nothing is half-written, since what
 * is written becomes visible by one commit.
 */
final class Interruption {
  /** The exit code of a process that was interrupted. */
  static final int EXIT_CODE = 130;

  private static final int PATIENCE_SECONDS = 5;

  private final CountDownLatch over = new CountDownLatch(1);
  private final SparkSessions sessions;
  private final Console console;

  private Interruption(SparkSessions sessions, Console console) {
    this.sessions = sessions;
    this.console = console;
  }

  /** From now on an end of the process from outside is an interruption. */
  static Interruption watch(SparkSessions sessions, Console console) {
    Interruption interruption = new Interruption(sessions, console);
    Runtime.getRuntime().addShutdownHook(new Thread(interruption::begin, "interruption"));
    return interruption;
  }

  /** The command is over: the process may end. */
  void over() {
    over.countDown();
  }

  private void begin() {
    if (over.getCount() == 0) {
      return;
    }
    console.err().println("Interrupted. Give the same --run-id again to go on.");
    sessions.interrupt();
    awaitEnd();
  }

  @SuppressWarnings("ResultOfMethodCallIgnored")
  private void awaitEnd() {
    try {
      over.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
