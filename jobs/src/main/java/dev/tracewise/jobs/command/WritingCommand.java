package dev.tracewise.jobs.command;

/** A command that writes into the warehouse: it leaves a row in {@code job_runs}. */
public abstract class WritingCommand extends WarehouseCommand {
  @Override
  Result around(CommandContext context) {
    CommandContext timed = timed(context);
    if (context.dryRun()) {
      return call(timed);
    }
    JobJournal journal = new JobJournal(context);
    try {
      Result result = guarded(timed);
      journal.ended(result);
      return result;
    } catch (Exception e) {
      journal.failed(e);
      throw e;
    }
  }

  /** The context at the time that the work is of. */
  CommandContext timed(CommandContext context) {
    return context;
  }

  /** Does it, unless a run of the same id did it already. */
  Result guarded(CommandContext context) {
    return call(context);
  }
}
