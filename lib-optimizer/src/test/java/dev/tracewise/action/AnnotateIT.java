package dev.tracewise.action;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tracewise.learn.annotation.Priority;
import dev.tracewise.table.FeedbackTable;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

/** A queue from its first request to labels that change rewards; told once, seen from all sides. */
class AnnotateIT extends AnnotationQueue {
  @Test
  void theMostUrgentComeFirstThenTheOldestAndTheCapHolds() {
    assertThat(first.requested()).isEqualTo(4);
    assertThat(asked.keySet())
        .containsExactlyInAnyOrder(
            "old/request", "failed/request", "below/request", "hidden/request");
    assertThat(rest.requested()).isEqualTo(2);
    assertThat(rest.open())
        .isEqualTo(Map.of(Priority.HIGH, 2L, Priority.MEDIUM, 3L, Priority.LOW, 1L));
  }

  @Test
  void aRequestSaysWhyAndByWhen() {
    assertThat(text(asked, "old/request", "reason")).isEqualTo("very_unsure");
    assertThat(text(asked, "old/request", "outcome_reason")).isEqualTo("completed_successfully");
    assertThat(text(asked, "failed/request", "reason")).isEqualTo("unsure_failure");
    assertThat(text(asked, "below/request", "outcome_reason")).isEqualTo("downstream_error");
    assertThat(text(asked, "hidden/request", "outcome_reason")).isEqualTo("routing_error");
    assertThat(text(answered, "root/request", "outcome_reason")).isEqualTo("no_parent_span");
    assertThat(text(answered, "root/request", "interaction_id")).isEqualTo("logged");
    Row old = asked.get("old/request");
    assertThat(old.<String>getAs("query")).isEqualTo("show otters");
    assertThat(old.<String>getAs("chosen")).isEqualTo("a");
    assertThat(old.<Double>getAs("confidence")).isEqualTo(0.2);
    assertThat(old.<String>getAs("context")).contains("\"enhanced_text\":\"otters, videos\"");
    assertThat(old.<String>getAs("status")).isEqualTo("pending");
    assertThat(old.<Instant>getAs("due_at")).isEqualTo(Log.START.plus(HOUR.multipliedBy(5)));
  }

  @Test
  void theSpansAreEvaluated() {
    assertThat(first.evaluation().spans()).isEqualTo(7);
    assertThat(first.evaluation().agents()).isEqualTo(Map.of("a", 7L));
    assertThat(first.evaluation().successRate()).isCloseTo(3 / 7.0, within(1e-12));
    assertThat(first.evaluation().precision().get("a")).isCloseTo(0.5, within(1e-12));
    assertThat(first.evaluation().meanConfidence()).isCloseTo(4.1 / 6, within(1e-12));
    assertThat(first.evaluation().calibration()).isCloseTo(-1.5 / Math.sqrt(22.05), within(1e-9));
  }

  @Test
  void requestsAreGivenToAnAnnotator() {
    assertThat(rest.assigned()).isEqualTo(6);
    assertThat(text(answered, "below/request", "status")).isEqualTo("assigned");
    assertThat(text(answered, "below/request", "assigned_to")).isEqualTo("bob");
  }

  @Test
  void anotherTenantWithTheSameSpansHasAQueueOfItsOwn() {
    assertThat(others.requested()).isEqualTo(1);
    assertThat(entries("other").keySet()).containsExactly("old/request");
    assertThat(text(entries("other"), "old/request", "status")).isEqualTo("pending");
  }

  @Test
  void goodLabelsAreTakenAndBadOnesGoToTheQuarantine() {
    assertThat(labelled.labelled()).isEqualTo(4);
    assertThat(labelled.alreadyPresent()).isEqualTo(1);
    assertThat(labelled.quarantined()).isEqualTo(3);
    assertThat(reasons()).containsExactlyInAnyOrder("unknown_value", "bad_json", "wrong_tenant");
    Row label = answered.get("old/human:ann");
    assertThat(label.<String>getAs("label")).isEqualTo("wrong_routing");
    assertThat(label.<String>getAs("suggested_agent")).isEqualTo("b");
    assertThat(label.<Double>getAs("label_confidence")).isEqualTo(1);
    assertThat(label.<Double>getAs("learning_weight")).isEqualTo(2);
    assertThat(answered.get("failed/model:gpt").<Double>getAs("learning_weight")).isEqualTo(1);
  }

  @Test
  void aLabelClosesItsRequestUnlessAPersonMustLookAgain() {
    assertThat(labelled.completed()).isEqualTo(2);
    assertThat(text(answered, "old/request", "status")).isEqualTo("completed");
    assertThat(text(answered, "fair/request", "status")).isEqualTo("completed");
    assertThat(text(answered, "failed/request", "status")).isEqualTo("assigned");
  }

  @Test
  void runningItAgainWithTheSameLabelsWritesNothing() {
    assertThat(again.requested()).isZero();
    assertThat(again.labelled()).isZero();
    assertThat(again.alreadyPresent()).isEqualTo(5);
    assertThat(again.judgements()).isZero();
    assertThat(again.completed() + again.expired()).isZero();
    assertThat(unchanged).isTrue();
  }

  @Test
  void onlyPeoplesLabelsBecomeFeedback() {
    assertThat(labelled.judgements()).isEqualTo(6);
    List<Row> feedback = table(FeedbackTable.DEFINITION).read(T).collectAsList();
    assertThat(feedback)
        .allSatisfy(row -> assertThat(row.<String>getAs("author")).isEqualTo("ann"));
    assertThat(feedback.stream().map(row -> row.<String>getAs("target_id")))
        .containsOnly("old", "nowhere");
  }

  @Test
  void aLateLabelChangesTheRewardOfAnOldSpan() {
    Row before = rewardsBefore.get("t-old:old");
    Row after = rewardsAfter.get("t-old:old");
    double penalty = 0.1 * (1 - 1 / 1.2);
    assertThat(before.<Double>getAs("reward"))
        .isCloseTo((0.4 * 0.7 + 0.3) / 0.7 - penalty, within(1e-9));
    assertThat(after.<Double>getAs("quality")).isEqualTo(0.3);
    assertThat(after.<Boolean>getAs("success")).isFalse();
    assertThat(after.<Double>getAs("satisfaction")).isZero();
    assertThat(after.<Double>getAs("reward")).isCloseTo(0.12 - penalty, within(1e-9));
    assertThat(after.<Long>getAs("feedback_count")).isEqualTo(1);
    assertThat(rewardsAfter.get("t-failed:failed")).isEqualTo(rewardsBefore.get("t-failed:failed"));
  }

  @Test
  void labelsGoOutAsOpenInferenceAnnotations() {
    assertThat(labelled.exported()).isEqualTo(4);
    JsonNode old =
        exported.stream()
            .filter(line -> line.path("span_id").asText().equals("old"))
            .findFirst()
            .get();
    JsonNode attributes = old.path("attributes");
    assertThat(old.path("trace_id").asText()).isEqualTo("t-old");
    assertThat(attributes.path("annotations.0.annotation.name").asText()).isEqualTo("routing");
    assertThat(attributes.path("annotations.0.annotation.label").asText())
        .isEqualTo("wrong_routing");
    assertThat(attributes.path("annotations.0.annotation.score").asDouble()).isEqualTo(0.3);
    assertThat(attributes.path("annotations.0.annotation.explanation").asText())
        .isEqualTo("no (suggested: b)");
    assertThat(attributes.path("annotations.0.annotation.annotator_kind").asText())
        .isEqualTo("HUMAN");
    assertThat(attributes.has("annotations.1.annotation.label")).isFalse();
  }

  @Test
  void whatNobodyLabelledInTimeExpiresAndIsAskedForAgainWhenSomebodyInsists() {
    assertThat(later.expired()).isEqualTo(4);
    assertThat(later.requested()).isEqualTo(5);
    assertThat(text(atTheEnd, "failed/request", "status")).isEqualTo("pending");
    assertThat(text(atTheEnd, "old/request", "status")).isEqualTo("completed");
    assertThat(atTheEnd.get("failed/request").<Object>getAs("assigned_to")).isNull();
  }

  @Test
  void aSpanThatArrivesMonthsAfterItHappenedIsAskedFor() {
    assertThat(text(atTheEnd, "late/request", "reason")).isEqualTo("very_unsure");
  }
}
