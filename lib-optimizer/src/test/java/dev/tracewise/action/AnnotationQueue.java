package dev.tracewise.action;

import static dev.tracewise.action.Log.decision;
import static dev.tracewise.action.Log.span;
import static org.apache.spark.sql.functions.col;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.tracewise.SparkSupport;
import dev.tracewise.action.Annotate.Request;
import dev.tracewise.action.Annotate.Result;
import dev.tracewise.action.Annotate.Scope;
import dev.tracewise.learn.annotation.AnnotationSettings;
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

/** The life of a queue of labels, lived once; what came of it is told by {@link AnnotateIT}. */
abstract class AnnotationQueue {
  static final String T = "acme";
  static final double DAY = 86_400;
  static final Duration HOUR = Duration.ofHours(1);
  static final String LABELS =
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

  static final Log LOG = new Log();
  static Result first;
  static Result rest;
  static Result others;
  static Result labelled;
  static Result again;
  static Result later;
  static Map<String, Row> asked;
  static Map<String, Row> answered;
  static Map<String, Row> atTheEnd;
  static Map<String, Row> rewardsBefore;
  static Map<String, Row> rewardsAfter;
  static List<JsonNode> exported;
  static boolean unchanged;

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

  static Request asking() {
    return new Request(Scope.ARRIVED, null, null, null);
  }

  static Result run(String tenant, Duration after, int limit, Request request) {
    return new Annotate(
            LOG.warehouse(),
            tenant,
            AnnotationSettings.DEFAULTS.withLimit(limit),
            SpanDecisionMapping.SHIPPED,
            IngestSettings.DEFAULT,
            Clock.fixed(Log.START.plus(after), ZoneOffset.UTC))
        .execute(request);
  }

  static Span decided(
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

  static void put(Span span, Instant ingestedAt) {
    WarehouseTable spans = table(SpansTable.DEFINITION);
    spans.upsert(T, spans.rows(List.of(SpansTable.row(span, ingestedAt))));
  }

  static Map<String, Row> entries(String tenant) {
    return table(AnnotationsTable.DEFINITION).read(tenant).collectAsList().stream()
        .collect(
            Collectors.toMap(row -> row.getAs("span_id") + "/" + row.getAs("entry"), row -> row));
  }

  static @Nullable String text(Map<String, Row> rows, String entry, String column) {
    return rows.get(entry).getAs(column);
  }

  static List<Long> versions() {
    return Stream.of(
            AnnotationsTable.DEFINITION,
            FeedbackTable.DEFINITION,
            QuarantineTable.DEFINITION,
            CursorsTable.DEFINITION)
        .map(definition -> table(definition).currentVersion())
        .toList();
  }

  static List<String> reasons() {
    return table(QuarantineTable.DEFINITION).read(T).select(col("reason")).collectAsList().stream()
        .map(row -> row.getString(0))
        .toList();
  }

  static WarehouseTable table(TableDefinition definition) {
    return LOG.warehouse().table(definition);
  }

  static JsonNode json(String line) {
    try {
      return new JsonMapper().readTree(line);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(line, e);
    }
  }
}
