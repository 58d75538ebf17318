package examples;

import dev.tracewise.action.ChoosePatterns;
import dev.tracewise.action.DescribeWorkflows;
import dev.tracewise.action.RecordAgentMetrics;

/** UnifiedOptimizer: what workflows teach about routing, and routing about workflows. */
final class UnifiedExample {
  private final Examples given;

  UnifiedExample(Examples given) {
    this.given = given;
  }

  void run() {
    DescribeWorkflows.Described workflows =
        new DescribeWorkflows(given.warehouse, Examples.TENANT, given.clock).execute();
    given.out.println("Workflows processed: " + workflows.workflowsWritten());
    new ChoosePatterns(given.warehouse, Examples.TENANT)
        .execute(null)
        .forEach(
            choice -> given.out.println("Pattern of " + choice.queryType() + ": " + choice.reason()));
    RecordAgentMetrics.Recorded metrics =
        new RecordAgentMetrics(given.warehouse, Examples.TENANT, 50, given.clock).execute();
    given.out.println("Metrics written: " + metrics.metricsWritten());
  }
}
