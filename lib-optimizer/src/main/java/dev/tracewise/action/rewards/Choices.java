package dev.tracewise.action.rewards;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.when;

import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Everything that was decided, from the decision log and from spans, with the columns of {@link
 * ExperienceColumns#CHOICE}.
 */
public final class Choices {
  private static final String[] TRACE = {"trace_id"};

  private final SpanDecisions spanDecisions;

  /** With the spans that this takes for decisions. */
  public Choices(SpanDecisions spanDecisions) {
    this.spanDecisions = spanDecisions;
  }

  /**
   * All choices. A span that a mapping recognises is left out where the log has its decision (same
   * trace, and the same span or no span); a root is left out where its trace has any decision.
   *
   * @param decisions rows of the table {@code decisions}
   * @param spans rows of the table {@code spans}
   * @param agents {@code agent_id} and {@code registered}, the names of its options
   */
  public Dataset<Row> of(Dataset<Row> decisions, Dataset<Row> spans, Dataset<Row> agents) {
    Dataset<Row> mapped = unlogged(spanDecisions.mapped(spans, agents), decisions);
    Dataset<Row> decided = traces(decisions).unionByName(traces(mapped));
    return logged(decisions, spans)
        .unionByName(mapped)
        .unionByName(spanDecisions.roots(spans, decided));
  }

  private static Dataset<Row> traces(Dataset<Row> rows) {
    return rows.where(col("trace_id").isNotNull()).select("trace_id").distinct();
  }

  private static Dataset<Row> unlogged(Dataset<Row> mapped, Dataset<Row> decisions) {
    Dataset<Row> logged =
        decisions
            .where(col("trace_id").isNotNull())
            .select(col("trace_id").as("logged_trace"), col("span_id").as("logged_span"));
    Column same =
        col("trace_id")
            .equalTo(col("logged_trace"))
            .and(col("logged_span").isNull().or(col("logged_span").equalTo(col("span_id"))));
    return mapped.join(logged, same, "left_anti");
  }

  /** The decision log; what it left open is taken from its span, else from the trace's root. */
  private static Dataset<Row> logged(Dataset<Row> decisions, Dataset<Row> spans) {
    Column source = when(col("propensity").isNull(), "none").otherwise("logged");
    Dataset<Row> choices =
        decisions
            .withColumn("propensity_source", source)
            .select(ExperienceColumns.columns(ExperienceColumns.CHOICE));
    Dataset<Row> alone = choices.where(col("trace_id").isNull());
    Dataset<Row> traced = choices.where(col("trace_id").isNotNull());
    return alone.unionByName(filled(traced, spans));
  }

  private static Dataset<Row> filled(Dataset<Row> traced, Dataset<Row> spans) {
    Dataset<Row> wanted = traces(traced);
    Dataset<Row> facts =
        spans
            .join(wanted, TRACE, "left_semi")
            .select(
                col("trace_id"),
                col("span_id"),
                col("parent_span_id"),
                col("start_time"),
                struct(
                        col("output"),
                        col("seconds"),
                        col("cost_usd"),
                        SpanOutcome.statusSuccess().as("success"))
                    .as("fact"));
    Dataset<Row> own = facts.select(col("trace_id"), col("span_id"), col("fact").as("own"));
    Dataset<Row> roots =
        facts
            .where(col("parent_span_id").isNull())
            .groupBy("trace_id")
            .agg(min(struct("start_time", "span_id", "fact")).as("first"))
            .select(col("trace_id"), col("first.fact").as("root"));
    return traced
        .join(own, new String[] {"trace_id", "span_id"}, "left")
        .join(roots, TRACE, "left")
        .withColumn("fact", coalesce(col("own"), col("root")))
        .select(filledColumns());
  }

  private static Column[] filledColumns() {
    List<String> open = List.of("output", "seconds", "cost_usd", "success");
    return ExperienceColumns.CHOICE.stream()
        .map(
            name ->
                open.contains(name) ? coalesce(col(name), col("fact." + name)).as(name) : col(name))
        .toArray(Column[]::new);
  }
}
