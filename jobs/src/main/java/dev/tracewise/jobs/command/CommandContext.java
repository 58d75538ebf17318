package dev.tracewise.jobs.command;

import dev.tracewise.jobs.output.Console;
import dev.tracewise.settings.Settings;
import java.time.Clock;
import org.apache.spark.sql.SparkSession;

/** What a command works with: settings, the session when it asks for it, and where to talk. */
public final class CommandContext {
  private final GlobalOptions options;
  private final Settings settings;
  private final SparkSessions sessions;
  private final Console console;
  private final Clock clock;

  CommandContext(
      GlobalOptions options,
      Settings settings,
      SparkSessions sessions,
      Console console,
      Clock clock) {
    this.options = options;
    this.settings = settings;
    this.sessions = sessions;
    this.console = console;
    this.clock = clock;
  }

  /** The settings in force. */
  public Settings settings() {
    return settings;
  }

  /** Whose rows are read and written. */
  public String tenant() {
    return settings.job().tenant();
  }

  /** Seed of everything random. */
  public long seed() {
    return settings.job().seed();
  }

  /** The time, for everything that is written with one. */
  public Clock clock() {
    return clock;
  }

  /** Whether nothing may be written. */
  public boolean dryRun() {
    return options.dryRun;
  }

  /** The session; the first call starts it. */
  public SparkSession spark() {
    return sessions.session(options);
  }

  /** Where to talk besides the result. */
  public Console console() {
    return console;
  }

  /** Tells a person something on the side, unless asked to be quiet. */
  public void note(String text) {
    if (!options.quiet) {
      console.err().println(text);
    }
  }
}
