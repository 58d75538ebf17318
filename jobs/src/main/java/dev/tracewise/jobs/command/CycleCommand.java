package dev.tracewise.jobs.command;

import dev.tracewise.jobs.output.Page;
import dev.tracewise.jobs.output.TextTable;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code cycle}: what a scheduler runs. */
@Command(
    name = "cycle",
    description =
        "What a scheduler runs: rewards, annotate, workflows and metrics, decide, optimize what was"
            + " decided, tune routers that are due, activate where the agent allows it, train what"
            + " decides, watch what is live.",
    footer = {
      "",
      "A version goes live by itself only for agents whose activation_policy is gate; one that"
          + " earns less than its evidence is taken back for every agent.",
      "With --as-of only rewards, decide, optimize, activate and the training of what decides run:"
          + " nobody labels or is served in the past.",
      "A step that fails stops no other; the exit code is then 1."
    })
final class CycleCommand extends ReplayableCommand {
  @Option(
      names = "--agent",
      paramLabel = "A",
      description = "Decide, optimize and watch only this agent.")
  @Nullable String agent;

  @Override
  protected Result call(CommandContext context) {
    CycleSteps steps = new CycleSteps(context, agent);
    steps.run();
    return Cycled.of(steps.taken(), context.dryRun() ? "would_write" : "done");
  }

  /**
   * What every step came to.
   *
   * @param status done, failed where a step failed, or would_write under {@code --dry-run}
   * @param steps in their order
   * @param optimized agents and modalities that were optimized
   * @param tuned routers that were tuned
   * @param activated versions that went live
   * @param rolledBack versions that were taken back
   * @param failed steps that failed
   */
  record Cycled(
      String status,
      List<CycleStep> steps,
      long optimized,
      long tuned,
      long activated,
      long rolledBack,
      long failed)
      implements Result {
    static Cycled of(List<CycleStep> steps, String status) {
      long failed = steps.stream().filter(CycleStep::hasFailed).count();
      return new Cycled(
          failed > 0 ? "failed" : status,
          List.copyOf(steps),
          steps.stream().filter(step -> step.is("optimize") && !step.hasFailed()).count(),
          steps.stream().filter(step -> step.is("tune") && !step.hasFailed()).count(),
          steps.stream().filter(step -> step.is("activate") && step.wasDone()).count(),
          steps.stream().filter(step -> step.is("watch")).mapToLong(CycleStep::rolledBack).sum(),
          failed);
    }

    @Override
    public int exitCode() {
      return failed > 0 ? 1 : 0;
    }

    @Override
    public long quarantinedRecords() {
      return steps.stream().mapToLong(step -> step.result().path("quarantined").asLong()).sum();
    }

    @Override
    public void show(Page page) {
      TextTable table = TextTable.of("step", "agent", "modality", "status", "what");
      steps.forEach(
          step ->
              table.row(step.step(), step.agentId(), step.modality(), step.status(), step.what()));
      page.table(table, "");
      steps.stream()
          .filter(step -> step.looksForVersions() && step.version() != null)
          .filter(step -> steps.stream().noneMatch(other -> other.activates(step)))
          .forEach(step -> page.next("tracewise versions activate", step.label()));
      page.next("tracewise status");
    }
  }
}
