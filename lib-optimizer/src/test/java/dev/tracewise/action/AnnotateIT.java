package dev.tracewise.action;

import static dev.tracewise.action.Log.decision;
import static dev.tracewise.action.Log.span;
import static org.apache.spark.sql.functions.col;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.tracewise.SparkSupport;
import dev.tracewise.action.Annotate.Request;
import dev.tracewise.action.Annotate.Result;
import dev.tracewise.action.Annotate.Scope;
import dev.tracewise.learn.annotation.AnnotationSettings;
import dev.tracewise.learn.annotation.Priority;
import dev.tracewise.model.Measures;
import dev.tracewise.model.Span;
import dev.tracewise.source.IngestSettings;
import dev.tracewise.source.SpanDecisionMapping;
import dev.tracewise.table.AnnotationsTable;
import dev.tracewise.table.CursorsTable;
import dev.tracewise.table.FeedbackTable;
import dev.tracewise.table.QuarantineTable;
import dev.tracewise.table.SpansTable;
import dev.tracewise.table.TableDefinition;
import dev.tracewise.table.WarehouseTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A queue from its first request to labels that change rewards; told once, seen from all sides. */
class AnnotateIT {
  private static final String T = "acme";
  private static final double DAY = 86_400;
  private static final Duration HOUR = Duration.ofHours(1);
  private static final String LABELS =
      """
      {"span_id":"old","label":"wrong_routing","annotator":"ann","suggested_agent":"b","reasoning":"no"}
      {"span_id":"failed","label":"correct_routing","annotator":"gpt","source":"model","confidence":0.9}
      {"span_id":"fair","label":"correct routing","annotator":"gpt","source":"model","requires_human_review":false}
      {"span_id":"nowhere","label":"ambiguous","annotator":"ann"}
      {"span_id":"old","label":"ambiguous","annotator":"ann","time":"2026-09-01T00:00:00Z"}
      {"span_id":"old","label":"good","annotator":"ann"}
      {"span_id":"old","label":"ambiguous","annotator":
      {"span_id":"old","label":"ambiguous","annotator":"ann","tenant_id":"other"}
      """;

  private static final Log LOG = new Log();
  private static Result first;
  private static Result rest;
  private static Result others;
  private static Result labelled;
  private static Result again;
  private static Result later;
  private static Map<String, Row> asked;
  private static Map<String, Row> answered;
  private static Map<String, Row> atTheEnd;
  private static Map<String, Row> rewardsBefore;
  private static Map<String, Row> rewardsAfter;
  private static List<JsonNode> exported;
  private static boolean unchanged;

  @BeforeAll
  static void theLifeOfAQueue() throws IOException {
    LOG.add(
            decided(T, "old", "OK", -100 * DAY, 0.2, Map.of()),
            decided(T, "failed", "ERROR", 1, 0.5, Map.of()),
            decided(T, "below", "OK", 2, 0.9, Map.of()),
            span(T, "t-below", "tool", "below", 3, "ERROR", null, null, Map.of()),
            decided(T, "hidden", "UNSET", 4, 0.9, Map.of("otel.status_code", "ERROR")),
            decided(T, "fair", "OK", 6, 0.7, Map.of()),
            decided(T, "sure", "OK", 7, 0.9, Map.of()),
            span(T, "t-root", "root", null, 5, Map.of()),
            span(T, "t-root", "plain", "root", 5, Map.of()),
            decided("other", "old", "OK", 0, 0.2, Map.of()))
        .add(decision(T, "logged", 5, null, "t-root", "root", Measures.UNKNOWN));
    RewardRun rewards = new RewardRun(LOG, T);
    rewards.execute();
    rewardsBefore = rewards.rows();

    first = run(T, HOUR, 4, asking());
    asked = entries(T);
    rest = run(T, HOUR, 50, new Request(Scope.ARRIVED, null, null, "bob"));
    others = run("other", HOUR, 50, asking());

    Path folder = SparkSupport.freshFolder("labels");
    Path labels = Files.writeString(folder.resolve("labels.jsonl"), LABELS);
    Path export = folder.resolve("export.jsonl");
    Request taking = new Request(Scope.ARRIVED, labels.toString(), export, null);
    labelled = run(T, HOUR.multipliedBy(3), 50, taking);
    answered = entries(T);
    exported = Files.readAllLines(export).stream().map(AnnotateIT::json).toList();
    List<Long> versions = versions();
    again = run(T, HOUR.multipliedBy(4), 50, taking);
    unchanged = versions.equals(versions());
    rewards.execute();
    rewardsAfter = rewards.rows();

    Instant late = Log.START.plus(Duration.ofDays(10));
    put(decided(T, "late", "OK", -200 * DAY, 0.1, Map.of()), late);
    later = run(T, Duration.ofDays(10), 50, new Request(Scope.EVERYTHING, null, null, null));
    atTheEnd = entries(T);
  }

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

  private static Request asking() {
    return new Request(Scope.ARRIVED, null, null, null);
  }

  private static Result run(String tenant, Duration after, int limit, Request request) {
    return new Annotate(
            LOG.warehouse(),
            tenant,
            AnnotationSettings.DEFAULTS.withLimit(limit),
            SpanDecisionMapping.SHIPPED,
            IngestSettings.DEFAULT,
            Clock.fixed(Log.START.plus(after), ZoneOffset.UTC))
        .execute(request);
  }

  private static Span decided(
      String tenant,
      String id,
      String status,
      double second,
      double confidence,
      Map<String, String> more) {
    Map<String, String> attributes = new HashMap<>(more);
    attributes.put("routing.chosen_agent", "a");
    attributes.put("routing.query", "show otters");
    attributes.put("routing.confidence", Double.toString(confidence));
    attributes.put("routing.context", "{\"enhanced_query\":\"otters, videos\"}");
    return span(tenant, "t-" + id, id, "parent", second, status, "router", null, attributes);
  }

  private static void put(Span span, Instant ingestedAt) {
    WarehouseTable spans = table(SpansTable.DEFINITION);
    spans.upsert(T, spans.rows(List.of(SpansTable.row(span, ingestedAt))));
  }

  private static Map<String, Row> entries(String tenant) {
    return table(AnnotationsTable.DEFINITION).read(tenant).collectAsList().stream()
        .collect(
            Collectors.toMap(row -> row.getAs("span_id") + "/" + row.getAs("entry"), row -> row));
  }

  private static @Nullable String text(Map<String, Row> rows, String entry, String column) {
    return rows.get(entry).getAs(column);
  }

  private static List<Long> versions() {
    return Stream.of(
            AnnotationsTable.DEFINITION,
            FeedbackTable.DEFINITION,
            QuarantineTable.DEFINITION,
            CursorsTable.DEFINITION)
        .map(definition -> table(definition).currentVersion())
        .toList();
  }

  private static List<String> reasons() {
    return table(QuarantineTable.DEFINITION).read(T).select(col("reason")).collectAsList().stream()
        .map(row -> row.getString(0))
        .toList();
  }

  private static WarehouseTable table(TableDefinition definition) {
    return LOG.warehouse().table(definition);
  }

  private static JsonNode json(String line) {
    try {
      return new JsonMapper().readTree(line);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(line, e);
    }
  }
}
