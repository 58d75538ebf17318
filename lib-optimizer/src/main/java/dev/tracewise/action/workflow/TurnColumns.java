package dev.tracewise.action.workflow;

import static org.apache.spark.sql.functions.aggregate;
import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.array_append;
import static org.apache.spark.sql.functions.array_contains;
import static org.apache.spark.sql.functions.array_distinct;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.exists;
import static org.apache.spark.sql.functions.filter;
import static org.apache.spark.sql.functions.least;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.lower;
import static org.apache.spark.sql.functions.map_from_entries;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.sequence;
import static org.apache.spark.sql.functions.size;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.transform;
import static org.apache.spark.sql.functions.trim;
import static org.apache.spark.sql.functions.try_element_at;
import static org.apache.spark.sql.functions.when;

import dev.tracewise.learn.workflow.OrchestrationPattern;
import java.util.Arrays;
import org.apache.spark.sql.Column;

/**
 * How the agents of a trace worked together, over the array {@code spans} of its spans. A turn is a
 * span of an agent that does not lie within another span of the same agent; in a trace with spans
 * of kind AGENT only those, since other spans may carry no more than the name of their service.
 * Turns of two agents that overlap in time are parallel unless one lies within the other: who waits
 * for an agent that it called does not work beside it.
 */
final class TurnColumns {
  /** Ancestors that are looked at. */
  private static final int DEEPEST = 64;

  private TurnColumns() {}

  /** Parent and agent by span, over {@code spans}. */
  static Column bySpan() {
    return map_from_entries(
        transform(
            col("spans"),
            span ->
                struct(
                    span.getField("span_id"),
                    struct(
                        span.getField("parent").as("parent"),
                        span.getField("agent").as("agent")))));
  }

  /** The turns in the order of their start, over {@code spans} and {@code by_span}. */
  static Column turns() {
    Column ofAgents =
        when(
                exists(col("spans"), TurnColumns::isAgentSpan),
                filter(col("spans"), TurnColumns::isAgentSpan))
            .otherwise(filter(col("spans"), span -> span.getField("agent").isNotNull()));
    Column each =
        transform(
            ofAgents,
            span ->
                struct(
                    span.getField("start").as("start"),
                    span.getField("end").as("end"),
                    span.getField("span_id").as("span_id"),
                    span.getField("agent").as("agent"),
                    span.getField("seconds").as("seconds"),
                    ancestors(span.getField("parent")).as("ancestors")));
    return filter(
        each,
        turn ->
            not(
                exists(
                    turn.getField("ancestors"),
                    id ->
                        id.notEqual(turn.getField("span_id"))
                            .and(known(id).getField("agent").eqNullSafe(turn.getField("agent"))))));
  }

  /** The agents in the order in which they began, over {@code turns}. */
  static Column agents() {
    return array_distinct(transform(col("turns"), turn -> turn.getField("agent")));
  }

  /**
   * The pattern: what a span says, else what the turns show. It is conditional where a decision
   * among several options chose one of the agents.
   *
   * @param said what the attributes say; null for nothing
   */
  static Column pattern(Column said) {
    Column named = lower(trim(said));
    Object[] names = Arrays.stream(OrchestrationPattern.values()).map(p -> p.id()).toArray();
    Column chosen =
        exists(
            col("experiences"),
            each ->
                each.getField("offered")
                    .gt(1)
                    .and(array_contains(col("agents"), each.getField("chosen"))));
    Column shown =
        when(size(col("agents")).leq(1), id(OrchestrationPattern.SINGLE))
            .when(overlap(), id(OrchestrationPattern.PARALLEL))
            .when(chosen, id(OrchestrationPattern.CONDITIONAL))
            .otherwise(id(OrchestrationPattern.SEQUENTIAL));
    return coalesce(when(named.isin(names), named), shown);
  }

  /** {@link dev.tracewise.learn.workflow.ParallelEfficiency} of the turns that call no other. */
  static Column efficiency() {
    Column working =
        filter(col("turns"), turn -> not(exists(col("turns"), other -> within(other, turn))));
    Column agents = size(array_distinct(transform(working, turn -> turn.getField("agent"))));
    Column seconds =
        aggregate(working, lit(0.0), (sum, turn) -> sum.plus(turn.getField("seconds")));
    Column parallel = col("pattern").equalTo(id(OrchestrationPattern.PARALLEL));
    return when(
            parallel.and(col("seconds").gt(0)),
            least(agents.cast("double"), seconds.divide(col("seconds"))))
        .otherwise(0.0);
  }

  private static Column isAgentSpan(Column span) {
    return span.getField("agent").isNotNull().and(span.getField("kind").equalTo("AGENT"));
  }

  private static Column overlap() {
    return exists(
        col("turns"),
        one ->
            exists(
                col("turns"),
                other ->
                    one.getField("agent")
                        .notEqual(other.getField("agent"))
                        .and(one.getField("start").lt(other.getField("end")))
                        .and(other.getField("start").lt(one.getField("end")))
                        .and(not(within(one, other)))
                        .and(not(within(other, one)))));
  }

  private static Column within(Column inner, Column outer) {
    return array_contains(inner.getField("ancestors"), outer.getField("span_id"));
  }

  /** Ids of the spans above, the nearest first; spans that go in a circle end there. */
  private static Column ancestors(Column parent) {
    Column start = struct(array().cast("array<string>").as("ids"), parent.as("at"));
    return aggregate(
        sequence(lit(1), least(lit(DEEPEST), size(col("spans")))),
        start,
        (path, step) -> {
          Column ids = path.getField("ids");
          Column at = path.getField("at");
          return when(at.isNull().or(array_contains(ids, at)), path)
              .otherwise(
                  struct(array_append(ids, at).as("ids"), known(at).getField("parent").as("at")));
        },
        path -> path.getField("ids"));
  }

  private static Column known(Column spanId) {
    return try_element_at(col("by_span"), spanId);
  }

  private static Column id(OrchestrationPattern pattern) {
    return lit(pattern.id());
  }
}
