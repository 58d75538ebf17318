package dev.tracewise.table;

import static dev.tracewise.table.Shapes.STRING;
import static dev.tracewise.table.Shapes.TENANT_COMMENT;
import static dev.tracewise.table.Shapes.TEXTS;
import static dev.tracewise.table.Shapes.TIMESTAMP;

import java.time.Instant;
import java.util.List;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/** What agents are. */
public final class AgentsTable {
  /** The table. */
  public static final TableDefinition DEFINITION =
      TableDefinition.named("agents", "What an agent is, one row per agent")
          .required("tenant_id", STRING, TENANT_COMMENT)
          .required("agent_id", STRING, "key within the tenant")
          .required("options", TEXTS, "names of the options it chooses among")
          .nullable("modality", STRING, "modality it works on; null: several")
          .nullable("program", STRING, "its prompt program as JSON")
          .nullable("metric", STRING, "metric its prompts are judged by")
          .nullable("optimizer", STRING, "optimizer of its prompts; router: its routes are tuned")
          .nullable("objective", STRING, "objective of its rewards as JSON")
          .nullable("budgets", STRING, "budgets of its runs as JSON")
          .required("activation_policy", STRING, "manual, or gate: what passes goes live")
          .required("registered_by", STRING, "who or which command registered it")
          .required("settings", STRING, "anything else as JSON")
          .required("updated_at", TIMESTAMP, "when the row last changed")
          .key("tenant_id", "agent_id")
          .clusteredBy("tenant_id", "agent_id")
          .oneOf("activation_policy", "manual", "gate")
          .build();

  private AgentsTable() {}

  /**
   * One agent.
   *
   * @param tenantId who owns the row
   * @param agentId key within the tenant
   * @param options names of its options
   * @param modality modality it works on
   * @param program prompt program as JSON
   * @param metric metric of its prompts
   * @param optimizer optimizer of its prompts; router where its routes are tuned
   * @param objective objective as JSON
   * @param budgets budgets as JSON
   * @param activationPolicy manual or gate
   * @param registeredBy who registered it
   * @param settings anything else as JSON
   * @param updatedAt when it last changed
   */
  public record Agent(
      String tenantId,
      String agentId,
      List<String> options,
      @Nullable String modality,
      @Nullable String program,
      @Nullable String metric,
      @Nullable String optimizer,
      @Nullable String objective,
      @Nullable String budgets,
      String activationPolicy,
      String registeredBy,
      String settings,
      Instant updatedAt) {
    /** Copies the options. */
    public Agent {
      options = List.copyOf(options);
    }

    /** An agent of which only its options are known; versions go live by hand. */
    public static Agent discovered(
        String tenantId, String agentId, List<String> options, String by, Instant at) {
      return new Agent(
          tenantId, agentId, options, null, null, null, null, null, null, "manual", by, "{}", at);
    }
  }

  /** The row of an agent. */
  public static Row row(Agent agent) {
    return Rows.of(
        agent.tenantId(),
        agent.agentId(),
        Rows.array(agent.options()),
        agent.modality(),
        agent.program(),
        agent.metric(),
        agent.optimizer(),
        agent.objective(),
        agent.budgets(),
        agent.activationPolicy(),
        agent.registeredBy(),
        agent.settings(),
        agent.updatedAt());
  }

  /** The agent of a row. */
  public static Agent of(Row row) {
    return new Agent(
        Rows.text(row, "tenant_id"),
        Rows.text(row, "agent_id"),
        Rows.list(row, "options"),
        Rows.textOrNull(row, "modality"),
        Rows.textOrNull(row, "program"),
        Rows.textOrNull(row, "metric"),
        Rows.textOrNull(row, "optimizer"),
        Rows.textOrNull(row, "objective"),
        Rows.textOrNull(row, "budgets"),
        Rows.text(row, "activation_policy"),
        Rows.text(row, "registered_by"),
        Rows.text(row, "settings"),
        Rows.time(row, "updated_at"));
  }
}
