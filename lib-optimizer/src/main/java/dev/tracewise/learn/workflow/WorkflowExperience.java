package dev.tracewise.learn.workflow;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A workflow as the experience of a router.
 *
 * @param workflowId the workflow that it comes from: its key, so that it comes once
 * @param query what was asked
 * @param agent the first agent; {@code unknown} where there was none
 * @param quality satisfaction, else 0.8 for a success and 0.3 for a failure
 * @param success whether it succeeded
 * @param satisfaction the user's satisfaction; null where not known
 * @param confidence how sure the orchestrator was
 * @param seconds how long it took
 * @param metadata where it comes from and what was learned of working together, by name
 */
public record WorkflowExperience(
    String workflowId,
    String query,
    String agent,
    double quality,
    boolean success,
    @Nullable Double satisfaction,
    double confidence,
    double seconds,
    Map<String, String> metadata) {
  /** Value of {@code source} in the metadata. */
  public static final String SOURCE = "orchestration_workflow";

  /** Satisfaction above which working together paid, where it succeeded. */
  public static final double BENEFICIAL_ABOVE = 0.7;

  private static final double SUCCESS_QUALITY = 0.8;
  private static final double FAILURE_QUALITY = 0.3;

  /** Sorts the metadata. */
  public WorkflowExperience {
    metadata = Collections.unmodifiableMap(new TreeMap<>(metadata));
  }

  /** The experience of a workflow. */
  public static WorkflowExperience of(Workflow workflow) {
    Double satisfaction = workflow.satisfaction();
    double bySuccess = workflow.success() ? SUCCESS_QUALITY : FAILURE_QUALITY;
    return new WorkflowExperience(
        workflow.workflowId(),
        workflow.query(),
        workflow.agents().isEmpty() ? "unknown" : workflow.agents().get(0),
        satisfaction == null ? bySuccess : satisfaction,
        workflow.success(),
        satisfaction,
        workflow.confidence(),
        workflow.seconds(),
        metadata(workflow));
  }

  private static Map<String, String> metadata(Workflow workflow) {
    Double satisfaction = workflow.satisfaction();
    boolean beneficial =
        workflow.success() && satisfaction != null && satisfaction > BENEFICIAL_ABOVE;
    Map<String, String> metadata = new TreeMap<>();
    metadata.put("source", SOURCE);
    metadata.put("workflow_id", workflow.workflowId());
    metadata.put("orchestration_pattern", patternOf(workflow));
    metadata.put("agent_sequence", String.join(",", workflow.agents()));
    metadata.put("query_type", workflow.queryType());
    metadata.put("parallel_efficiency", Double.toString(workflow.parallelEfficiency()));
    metadata.put("task_count", Integer.toString(workflow.taskCount()));
    metadata.put("orchestration_was_beneficial", Boolean.toString(beneficial));
    metadata.put("multi_agent_synergy", Boolean.toString(workflow.agents().size() > 1));
    return metadata;
  }

  /** The name of a workflow's pattern; {@code unknown} where it is not known. */
  static String patternOf(Workflow workflow) {
    OrchestrationPattern pattern = workflow.pattern();
    return pattern == null ? "unknown" : pattern.id();
  }
}
