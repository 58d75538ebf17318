package dev.tracewise.jobs;

import dev.tracewise.jobs.command.SparkSessions;
import dev.tracewise.jobs.output.Console;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import sun.misc.Signal;

/**
 * Ctrl-C and the scheduler's end: Spark jobs are cancelled, the command notes that it was
 * interrupted, and the process ends with 130. Nothing is half-written, since what is written
 * becomes visible by one commit. A second signal, or ten seconds, end the process whatever it does.
 */
final class Interruption {
  /** The exit code of a process that was interrupted. */
  static final int EXIT_CODE = 130;

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final AtomicBoolean signalled = new AtomicBoolean();
  private final SparkSessions sessions;
  private final Console console;
  private final Thread worker;

  private Interruption(SparkSessions sessions, Console console, Thread worker) {
    this.sessions = sessions;
    this.console = console;
    this.worker = worker;
  }

  /** From now on a signal to end the process interrupts what this thread does. */
  static void watch(SparkSessions sessions, Console console) {
    Interruption interruption = new Interruption(sessions, console, Thread.currentThread());
    Signal.handle(new Signal("INT"), signal -> interruption.signalled());
    Signal.handle(new Signal("TERM"), signal -> interruption.signalled());
  }

  private void signalled() {
    if (!signalled.compareAndSet(false, true)) {
      Runtime.getRuntime().halt(EXIT_CODE);
    }
    console.err().println("Interrupted. Give the same --run-id again to go on.");
    Thread end = new Thread(Interruption::end, "end of the interruption");
    end.setDaemon(true);
    end.start();
    sessions.interrupt();
    worker.interrupt();
  }

  private static void end() {
    try {
      Thread.sleep(PATIENCE.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    Runtime.getRuntime().halt(EXIT_CODE);
  }
}
