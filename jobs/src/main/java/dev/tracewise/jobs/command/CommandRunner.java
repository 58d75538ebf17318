package dev.tracewise.jobs.command;

/** Runs commands in this process, in the session that is already there. */
@FunctionalInterface
public interface CommandRunner {
  /**
   * Runs one command as a user would.
   *
   * @param args name and options, such as {@code "ingest", "logs", "--warehouse", "w"}
   * @return how it ended; it never throws for an error that a user would see
   */
  Answer run(String... args);
}
