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
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
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
   * The feedback that judges one of the choices, with its {@code interaction_id}.
   *
   * @param feedback rows of the table {@code feedback}
   * @param choices {@code interaction_id}, {@code time}, {@code trace_id}, {@code span_id}, {@code
   *     session_id} of every choice
   * @param spans rows of the table {@code spans}
   */
  public static Dataset<Row> resolve(
      Dataset<Row> feedback, Dataset<Row> choices, Dataset<Row> spans) {
    Dataset<Row> facts = feedback.withColumnRenamed("time", "feedback_time");
    Dataset<Row> traced = byTrace(choices);
    Map<String, Supplier<Dataset<Row>>> byKind =
        Map.of(
            "interaction", () -> named(of(facts, "interaction"), choices),
            "trace", () -> last(of(facts, "trace"), traced, "trace_id"),
            "session", () -> last(of(facts, "session"), inSessions(choices), "session_id"),
            "span", () -> placed(of(facts, "span"), choices, traced, spans));
    return feedback.select("target_kind").distinct().collectAsList().stream()
        .map(row -> Objects.requireNonNull(byKind.get(row.getString(0))).get())
        .reduce(Dataset::unionByName)
        .orElseGet(() -> Held.nothingLike(named(of(facts, "interaction"), choices)));
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

  private static Dataset<Row> named(Dataset<Row> feedback, Dataset<Row> choices) {
    Dataset<Row> known = hashed(choices.select("interaction_id"), "interaction_id");
    Dataset<Row> judging =
        join(feedback, "target_id", known.hint("shuffle_hash"), "interaction_id", "left_semi");
    return columns(judging.withColumnRenamed("target_id", "interaction_id"), "");
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
      Dataset<Row> feedback, Dataset<Row> choices, Dataset<Row> traced, Dataset<Row> spans) {
    return best(inSpan(feedback, choices).unionByName(around(feedback, traced, spans)));
  }

  private static Dataset<Row> inSpan(Dataset<Row> feedback, Dataset<Row> choices) {
    Dataset<Row> made = hashed(choices.where(col("span_id").isNotNull()), "span_id");
    return join(made, "span_id", feedback.hint("shuffle_hash"), "target_id", "inner")
        .select(ranked(lit(0), lit(0L)));
  }

  private static Dataset<Row> around(
      Dataset<Row> feedback, Dataset<Row> traced, Dataset<Row> spans) {
    Held asked = Held.of(feedback);
    Dataset<Row> places =
        spans.select(
            col("span_id").as("place"), col("trace_id").as("place_trace"), col("start_time"));
    Dataset<Row> found =
        join(hashed(places, "place"), "place", asked.narrowSide(), "target_id", "inner");
    Column distance = abs(unix_micros(col("start_time")).minus(unix_micros(col("time"))));
    return join(
            hashed(found, "place_trace"),
            "place_trace",
            traced.hint("shuffle_hash"),
            "trace_id",
            "inner")
        .select(ranked(when(col("time").leq(col("start_time")), 1).otherwise(2), distance));
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

  private static Dataset<Row> of(Dataset<Row> feedback, String kind) {
    Dataset<Row> ofKind =
        feedback
            .where(col("target_kind").equalTo(kind))
            .select("feedback_id", "feedback_time", "type", "score", "author", "target_id");
    return hashed(ofKind, "target_id");
  }
}
