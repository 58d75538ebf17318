package dev.tracewise.learn.workflow;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Workflows turned into experiences, each once whatever how often it is handed in.
 *
 * @param processed workflows handed in
 * @param alreadyIntegrated those that had become experiences before, or were handed in twice
 * @param experiences the new experiences, in the order of the workflows
 * @param patternsLearned new experiences by pattern; {@code unknown} where it is not known
 */
public record WorkflowIntegration(
    int processed,
    int alreadyIntegrated,
    List<WorkflowExperience> experiences,
    Map<String, Integer> patternsLearned) {
  /** Satisfaction from which a workflow is a good one. */
  public static final double GOOD = 0.7;

  /** Satisfaction above which a workflow teaches even where it failed. */
  public static final double INTEGRATE_ABOVE = 0.6;

  /** Copies the collections; patterns are sorted. */
  public WorkflowIntegration {
    experiences = List.copyOf(experiences);
    patternsLearned = Collections.unmodifiableMap(new TreeMap<>(patternsLearned));
  }

  /** Whether a workflow teaches: it succeeded, or satisfied by more than 0.6. */
  public static boolean teaches(Workflow workflow) {
    Double satisfaction = workflow.satisfaction();
    return workflow.success() || (satisfaction != null && satisfaction > INTEGRATE_ABOVE);
  }

  /**
   * Integrates workflows.
   *
   * @param integrated ids of the workflows that have become experiences before
   */
  public static WorkflowIntegration of(List<Workflow> workflows, Collection<String> integrated) {
    Set<String> known = new HashSet<>(integrated);
    List<WorkflowExperience> experiences = new ArrayList<>();
    Map<String, Integer> patterns = new TreeMap<>();
    int repeated = 0;
    for (Workflow workflow : workflows) {
      if (known.contains(workflow.workflowId())) {
        repeated++;
      } else if (teaches(workflow)) {
        known.add(workflow.workflowId());
        experiences.add(WorkflowExperience.of(workflow));
        patterns.merge(WorkflowExperience.patternOf(workflow), 1, Integer::sum);
      }
    }
    return new WorkflowIntegration(workflows.size(), repeated, experiences, patterns);
  }

  /**
   * The workflows that satisfied most, {@link #GOOD} or more, the best first; equals by id.
   *
   * @param limit how many at most
   */
  public static List<Workflow> best(List<Workflow> workflows, int limit) {
    return workflows.stream()
        .filter(w -> w.success() && satisfaction(w) >= GOOD)
        .sorted(
            Comparator.comparingDouble(WorkflowIntegration::satisfaction)
                .reversed()
                .thenComparing(Workflow::workflowId))
        .limit(limit)
        .toList();
  }

  private static double satisfaction(Workflow workflow) {
    Double satisfaction = workflow.satisfaction();
    return satisfaction == null ? 0 : satisfaction;
  }
}
