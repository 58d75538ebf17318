package dev.tracewise.jobs.command;

import dev.tracewise.action.DescribeAgents;
import dev.tracewise.action.DescribeAgents.AgentStatus;
import dev.tracewise.jobs.output.Page;
import dev.tracewise.jobs.output.TextTable;
import dev.tracewise.learn.modality.DecideSettings;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code status}: how agents do. */
@Command(
    name = "status",
    description = "Per agent and modality: reward and trend, what is live, readiness, health.")
final class StatusCommand extends WarehouseCommand {
  @Option(names = "--agent", paramLabel = "A", description = "Only this agent.")
  @Nullable String agent;

  @Override
  protected Result call(CommandContext context) {
    DescribeAgents action =
        new DescribeAgents(
            context.warehouse(),
            context.tenant(),
            context.settings().of(DecideSettings.class).minRealRows(),
            context.clock());
    return new Described(action.execute(agent));
  }

  /** How agents do. */
  record Described(List<AgentStatus> agents) implements Result {
    @Override
    public void show(Page page) {
      TextTable table =
          TextTable.of(
              "agent",
              "modality",
              "experiences",
              "mean reward",
              "moving reward",
              "trend",
              "success",
              "live",
              "decided",
              "optimizer",
              "ready",
              "healthy",
              "why");
      for (AgentStatus one : agents) {
        table.row(
            one.agentId(),
            one.modality(),
            one.experiences(),
            one.meanReward(),
            one.movingReward(),
            one.trend() == null ? null : one.trend().estimate(),
            one.successRate(),
            String.join(", ", one.activeVersions()),
            one.lastDecision(),
            one.optimizer(),
            one.ready(),
            one.healthy(),
            one.reason());
      }
      page.table(table, "No experiences yet: tracewise rewards makes them.");
      if (!agents.isEmpty()) {
        page.next("tracewise decide");
      }
    }
  }
}
