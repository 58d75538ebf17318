package dev.tracewise.learn.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WorkflowTest {
  private static Workflow workflow(String id, boolean success, Double satisfaction) {
    return new Workflow(
        id,
        "videos of otters",
        OrchestrationPattern.PARALLEL,
        2,
        success,
        List.of("video_search_agent", "summarizer_agent"),
        2,
        1.35,
        .9,
        satisfaction,
        Instant.EPOCH);
  }

  @Test
  void check43WorkflowsAsExperiences() {
    WorkflowExperience good = WorkflowExperience.of(workflow("w", true, .85));
    assertThat(good.quality()).isEqualTo(.85);
    assertThat(good.agent()).isEqualTo("video_search_agent");
    assertThat(good.confidence()).isEqualTo(.9);
    assertThat(good.seconds()).isEqualTo(2);
    assertThat(good.metadata())
        .containsEntry("multi_agent_synergy", "true")
        .containsEntry("orchestration_was_beneficial", "true")
        .containsEntry("source", "orchestration_workflow")
        .containsEntry("orchestration_pattern", "parallel")
        .containsEntry("agent_sequence", "video_search_agent,summarizer_agent")
        .containsEntry("query_type", "parallel_query")
        .containsEntry("parallel_efficiency", "1.35")
        .containsEntry("task_count", "2");
    assertThat(WorkflowExperience.of(workflow("w", false, null)).quality()).isEqualTo(.3);
    assertThat(WorkflowExperience.of(workflow("w", true, null)).quality()).isEqualTo(.8);
    assertThat(WorkflowIntegration.teaches(workflow("w", false, .3))).isFalse();
    assertThat(WorkflowIntegration.teaches(workflow("w", false, .61))).isTrue();
    assertThat(WorkflowIntegration.teaches(workflow("w", false, null))).isFalse();
  }

  @Test
  void check44Efficiency() {
    assertThat(ParallelEfficiency.of(List.of(1.2, 1.5), 2, OrchestrationPattern.PARALLEL))
        .isEqualTo(1.35, within(1e-12));
    assertThat(ParallelEfficiency.of(List.of(1.2, 1.5), 2, OrchestrationPattern.SEQUENTIAL))
        .isZero();
    assertThat(ParallelEfficiency.of(List.of(9.0, 9.0), 2, OrchestrationPattern.PARALLEL))
        .isEqualTo(2);
    assertThat(ParallelEfficiency.of(List.of(1.0), 0, OrchestrationPattern.PARALLEL)).isZero();
    assertThat(ParallelEfficiency.of(List.of(1.0), 1, null)).isZero();
  }

  /** The seed's program integrates the same workflows with every run. */
  @Test
  void aWorkflowBecomesAnExperienceOnce() {
    List<Workflow> workflows =
        List.of(
            workflow("a", true, .9),
            workflow("b", false, .1),
            workflow("a", true, .9),
            workflow("c", true, null));
    WorkflowIntegration first = WorkflowIntegration.of(workflows, Set.of());
    assertThat(first.processed()).isEqualTo(4);
    assertThat(first.experiences())
        .extracting(WorkflowExperience::workflowId)
        .containsExactly("a", "c");
    assertThat(first.alreadyIntegrated()).isEqualTo(1);
    assertThat(first.patternsLearned()).containsExactly(Map.entry("parallel", 2));
    WorkflowIntegration second = WorkflowIntegration.of(workflows, Set.of("a", "c"));
    assertThat(second.experiences()).isEmpty();
    assertThat(second.alreadyIntegrated()).isEqualTo(3);
  }

  @Test
  void theBestWorkflowsSatisfyMost() {
    List<Workflow> workflows =
        List.of(
            workflow("a", true, .7),
            workflow("b", true, .69),
            workflow("d", true, .9),
            workflow("c", true, .9),
            workflow("e", true, null),
            workflow("f", false, .95));
    assertThat(WorkflowIntegration.best(workflows, 100))
        .extracting(Workflow::workflowId)
        .containsExactly("c", "d", "a");
    assertThat(WorkflowIntegration.best(workflows, 1)).hasSize(1);
  }

  @ParameterizedTest(name = "{0} ({1}) is {2}")
  @CsvSource({
    "videos and documents about otters, PARALLEL, multi_modal_search",
    "Images and text, PARALLEL, multi_modal_search",
    "a detailed look at otters, SEQUENTIAL, sequential_report",
    "reports about otters, PARALLEL, detailed_analysis",
    "two summaries of otters, SINGLE, summarization",
    "otters, CONDITIONAL, conditional_query",
    "reportage about otters, SINGLE, single_query",
    "otters, , unknown_query",
  })
  void queriesHaveTypes(String query, OrchestrationPattern pattern, String type) {
    assertThat(QueryType.of(query, pattern)).isEqualTo(type);
  }

  @Test
  void whatIsNotKnownHasAName() {
    Workflow empty = new Workflow("w", "q", null, 0, true, List.of(), 0, 0, 0, null, Instant.EPOCH);
    WorkflowExperience experience = WorkflowExperience.of(empty);
    assertThat(experience.agent()).isEqualTo("unknown");
    assertThat(experience.metadata())
        .containsEntry("orchestration_pattern", "unknown")
        .containsEntry("orchestration_was_beneficial", "false")
        .containsEntry("multi_agent_synergy", "false");
    assertThat(OrchestrationPattern.of(" Parallel ")).contains(OrchestrationPattern.PARALLEL);
    assertThat(OrchestrationPattern.of("chaotic")).isEmpty();
  }

  @Test
  void numbersThatCannotBeAreRefused() {
    assertThatThrownBy(() -> workflow("w", true, Double.NaN))
        .hasMessageContaining("its satisfaction is NaN");
    assertThatThrownBy(
            () ->
                new Workflow(
                    "w",
                    "q",
                    null,
                    Double.POSITIVE_INFINITY,
                    true,
                    List.of(),
                    0,
                    0,
                    0,
                    null,
                    Instant.EPOCH))
        .hasMessageContaining("its seconds is Infinity");
  }
}
