package dev.tracewise.action;

import dev.tracewise.SparkSupport;
import dev.tracewise.model.Context;
import dev.tracewise.model.Decision;
import dev.tracewise.model.Feedback;
import dev.tracewise.model.Measures;
import dev.tracewise.model.Option;
import dev.tracewise.model.Span;
import dev.tracewise.table.DecisionsTable;
import dev.tracewise.table.FeedbackTable;
import dev.tracewise.table.SpansTable;
import dev.tracewise.table.TableDefinition;
import dev.tracewise.table.Warehouse;
import dev.tracewise.table.WarehouseTable;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/** Spans, decisions and feedback, written to a warehouse as ingest would. */
final class Log {
  static final Instant START = Instant.parse("2026-10-01T12:00:00Z");

  /** What arrives at once. */
  record Batch(List<Span> spans, List<Decision> decisions, List<Feedback> feedback) {}

  private final Warehouse warehouse = SparkSupport.freshWarehouse();

  Warehouse warehouse() {
    return warehouse;
  }

  Log add(Span... spans) {
    Arrays.stream(spans)
        .collect(Collectors.groupingBy(Span::tenantId))
        .forEach(
            (tenant, rows) ->
                put(
                    SpansTable.DEFINITION,
                    tenant,
                    rows.stream().map(row -> SpansTable.row(row, START)).toList()));
    return this;
  }

  Log add(Decision... decisions) {
    Arrays.stream(decisions)
        .collect(Collectors.groupingBy(Decision::tenantId))
        .forEach(
            (tenant, rows) ->
                put(
                    DecisionsTable.DEFINITION,
                    tenant,
                    rows.stream().map(row -> DecisionsTable.row(row, START)).toList()));
    return this;
  }

  Log add(Feedback... judgements) {
    Arrays.stream(judgements)
        .collect(Collectors.groupingBy(Feedback::tenantId))
        .forEach(
            (tenant, rows) ->
                put(
                    FeedbackTable.DEFINITION,
                    tenant,
                    rows.stream().map(row -> FeedbackTable.row(row, START)).toList()));
    return this;
  }

  private void put(TableDefinition definition, String tenant, List<Row> rows) {
    WarehouseTable table = warehouse.table(definition);
    table.upsert(tenant, table.rows(rows).coalesce(1));
  }

  static Span span(
      String tenant,
      String trace,
      String span,
      @Nullable String parent,
      double second,
      Map<String, String> attributes) {
    return span(tenant, trace, span, parent, second, "OK", "assistant", null, attributes);
  }

  static Span span(
      String tenant,
      String trace,
      String span,
      @Nullable String parent,
      double second,
      String status,
      @Nullable String agent,
      @Nullable String session,
      Map<String, String> attributes) {
    Instant start = START.plusMillis(Math.round(second * 1000));
    return new Span(
        tenant,
        trace,
        span,
        parent,
        "answer",
        parent == null ? "CHAIN" : "AGENT",
        start,
        start.plusSeconds(2),
        status,
        agent,
        session,
        null,
        null,
        null,
        null,
        null,
        0.01,
        "in",
        "out of " + span,
        List.of(),
        List.of(),
        attributes,
        "otlp");
  }

  static Decision decision(String tenant, String id, double second, Measures outcome) {
    return decision(tenant, id, second, null, null, null, outcome);
  }

  static Decision decision(
      String tenant,
      String id,
      double second,
      @Nullable String session,
      @Nullable String trace,
      @Nullable String span,
      Measures outcome) {
    return new Decision(
        tenant,
        id,
        START.plusMillis(Math.round(second * 1000)),
        "router",
        null,
        session,
        null,
        trace,
        span,
        null,
        Context.EMPTY,
        List.of(Option.named("a"), Option.named("b")),
        "a",
        0.5,
        Map.of(),
        null,
        outcome,
        null,
        Map.of(),
        Map.of(),
        null,
        null);
  }

  static Feedback feedback(
      String tenant,
      String id,
      String kind,
      String target,
      double second,
      String type,
      @Nullable Double score,
      @Nullable String author) {
    return new Feedback(
        tenant,
        id,
        kind,
        target,
        START.plusMillis(Math.round(second * 1000)),
        type,
        score,
        score,
        "0..1",
        score == null ? "a comment" : null,
        "human",
        author);
  }
}
