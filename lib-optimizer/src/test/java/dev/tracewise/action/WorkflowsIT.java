package dev.tracewise.action;

import static dev.tracewise.action.WorkflowLog.T;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tracewise.learn.fusion.Agreement;
import dev.tracewise.learn.fusion.Ambiguity;
import dev.tracewise.learn.fusion.ModalityConfidence;
import dev.tracewise.learn.text.QueryShape;
import dev.tracewise.learn.workflow.OrchestrationPattern;
import dev.tracewise.learn.workflow.QueryType;
import dev.tracewise.model.Modality;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** Traces of several agents, from their spans to what is learned of them; one log, told once. */
@TestMethodOrder(OrderAnnotation.class)
class WorkflowsIT extends CoordinatedWorkflows {
  @Test
  void theShapeOfATraceTellsHowItsAgentsWorkedTogether() {
    assertThat(pattern("single")).isEqualTo("single");
    assertThat(pattern("sequential")).isEqualTo("sequential");
    assertThat(pattern("nested")).isEqualTo("sequential");
    assertThat(pattern("parallel")).isEqualTo("parallel");
    assertThat(pattern("chosen")).isEqualTo("conditional");
    assertThat(pattern("said")).isEqualTo("conditional");
    assertThat(pattern("circle")).isEqualTo("sequential");
    assertThat(rows).doesNotContainKey("silent");
    assertThat(agents("parallel")).containsExactly("boss", "a", "b");
    assertThat(agents("single")).containsExactly("a");
    assertThat(agents("services")).containsExactly("front", "back");
    assertThat(rows.get("services").<Integer>getAs("task_count")).isEqualTo(2);
    assertThat(agents("nested")).containsExactly("boss", "helper");
    assertThat(rows.get("single").<Integer>getAs("task_count")).isEqualTo(1);
    assertThat(number("single", "seconds")).isEqualTo(2);
    assertThat(list("sequential", "modalities")).containsExactly("video", "document");
    assertThat(list("parallel", "modalities")).isEmpty();
  }

  @Test
  void check44TheAgentsThatWorkAtOnceAreEfficientAndWhoWaitsDoesNotCount() {
    assertThat(number("par1", "parallel_efficiency")).isEqualTo(1.35, within(1e-12));
    assertThat(number("parallel", "parallel_efficiency")).isEqualTo(1.35, within(1e-12));
    assertThat(number("seq1", "parallel_efficiency")).isZero();
  }

  @Test
  void whatCameOfAWorkflowIsWhatCameOfItsExperiences() {
    Map<String, Row> experiences =
        new RewardRun(LOG, T)
            .rows().values().stream()
                .collect(Collectors.toMap(row -> row.getAs("interaction_id"), row -> row));
    double mean =
        (experiences.get("par1/document").<Double>getAs("reward")
                + experiences.get("par1/video").<Double>getAs("reward"))
            / 2;
    assertThat(number("par1", "reward")).isEqualTo(mean, within(1e-12));
    assertThat(number("par1", "satisfaction")).isEqualTo(0.85, within(1e-12));
    assertThat(rows.get("par1").<Integer>getAs("interaction_count")).isEqualTo(2);
    assertThat(rows.get("par1").<Boolean>getAs("teaches")).isTrue();
    assertThat(rows.get("par1").<Boolean>getAs("beneficial")).isTrue();
    assertThat(rows.get("seq1").<Boolean>getAs("beneficial")).isFalse();
    assertThat(rows.get("nested").<Boolean>getAs("success")).isTrue();
  }

  @Test
  void theColumnsSayWhatThePureRulesSay() {
    for (Row row : rows.values()) {
      String query = row.getAs("query");
      String text = query == null ? "" : query;
      QueryShape shape = QueryShape.of(text);
      assertThat(row.<Integer>getAs("query_length")).isEqualTo(shape.length());
      assertThat(row.<Boolean>getAs("has_question")).isEqualTo(shape.question());
      assertThat(row.<Boolean>getAs("has_specific_entity")).isEqualTo(shape.specificEntity());
      OrchestrationPattern pattern =
          OrchestrationPattern.of(row.<String>getAs("pattern")).orElseThrow();
      assertThat(row.<String>getAs("query_type")).isEqualTo(QueryType.of(text, pattern));
      Double sure = row.getAs("primary_confidence");
      Double second = row.getAs("secondary_confidence");
      if (sure != null) {
        assertThat(row.<Double>getAs("ambiguity"))
            .isEqualTo(Ambiguity.of(text, sure, second == null ? 0 : second), within(1e-12));
      }
      if (sure != null && second != null) {
        assertThat(row.<Double>getAs("agreement"))
            .isEqualTo(
                Agreement.DOMINANCE.of(
                    new ModalityConfidence(Modality.VIDEO, sure),
                    new ModalityConfidence(Modality.DOCUMENT, second)),
                within(1e-12));
      }
    }
    assertThat(number("par1", "primary_confidence")).isEqualTo(0.6);
    assertThat(number("par1", "secondary_confidence")).isEqualTo(0.5);
    assertThat(list("par1", "modalities")).containsExactly("video", "document");
    assertThat(rows.get("chosen").<String>getAs("query_type")).isEqualTo("detailed_analysis");
    assertThat(rows.get("sequential").<Double>getAs("ambiguity")).isNull();
  }

  @Test
  void eachTraceIsThereOnceAndRunningAgainChangesNothing() {
    assertThat(first.workflowsWritten()).isEqualTo(2 * USERS + 8);
    assertThat(rows).hasSize(2 * USERS + 8);
    assertThat(again).isEqualTo(new DescribeWorkflows.Described(0, 0));
    assertThat(unchanged).isTrue();
  }

  @Test
  void whatArrivesLateChangesOnlyWhatItBelongsTo() {
    assertThat(late).isEqualTo(new DescribeWorkflows.Described(1, 2));
    assertThat(after.get("sequential").<String>getAs("pattern")).isEqualTo("parallel");
    assertThat(after.get("fresh").<String>getAs("pattern")).isEqualTo("single");
    assertThat(after.get("par0").<Double>getAs("reward"))
        .isLessThan(rows.get("par0").<Double>getAs("reward"));
    assertThat(after.get("par1")).isEqualTo(rows.get("par1"));
  }
}
