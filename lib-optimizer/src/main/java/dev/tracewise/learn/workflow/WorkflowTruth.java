package dev.tracewise.learn.workflow;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a person says of a workflow.
 *
 * @param label such as {@code excellent}, {@code good} or {@code poor}
 * @param suggestedPattern how the agents should have worked together; null for as they did
 * @param suggestedAgents which agents should have worked; empty for those that did
 */
public record WorkflowTruth(
    String label, @Nullable OrchestrationPattern suggestedPattern, List<String> suggestedAgents) {
  /** Weight of such a workflow in learning. */
  public static final double LEARNING_WEIGHT = 2;

  /** What is added to the id of a workflow that a person corrected. */
  public static final String SUFFIX = "_corrected";

  private static final Set<String> SUCCESSES = Set.of("excellent", "good");

  /** Copies the agents. */
  public WorkflowTruth {
    suggestedAgents = List.copyOf(suggestedAgents);
  }

  /** The workflow as the person sees it, under an id of its own, with full confidence. */
  public Workflow corrected(Workflow workflow) {
    return new Workflow(
        workflow.workflowId() + SUFFIX,
        workflow.query(),
        suggestedPattern == null ? workflow.pattern() : suggestedPattern,
        workflow.seconds(),
        SUCCESSES.contains(label),
        suggestedAgents.isEmpty() ? workflow.agents() : suggestedAgents,
        workflow.taskCount(),
        workflow.parallelEfficiency(),
        1,
        workflow.satisfaction(),
        workflow.time());
  }
}
