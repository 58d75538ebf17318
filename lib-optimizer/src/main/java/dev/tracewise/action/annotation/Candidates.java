package dev.tracewise.action.annotation;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.to_json;
import static org.apache.spark.sql.functions.when;

import dev.tracewise.action.Bounds;
import dev.tracewise.action.rewards.SpanDecisions;
import dev.tracewise.learn.annotation.AgentTally;
import dev.tracewise.learn.annotation.AgentTally.Moments;
import dev.tracewise.learn.annotation.AnnotationSettings;
import dev.tracewise.learn.annotation.SpanOutcome;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;

/**
 * The spans in which agents decided something, judged: those that a mapping recognises, and those
 * that the decision log names. A failed span below counts as an error of what was decided.
 */
public final class Candidates {
  private static final Duration TRACE = Duration.ofDays(1);
  private static final String[] SPAN = {"trace_id", "span_id"};

  private final SpanDecisions spanDecisions;
  private final AnnotationSettings settings;

  /** With the spans that this takes for decisions. */
  public Candidates(SpanDecisions spanDecisions, AnnotationSettings settings) {
    this.spanDecisions = spanDecisions;
    this.settings = settings;
  }

  /**
   * What candidates are found in, all of one tenant.
   *
   * @param spans rows of the table {@code spans}
   * @param decisions rows of the table {@code decisions}
   * @param agents {@code agent_id} and {@code registered}, the names of its options
   */
  public record From(Dataset<Row> spans, Dataset<Row> decisions, Dataset<Row> agents) {}

  /**
   * One row per span, computed once: the columns of a request up to {@code reason}, which is null
   * where no label is wanted, and {@code seconds}.
   */
  public Dataset<Row> of(From from, Arrivals arrivals) {
    Dataset<Row> decided = oncePerSpan(decided(from, arrivals)).localCheckpoint();
    Dataset<Row> spans = near(from.spans(), "start_time", decided, "time");
    Dataset<Row> facts =
        spans.select("trace_id", "span_id", "parent_span_id", "status", "attributes", "seconds");
    Dataset<Row> failed =
        spans
            .where(col("status").equalTo("ERROR").and(col("parent_span_id").isNotNull()))
            .select(col("trace_id"), col("parent_span_id").as("span_id"))
            .distinct()
            .withColumn("child_failed", lit(true));
    return facts
        .join(decided, SPAN)
        .join(failed, SPAN, "left")
        .withColumn("outcome_reason", OutcomeColumns.outcomeReason())
        .withColumn("outcome", OutcomeColumns.outcome())
        .withColumn("reason", OutcomeColumns.ask(settings))
        .withColumn("priority", OutcomeColumns.priority())
        .drop("parent_span_id", "status", "attributes", "child_failed")
        .localCheckpoint();
  }

  /** Counts and sums over the answer of {@link #of}, by what was chosen. */
  public static List<AgentTally> tallies(Dataset<Row> candidates) {
    Column confidence = col("confidence");
    Column success = col("outcome").equalTo(SpanOutcome.SUCCESS.id());
    Column failure = col("outcome").equalTo(SpanOutcome.FAILURE.id());
    Column told = success.or(failure).and(confidence.isNotNull());
    return candidates
        .groupBy("chosen")
        .agg(
            count(when(success, 1)),
            count(when(failure, 1)),
            count(when(success.or(failure), 1)),
            count(lit(1)),
            total(col("seconds")),
            count(confidence),
            total(confidence),
            count(when(told, 1)),
            total(when(told, confidence)),
            total(when(told, confidence.multiply(confidence))),
            count(when(told.and(success), 1)),
            total(when(told.and(success), confidence)))
        .collectAsList()
        .stream()
        .map(Candidates::tally)
        .toList();
  }

  private static AgentTally tally(Row row) {
    return new AgentTally(
        row.getString(0),
        row.getLong(1),
        row.getLong(2),
        row.getLong(4) - row.getLong(3),
        row.getDouble(5),
        row.getLong(6),
        row.getDouble(7),
        new Moments(
            row.getLong(8),
            row.getDouble(9),
            row.getDouble(10),
            row.getLong(11),
            row.getDouble(12)));
  }

  /** A sum that the order of the rows cannot change; 0 of nothing. */
  private static Column total(Column value) {
    return coalesce(sum(value.cast("decimal(38,17)")).cast("double"), lit(0.0));
  }

  private Dataset<Row> decided(From from, Arrivals arrivals) {
    Dataset<Row> arrived = from.spans().where(arrivals.column());
    Dataset<Row> mapped =
        columns(spanDecisions.mapped(spanDecisions.candidates(arrived), from.agents()));
    Dataset<Row> traced =
        columns(from.decisions().where("trace_id IS NOT NULL AND span_id IS NOT NULL"));
    if (arrivals.isEverything()) {
      return mapped.unionByName(traced);
    }
    Dataset<Row> fresh =
        columns(
            from.decisions()
                .where("trace_id IS NOT NULL AND span_id IS NOT NULL")
                .where(arrivals.column()));
    Dataset<Row> places =
        arrived
            .select(col("trace_id"), col("span_id"), col("start_time").as("place_time"))
            .localCheckpoint();
    Dataset<Row> waiting =
        near(traced, "time", places, "place_time")
            .join(places.drop("place_time"), SPAN, "left_semi");
    return mapped.unionByName(fresh).unionByName(waiting);
  }

  private static Dataset<Row> columns(Dataset<Row> choices) {
    Column context = col("context");
    return choices.select(
        col("tenant_id"),
        col("trace_id"),
        col("span_id"),
        col("interaction_id"),
        col("time"),
        col("agent_id"),
        col("modality"),
        context.getField("text").as("query"),
        to_json(
                struct(
                    context.getField("entities").as("entities"),
                    context.getField("relationships").as("relationships"),
                    context.getField("enhanced_text").as("enhanced_text")))
            .as("context"),
        col("chosen"),
        col("confidence"));
  }

  /** Of a span that both the log and a mapping know, the row that has a confidence. */
  private static Dataset<Row> oncePerSpan(Dataset<Row> decided) {
    Column number =
        row_number()
            .over(
                Window.partitionBy("span_id")
                    .orderBy(
                        col("confidence").isNull(),
                        col("time"),
                        col("trace_id"),
                        col("interaction_id")));
    return decided.withColumn("number", number).where("number = 1").drop("number");
  }

  /** Rows within a day of the others, so that the rest is not read. */
  private static Dataset<Row> near(
      Dataset<Row> rows, String column, Dataset<Row> others, String othersColumn) {
    Optional<Bounds> bounds = Bounds.of(others, othersColumn);
    return rows.where(bounds.map(all -> all.widened(TRACE).within(column)).orElse("false"));
  }
}
