package dev.tracewise.jobs.command;

import dev.tracewise.jobs.output.Console;
import dev.tracewise.settings.Settings;
import dev.tracewise.settings.Sources;
import java.time.Clock;
import java.util.Map;

/** A command: options in its fields, one method that does it. */
public abstract class WarehouseCommand {
  /**
   * Does it.
   *
   * @throws dev.tracewise.model.TracewiseException if it cannot; anything else is a defect
   */
  protected abstract Result call(CommandContext context);

  /** Reads the settings, does it, and keeps the books. */
  public final Result run(
      GlobalOptions options,
      SparkSessions sessions,
      Console console,
      Clock clock,
      Map<String, String> environment) {
    Settings settings =
        Settings.load(
            new Sources(options.config, environment, options.assignments, options.keys()));
    return call(new CommandContext(options, settings, sessions, console, clock));
  }
}
