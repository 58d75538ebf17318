package dev.tracewise.action.rewards;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.when;

import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Everything that was decided, from the decision log and from spans.
 *
 * @param logged {@code interaction_id}, {@code time}, {@code trace_id}, {@code span_id}, {@code
 *     session_id} of every choice of the decision log, whose spans may be unknown
 * @param spanned the same of every choice that was made in one of the spans
 * @param rows every choice with the columns of {@link ExperienceColumns#CHOICE}
 */
record Choices(Dataset<Row> logged, Dataset<Row> spanned, Dataset<Row> rows) {
  private static final String[] TRACE = {"trace_id"};
  private static final String[] SPAN = {"trace_id", "span_id"};
  private static final List<String> KEYS =
      List.of("interaction_id", "time", "trace_id", "span_id", "session_id");

  /** What a decision may leave open and its span or root knows. */
  private static final List<String> OPEN = List.of("output", "seconds", "cost_usd", "success");

  /**
   * All choices. A span that a mapping recognises is left out where the log has its decision (same
   * trace, and the same span or no span); a root is left out where its trace has any decision.
   *
   * @param decisions rows of the table {@code decisions}
   * @param spans rows of the table {@code spans}
   * @param agents {@code agent_id} and {@code registered}, the names of its options
   * @param spanDecisions which spans are taken for decisions
   */
  static Choices of(
      Dataset<Row> decisions,
      Dataset<Row> spans,
      Dataset<Row> agents,
      SpanDecisions spanDecisions) {
    Dataset<Row> candidates = Held.of(spanDecisions.candidates(spans)).rows();
    Held logged = Held.of(keys(decisions));
    Dataset<Row> mapped = unlogged(spanDecisions.mapped(candidates, agents), logged);
    Held decided = Held.of(traces(logged.rows()).unionByName(traces(mapped)));
    Dataset<Row> fromSpans =
        mapped.unionByName(spanDecisions.roots(candidates, decided.narrowSide()));
    return new Choices(
        logged.rows(),
        keys(fromSpans),
        logged(decisions, spans, candidates).unionByName(fromSpans));
  }

  private static Dataset<Row> keys(Dataset<Row> choices) {
    return choices.select(ExperienceColumns.columns(KEYS));
  }

  private static Dataset<Row> traces(Dataset<Row> choices) {
    return choices.select("trace_id").where(col("trace_id").isNotNull());
  }

  private static Dataset<Row> unlogged(Dataset<Row> mapped, Held logged) {
    Dataset<Row> other =
        logged
            .narrowSide()
            .where(col("trace_id").isNotNull())
            .select(col("trace_id").as("logged_trace"), col("span_id").as("logged_span"));
    Column same =
        col("trace_id")
            .equalTo(col("logged_trace"))
            .and(col("logged_span").isNull().or(col("logged_span").equalTo(col("span_id"))));
    return mapped.join(other, same, "left_anti");
  }

  /** The decision log; what it left open is taken from its span, else from the trace's root. */
  private static Dataset<Row> logged(
      Dataset<Row> decisions, Dataset<Row> spans, Dataset<Row> candidates) {
    Column source = when(col("propensity").isNull(), "none").otherwise("logged");
    Dataset<Row> choices =
        decisions
            .withColumn("propensity_source", source)
            .select(ExperienceColumns.columns(ExperienceColumns.CHOICE));
    Column open = OPEN.stream().map(name -> col(name).isNull()).reduce(Column::or).orElseThrow();
    Column traced = col("trace_id").isNotNull().and(open);
    return choices.where(not(traced)).unionByName(filled(choices.where(traced), spans, candidates));
  }

  private static Dataset<Row> filled(
      Dataset<Row> open, Dataset<Row> spans, Dataset<Row> candidates) {
    Held wanted = Held.of(open.select("trace_id", "span_id").distinct());
    Dataset<Row> own =
        spans
            .join(wanted.narrowSide(), SPAN, "left_semi")
            .select(col("trace_id"), col("span_id"), fact().as("own"));
    Dataset<Row> roots =
        candidates
            .where(col("parent_span_id").isNull())
            .join(wanted.narrowSide(), TRACE, "left_semi")
            .groupBy("trace_id")
            .agg(min(struct(col("start_time"), col("span_id"), fact().as("fact"))).as("first"))
            .select(col("trace_id"), col("first.fact").as("root"));
    return open.join(own, SPAN, "left")
        .join(roots, TRACE, "left")
        .withColumn("fact", coalesce(col("own"), col("root")))
        .select(filledColumns());
  }

  private static Column fact() {
    return struct(
        col("output"), col("seconds"), col("cost_usd"), SpanOutcome.statusSuccess().as("success"));
  }

  private static Column[] filledColumns() {
    return ExperienceColumns.CHOICE.stream()
        .map(
            name ->
                OPEN.contains(name) ? coalesce(col(name), col("fact." + name)).as(name) : col(name))
        .toArray(Column[]::new);
  }
}
