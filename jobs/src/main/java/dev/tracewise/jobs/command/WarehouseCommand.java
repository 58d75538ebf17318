package dev.tracewise.jobs.command;

import dev.tracewise.settings.Settings;
import dev.tracewise.settings.Sources;

/** A command: options in its fields, one method that does it. */
public abstract class WarehouseCommand {
  /**
   * Does it.
   *
   * @throws dev.tracewise.model.TracewiseException if it cannot; anything else is a defect
   */
  protected abstract Result call(CommandContext context);

  /** Reads the settings and does it. */
  public final Result run(Invocation invocation) {
    GlobalOptions options = invocation.options();
    Settings settings =
        Settings.load(
            new Sources(
                options.config, invocation.environment(), options.assignments, options.keys()));
    return around(new CommandContext(invocation, settings));
  }

  /** Does it with whatever belongs around it. */
  Result around(CommandContext context) {
    return call(context);
  }
}
