package dev.tracewise.action;

import static org.apache.spark.sql.functions.col;

import dev.tracewise.judge.Groups;
import dev.tracewise.learn.workflow.OrchestrationPattern;
import dev.tracewise.learn.workflow.PatternChoice;
import dev.tracewise.learn.workflow.PatternOutcome;
import dev.tracewise.learn.workflow.QueryType;
import dev.tracewise.table.Warehouse;
import dev.tracewise.table.WorkflowsTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/**
 * Says for each type of query which pattern of working together its workflows deserve: the simplest
 * one, unless the rewards of another were higher beyond doubt. The type is that of the words alone,
 * so that the same queries are compared whichever way they went.
 */
public final class ChoosePatterns {
  private static final int WINDOW = 20_000;

  private final Warehouse warehouse;
  private final String tenant;

  /** The action for a tenant. */
  public ChoosePatterns(Warehouse warehouse, String tenant) {
    this.warehouse = warehouse;
    this.tenant = tenant;
  }

  /**
   * Learns from the last {@value #WINDOW} rewarded workflows.
   *
   * @param query only the type of this query, which gets a choice even without a workflow; null for
   *     all types that there are
   * @return by type of query
   */
  public List<PatternChoice> execute(@Nullable String query) {
    Map<String, List<PatternOutcome>> outcomes =
        JobDescription.during(
            warehouse.spark().sparkContext(), "compare patterns of workflows", this::outcomes);
    if (query == null) {
      return outcomes.entrySet().stream()
          .map(entry -> PatternChoice.of(entry.getKey(), entry.getValue()))
          .toList();
    }
    String type = QueryType.of(query, null);
    return List.of(PatternChoice.of(type, outcomes.getOrDefault(type, List.of())));
  }

  private Map<String, List<PatternOutcome>> outcomes() {
    Map<String, List<PatternOutcome>> outcomes = new TreeMap<>();
    for (Row row :
        warehouse
            .table(WorkflowsTable.DEFINITION)
            .read(tenant)
            .where(col("reward").isNotNull())
            .orderBy(col("time").desc(), col("workflow_id"))
            .limit(WINDOW)
            .select("workflow_id", "session_id", "user_id", "query", "pattern", "reward")
            .collectAsList()) {
      String query = row.getString(3);
      String type = QueryType.of(query == null ? "" : query, null);
      outcomes.computeIfAbsent(type, name -> new ArrayList<>()).add(outcome(row));
    }
    return outcomes;
  }

  private static PatternOutcome outcome(Row row) {
    return new PatternOutcome(
        OrchestrationPattern.of(row.getString(4)).orElseThrow(),
        row.getDouble(5),
        Groups.of(row.getString(2), row.getString(1), row.getString(3), row.getString(0)));
  }
}
