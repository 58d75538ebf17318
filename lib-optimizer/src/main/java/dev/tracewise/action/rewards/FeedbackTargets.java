package dev.tracewise.action.rewards;

import static dev.tracewise.action.rewards.HashedJoin.hash;
import static dev.tracewise.action.rewards.HashedJoin.hashed;
import static dev.tracewise.action.rewards.HashedJoin.join;
import static org.apache.spark.sql.functions.abs;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.negate;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.unix_micros;
import static org.apache.spark.sql.functions.when;

import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Which interaction a feedback judges.
 *
 * <ul>
 *   <li>an interaction: that one;
 *   <li>a span: the choice made in that span; else, in the span's trace, the last choice made at or
 *       before the span began, which led to it; else the first one after;
 *   <li>a trace or a session: its last choice by time.
 * </ul>
 *
 * Ties go to the smaller interaction id. When feedback was given does not matter: clocks differ,
 * and a judgement may be dated before what it judges.
 */
public final class FeedbackTargets {
  private static final String[] FACTS = {
    "feedback_id", "feedback_time", "type", "score", "author", "interaction_id"
  };

  private static final List<String> FEEDBACK =
      List.of("feedback_id", "target_kind", "target_id", "time", "type", "score", "author");

  private FeedbackTargets() {}

  /** The columns of the table {@code feedback} that {@link #resolve} asks for. */
  static Column[] columns() {
    return ExperienceColumns.columns(FEEDBACK);
  }

  /**
   * The feedback that judges one of the choices, with its {@code interaction_id}. Whether an
   * interaction that feedback names is one of the choices shows where both are joined.
   *
   * @param feedback rows of the table {@code feedback}
   * @param choices {@code interaction_id}, {@code time}, {@code trace_id}, {@code span_id}, {@code
   *     session_id} of every choice
   * @param spans rows of the table {@code spans}
   */
  public static Dataset<Row> resolve(
      Dataset<Row> feedback, Dataset<Row> choices, Dataset<Row> spans) {
    return resolve(feedback, choices, choices, spans);
  }

  /**
   * The same where most choices are known to be made in one of the spans.
   *
   * @param logged the choices of which that is not known
   */
  static Dataset<Row> resolve(
      Dataset<Row> feedback, Dataset<Row> choices, Dataset<Row> logged, Dataset<Row> spans) {
    Dataset<Row> facts = facts(feedback);
    Dataset<Row> traced = byTrace(choices);
    return facts.groupBy("target_kind").count().collectAsList().stream()
        .map(
            row -> {
              String kind = row.getString(0);
              Held given = new Held(facts.where(col("target_kind").equalTo(kind)), row.getLong(1));
              return switch (kind) {
                case "interaction" -> named(given.rows());
                case "trace" -> last(given.rows(), traced, "trace_id");
                case "session" -> last(given.rows(), inSessions(choices), "session_id");
                case "span" -> placed(given, logged, traced, spans);
                default -> throw new IllegalStateException("unknown kind of target: " + kind);
              };
            })
        .reduce(Dataset::unionByName)
        .orElseGet(() -> Held.nothingLike(named(facts)));
  }

  /** What is asked of the feedback, held, as each kind of target is joined on its own. */
  private static Dataset<Row> facts(Dataset<Row> feedback) {
    Dataset<Row> asked = feedback.select(columns()).withColumnRenamed("time", "feedback_time");
    return Held.of(hashed(asked, "target_id")).rows();
  }

  /** Choices in traces, brought together by trace once for all who ask. */
  private static Dataset<Row> byTrace(Dataset<Row> choices) {
    Dataset<Row> traced =
        choices.where(col("trace_id").isNotNull()).select("interaction_id", "time", "trace_id");
    return hashed(traced, "trace_id").repartition(col(hash("trace_id")));
  }

  private static Dataset<Row> inSessions(Dataset<Row> choices) {
    return hashed(choices.where(col("session_id").isNotNull()), "session_id");
  }

  private static Dataset<Row> named(Dataset<Row> feedback) {
    return columns(feedback.withColumnRenamed("target_id", "interaction_id"), "");
  }

  private static Dataset<Row> last(Dataset<Row> feedback, Dataset<Row> choices, String scope) {
    Dataset<Row> lasts =
        choices
            .groupBy(col(hash(scope)), col(scope))
            .agg(
                min(struct(negate(unix_micros(col("time"))).as("distance"), col("interaction_id")))
                    .as("last"))
            .withColumn("interaction_id", col("last.interaction_id"));
    return columns(join(feedback, "target_id", lasts.hint("shuffle_hash"), scope, "inner"), "");
  }

  private static Dataset<Row> placed(
      Held feedback, Dataset<Row> logged, Dataset<Row> traced, Dataset<Row> spans) {
    return best(inSpan(feedback.rows(), logged).unionByName(around(feedback, traced, spans)));
  }

  private static Dataset<Row> inSpan(Dataset<Row> feedback, Dataset<Row> logged) {
    Dataset<Row> made = hashed(logged.where(col("span_id").isNotNull()), "span_id");
    return join(made, "span_id", feedback.hint("shuffle_hash"), "target_id", "inner")
        .select(ranked(lit(0), lit(0L)));
  }

  private static Dataset<Row> around(Held feedback, Dataset<Row> traced, Dataset<Row> spans) {
    Dataset<Row> places =
        spans.select(
            col("span_id").as("place"), col("trace_id").as("place_trace"), col("start_time"));
    Dataset<Row> found =
        join(hashed(places, "place"), "place", feedback.narrowSide(), "target_id", "inner");
    Column own =
        col("interaction_id").equalTo(SpanDecisions.interaction(col("place_trace"), col("place")));
    Column side = when(own, 0).when(col("time").leq(col("start_time")), 1).otherwise(2);
    Column distance = abs(unix_micros(col("start_time")).minus(unix_micros(col("time"))));
    return join(
            hashed(found, "place_trace"),
            "place_trace",
            traced.hint("shuffle_hash"),
            "trace_id",
            "inner")
        .select(ranked(side, when(own, 0L).otherwise(distance)));
  }

  private static Dataset<Row> best(Dataset<Row> ranked) {
    return columns(
        ranked.groupBy(col("ranked.feedback_id")).agg(min("ranked").as("best")), "best.");
  }

  private static Column ranked(Column side, Column distance) {
    return struct(
            side.as("side"),
            distance.as("distance"),
            col("interaction_id"),
            col("feedback_id"),
            col("feedback_time"),
            col("type"),
            col("score"),
            col("author"))
        .as("ranked");
  }

  private static Dataset<Row> columns(Dataset<Row> rows, String prefix) {
    return rows.select(
        Arrays.stream(FACTS).map(name -> col(prefix + name).as(name)).toArray(Column[]::new));
  }
}
