package dev.tracewise.jobs.command;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import dev.tracewise.table.AgentsTable;
import java.util.HashSet;
import java.util.Set;
import org.apache.spark.sql.Column;

/**
 * What the descriptions of agents ({@code agents set}) say.
 *
 * @param byGate agents whose versions go live on evidence alone
 * @param routers agents that are routers
 */
record DescribedAgents(Set<String> byGate, Set<String> routers) {
  /** Copies the agents. */
  DescribedAgents {
    byGate = Set.copyOf(byGate);
    routers = Set.copyOf(routers);
  }

  /** The agents of the tenant, in one read. */
  static DescribedAgents of(CommandContext context) {
    Column gated = col("activation_policy").equalTo(lit("gate"));
    Column tuned = coalesce(col("optimizer").equalTo(lit("router")), lit(false));
    Set<String> byGate = new HashSet<>();
    Set<String> routers = new HashSet<>();
    context
        .warehouse()
        .table(AgentsTable.DEFINITION)
        .read(context.tenant())
        .where(gated.or(tuned))
        .select(col("agent_id"), gated, tuned)
        .collectAsList()
        .forEach(
            row -> {
              if (row.getBoolean(1)) {
                byGate.add(row.getString(0));
              }
              if (row.getBoolean(2)) {
                routers.add(row.getString(0));
              }
            });
    return new DescribedAgents(byGate, routers);
  }
}
