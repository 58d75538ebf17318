package dev.tracewise.jobs.command;

import dev.tracewise.table.RunRow;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/**
 * A command that may take long: with {@code --run-id} a retry goes on with what was begun, and
 * never repeats what was finished.
 */
public abstract class LongCommand extends WritingCommand {
  @Option(
      names = "--run-id",
      paramLabel = "ID",
      description = "Start, resume, or answer again a run by its id.")
  @Nullable String runId;

  /** The id of a run that was given none; without one it is not kept as a run. */
  protected Optional<String> freshRunId(CommandContext context) {
    return Optional.empty();
  }

  /** What a run of it is for, as far as its options say. */
  protected RunRow.Subject subject() {
    return RunRow.Subject.NONE;
  }

  @Override
  final Result guarded(CommandContext context) {
    if (!context.isWatched()) {
      return kept(context);
    }
    try (LiveProgress progress =
        LiveProgress.start(
            context.console().err(), context.now().clock(), context.invocation().command())) {
      return kept(context.showing(progress));
    }
  }

  private Result kept(CommandContext context) {
    Optional<String> id = Optional.ofNullable(runId).or(() -> freshRunId(context));
    if (id.isEmpty()) {
      return begun(context);
    }
    return new RunBook(context, id.get(), subject()).of(this::begun);
  }

  private Result begun(CommandContext context) {
    require(context);
    return call(context);
  }

  /** What has to hold before work begins; a run that is finished is answered without it. */
  void require(CommandContext context) {}
}
