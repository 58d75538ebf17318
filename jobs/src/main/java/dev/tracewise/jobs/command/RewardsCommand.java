package dev.tracewise.jobs.command;

import dev.tracewise.action.ComputeRewards;
import dev.tracewise.action.RecordAgentMetrics;
import dev.tracewise.jobs.output.Page;
import dev.tracewise.jobs.output.TextTable;
import dev.tracewise.learn.modality.DecideSettings;
import dev.tracewise.learn.reward.RewardSettings;
import dev.tracewise.settings.SpanSettings;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;

/** {@code rewards}: what is new becomes experiences with their rewards, and metrics of agents. */
@Command(
    name = "rewards",
    description =
        "Spans, feedback and decisions into experiences with rewards, and how agents do by them;"
            + " only what is new.")
final class RewardsCommand extends LongCommand {
  @Override
  protected Result call(CommandContext context) {
    ComputeRewards rewards =
        new ComputeRewards(
            context.warehouse(),
            context.tenant(),
            context.settings().of(RewardSettings.class),
            context.settings().of(SpanSettings.class).mappings(),
            context.clock());
    if (context.dryRun()) {
      return new Pending("would_write", rewards.isPending());
    }
    ComputeRewards.Result result = rewards.execute();
    RecordAgentMetrics.Recorded metrics =
        new RecordAgentMetrics(
                context.warehouse(),
                context.tenant(),
                context.settings().of(DecideSettings.class).minRealRows(),
                context.clock())
            .execute();
    return new Rewarded(
        result.experiencesWritten(),
        result.experiencesUpdated(),
        result.meanReward(),
        metrics.metricsWritten(),
        metrics.metricsUpdated());
  }

  /** Whether there is anything to do. */
  record Pending(String status, boolean pending) implements Result {
    @Override
    public void show(Page page) {
      page.line(
          pending
              ? "There is something new: experiences would be written."
              : "Nothing is new: nothing would be written.");
    }
  }

  /** What was written. */
  record Rewarded(
      long experiencesWritten,
      long experiencesUpdated,
      @Nullable Double meanReward,
      long metricsWritten,
      long metricsUpdated)
      implements Result {
    @Override
    public void show(Page page) {
      page.table(
          TextTable.of("experiences written", "updated", "mean reward")
              .row(experiencesWritten, experiencesUpdated, meanReward),
          "");
      page.next(
          "tracewise query \"SELECT agent_id, count(*), avg(reward) FROM experiences GROUP BY ALL\"");
      page.next("tracewise optimize policy --agent AGENT");
    }
  }
}
