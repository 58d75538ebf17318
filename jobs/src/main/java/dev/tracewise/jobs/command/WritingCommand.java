package dev.tracewise.jobs.command;

/** A command that writes into the warehouse: it leaves a row in {@code job_runs}. */
public abstract class WritingCommand extends WarehouseCommand {
  @Override
  Result around(CommandContext context) {
    if (context.dryRun()) {
      return call(context);
    }
    JobJournal journal = new JobJournal(context);
    try {
      Result result = guarded(context);
      journal.ended(result);
      return result;
    } catch (Exception e) {
      journal.failed(e);
      throw e;
    }
  }

  /** Does it, unless a run of the same id did it already. */
  Result guarded(CommandContext context) {
    return call(context);
  }
}
