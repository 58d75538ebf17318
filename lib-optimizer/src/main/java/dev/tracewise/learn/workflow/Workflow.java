package dev.tracewise.learn.workflow;

import dev.tracewise.model.Errors;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One run of several agents on a query.
 *
 * @param workflowId its id
 * @param query what was asked
 * @param pattern how the agents worked together; null where not known
 * @param seconds how long it took, ≥ 0
 * @param success whether it succeeded
 * @param agents the agents in their order
 * @param taskCount tasks that it was cut into
 * @param parallelEfficiency see {@link ParallelEfficiency}
 * @param confidence how sure the orchestrator was, in [0, 1]
 * @param satisfaction the user's satisfaction in [0, 1]; null where not known
 * @param time when it ended
 */
public record Workflow(
    String workflowId,
    String query,
    @Nullable OrchestrationPattern pattern,
    double seconds,
    boolean success,
    List<String> agents,
    int taskCount,
    double parallelEfficiency,
    double confidence,
    @Nullable Double satisfaction,
    Instant time) {
  /** Copies the agents; refuses numbers that cannot be. */
  public Workflow {
    agents = List.copyOf(agents);
    require("seconds", seconds, Double.MAX_VALUE);
    require("parallel efficiency", parallelEfficiency, Double.MAX_VALUE);
    require("confidence", confidence, 1);
    if (satisfaction != null) {
      require("satisfaction", satisfaction, 1);
    }
  }

  /** What its query asks for, see {@link QueryType}. */
  public String queryType() {
    return QueryType.of(query, pattern);
  }

  private static void require(String name, double value, double most) {
    if (!(value >= 0 && value <= most)) {
      throw Errors.usage(
          "learn from a workflow",
          "its " + name + " is " + value,
          "Times and efficiencies are finite and 0 or more; confidence and satisfaction are in"
              + " [0, 1].");
    }
  }
}
