package dev.tracewise.jobs.command;

import dev.tracewise.action.decide.TrainingHistory;
import dev.tracewise.model.Errors;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/**
 * A command that old logs can be replayed with: it reads what had happened by then, and what it
 * enters is of that time.
 */
abstract class ReplayableCommand extends LongCommand {
  @Option(
      names = "--as-of",
      paramLabel = "TIME",
      description =
          "As if it were then: old logs are replayed, from the oldest time to the newest; an outcome"
              + " counts with its decision. ISO 8601, or a day (default: now).")
  @Nullable String asOf;

  @Override
  final CommandContext timed(CommandContext context) {
    Instant time = Times.read("--as-of", asOf);
    if (time == null) {
      return context;
    }
    if (time.isAfter(context.clock().instant())) {
      throw Errors.usage(
          "work as of " + asOf, "that is yet to come", "Give a time that has passed.");
    }
    return context.asOf(time);
  }

  @Override
  final void require(CommandContext context) {
    context
        .asOf()
        .ifPresent(
            time ->
                new TrainingHistory(context.warehouse(), context.tenant())
                    .requireNothingAfter(time));
  }
}
