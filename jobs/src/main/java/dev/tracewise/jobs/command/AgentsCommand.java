package dev.tracewise.jobs.command;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tracewise.jobs.output.Page;
import dev.tracewise.model.Errors;
import dev.tracewise.settings.ActivationSettings;
import dev.tracewise.table.AgentsTable;
import dev.tracewise.table.AgentsTable.Agent;
import dev.tracewise.table.WarehouseTable;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code agents}: what an agent is. */
@Command(
    name = "agents",
    description = "What agents are: options, objective, budgets, activation policy.",
    subcommands = {
      AgentsCommand.ListAgents.class,
      AgentsCommand.ShowAgent.class,
      AgentsCommand.SetAgent.class
    })
final class AgentsCommand {
  private AgentsCommand() {}

  /** {@code agents list}. */
  @Command(name = "list", description = "Agents by name.")
  static final class ListAgents extends WarehouseCommand {
    private static final List<String> SHOWN =
        List.of("agent_id", "modality", "options", "activation_policy", "updated_at");

    @Override
    protected Result call(CommandContext context) {
      List<JsonNode> agents =
          context.reads().rows(AgentsTable.DEFINITION, context.tenant()).stream()
              .sorted(Comparator.comparing(row -> row.<String>getAs("agent_id")))
              .<JsonNode>map(TableRows::of)
              .toList();
      return new RowsResult("agents", agents, SHOWN, "No agents yet: ingest makes them known.");
    }
  }

  /** {@code agents show}. */
  @Command(name = "show", description = "One agent.")
  static final class ShowAgent extends WarehouseCommand {
    @Parameters(paramLabel = "AGENT", description = "Id of the agent.")
    String agent = "";

    @Override
    protected Result call(CommandContext context) {
      return context
          .reads()
          .rows(AgentsTable.DEFINITION, context.tenant(), "agent_id", agent)
          .stream()
          .findFirst()
          .map(row -> new RowResult(TableRows.of(row)))
          .orElseThrow(
              () ->
                  Errors.usage(
                      "show agent \"" + agent + "\"",
                      "there is no such agent",
                      "\"tracewise agents list\" has them."));
    }
  }

  /** {@code agents set}. */
  @Command(name = "set", description = "Say what an agent is, by a JSON file.")
  static final class SetAgent extends WritingCommand {
    @Parameters(index = "0", paramLabel = "AGENT", description = "Id of the agent.")
    String agent = "";

    @Parameters(
        index = "1",
        paramLabel = "FILE",
        description =
            "JSON with options, modality, program, metric, optimizer, objective, budgets,"
                + " activation_policy (manual or gate).")
    Path file = Path.of("");

    @Override
    protected Result call(CommandContext context) {
      ActivationSettings activation = context.settings().of(ActivationSettings.class);
      Agent described =
          new AgentFile(file, activation).read(context.tenant(), agent, context.clock().instant());
      WarehouseTable table = context.warehouse().table(AgentsTable.DEFINITION);
      if (!context.dryRun()) {
        table.upsert(context.tenant(), table.rows(List.of(AgentsTable.row(described))));
      }
      return new Registered(context.dryRun() ? "would_write" : "done", agent, described.options());
    }
  }

  /** What is known now. */
  record Registered(String status, String agentId, List<String> options) implements Result {
    @Override
    public void show(Page page) {
      String verb = status.equals("done") ? " chooses among " : " would choose among ";
      page.line("Agent " + agentId + verb + String.join(", ", options) + ".")
          .next("tracewise agents show", agentId);
    }
  }
}
