package dev.tracewise.action.rewards;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.array_compact;
import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.regexp_extract;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.when;

import java.time.Duration;
import java.time.Instant;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/**
 * The part of the sources that changes touch: every trace, decision and session in which a choice may
 * now be different, complete, so that computing on this part gives what computing on everything
 * would. Rows are read from seven days before the oldest change on; what a feedback names and is not
 * found there, and sessions that feedback judges as a whole, are looked up by key in all of history.
 */
public final class Increment {
  private static final Duration REACH = Duration.ofDays(FeedbackTargets.EARLY_DAYS);
  private static final String[] KEY = {"kind", "key"};
  private static final String[] TRACE = {"trace_id"};
  private static final String[] INTERACTION = {"interaction_id"};

  private static final Column WHOLE = col("kind").isin("trace", "interaction");

  private final Sources sources;
  private Dataset<Row> touched;
  private Instant from;

  private Increment(Sources sources, Dataset<Row> touched, Instant from) {
    this.sources = sources;
    this.touched = touched;
    this.from = from;
  }

  /**
   * The part that the changes touch.
   *
   * @param sources everything
   * @param changes rows of the same tables that are new or not as they were
   * @return null when there are no changes
   */
  public static @Nullable Increment of(Sources sources, Sources changes) {
    Dataset<Row> direct = hold(direct(changes));
    Instant oldest = earliest(direct);
    if (oldest == null) {
      return null;
    }
    Increment increment = new Increment(sources, direct, oldest.minus(REACH));
    increment.reach(direct);
    return increment;
  }

  /** No row that is touched is older; a bound for reading the experiences. */
  public Instant from() {
    return from;
  }

  /** The touched rows of the sources. */
  public Sources touched() {
    Dataset<Row> spans = hold(spansFrom(from).join(traces(), TRACE, "left_semi"));
    Dataset<Row> decisions = hold(belonging(decisionsFrom(from)));
    Dataset<Row> keys = keys(links(spans, decisions)).select(KEY[0], KEY[1]).distinct();
    Dataset<Row> feedback =
        feedbackFrom(from.minus(REACH))
            .withColumn("kind", col("target_kind"))
            .withColumn("key", col("target_id"))
            .join(keys, KEY, "left_semi")
            .drop(KEY);
    return new Sources(spans, decisions, hold(feedback));
  }

  /** Those of the rows that belong to a touched trace or are a touched interaction. */
  public Dataset<Row> belonging(Dataset<Row> rows) {
    Dataset<Row> interactions = touched(INTERACTION[0], "interaction");
    Dataset<Row> named = rows.join(interactions, INTERACTION, "left_semi");
    Dataset<Row> traced =
        rows.join(traces(), TRACE, "left_semi").join(interactions, INTERACTION, "left_anti");
    return named.unionByName(traced);
  }

  private void reach(Dataset<Row> direct) {
    Dataset<Row> hits = hits(direct);
    Dataset<Row> found = keys(hits);
    Dataset<Row> missing =
        direct.where(col("feedback")).select(KEY[0], KEY[1]).join(found, KEY, "left_anti");
    Dataset<Row> sessions =
        feedbackFrom(from.minus(REACH))
            .where(col("target_kind").equalTo("session"))
            .select(col("target_kind").as("kind"), col("target_id").as("key"))
            .join(found.unionByName(direct, true), KEY, "left_semi");
    Dataset<Row> older = hold(missing.unionByName(sessions).distinct());
    if (!older.isEmpty()) {
      Instant first = earliest(keys(links(sources.spans(), sources.decisions()))
          .join(broadcast(older), KEY, "left_semi"));
      from = first == null || from.isBefore(first) ? from : first;
      hits = hits(direct.select(KEY[0], KEY[1]).unionByName(older));
    }
    Dataset<Row> all = keys(hits).unionByName(direct, true).where(WHOLE);
    touched = hold(all.select(KEY[0], KEY[1]).distinct());
  }

  private Dataset<Row> hits(Dataset<Row> wanted) {
    Dataset<Row> links = links(spansFrom(from), decisionsFrom(from));
    return hold(
        keys(links)
            .join(broadcast(wanted.select(KEY[0], KEY[1]).distinct()), KEY, "left_semi")
            .select("trace_id", "span_id", "session_id", "interaction_id", "time")
            .distinct());
  }

  /** Computed once and cut from its plan, which would grow beyond what the optimizer can carry. */
  private static Dataset<Row> hold(Dataset<Row> rows) {
    return rows.localCheckpoint();
  }

  private Dataset<Row> traces() {
    return touched(TRACE[0], "trace");
  }

  private Dataset<Row> touched(String name, String kind) {
    return touched.where(col("kind").equalTo(kind)).select(col("key").as(name));
  }

  private Dataset<Row> spansFrom(Instant time) {
    return sources.spans().where(col("start_time").geq(lit(time)));
  }

  private Dataset<Row> decisionsFrom(Instant time) {
    return sources.decisions().where(col("time").geq(lit(time)));
  }

  private Dataset<Row> feedbackFrom(Instant time) {
    return sources.feedback().where(col("time").geq(lit(time)));
  }

  /** What the changes name: {@code kind}, {@code key}, {@code time}, whether by {@code feedback}. */
  private static Dataset<Row> direct(Sources changes) {
    Column[] columns = {col("kind"), col("key"), col("time"), lit(false).as("feedback")};
    Column trace = regexp_extract(col("target_id"), "^(.+):[^:]+$", 1);
    Dataset<Row> named =
        changes
            .feedback()
            .select(
                explode(
                        array_compact(
                            array(
                                struct(col("target_kind").as("kind"), col("target_id").as("key")),
                                when(
                                    col("target_kind").equalTo("interaction").and(trace.notEqual("")),
                                    struct(lit("trace").as("kind"), trace.as("key"))))))
                    .as("named"),
                col("time"))
            .select(
                col("named.kind"),
                col("named.key"),
                col("time"),
                lit(true).as("feedback"));
    Dataset<Row> own = keys(links(changes.spans(), changes.decisions()));
    return own.where(WHOLE).select(columns).unionByName(named);
  }

  private static @Nullable Instant earliest(Dataset<Row> rows) {
    return rows.agg(min("time")).head().getAs(0);
  }

  private static Dataset<Row> links(Dataset<Row> spans, Dataset<Row> decisions) {
    Column interaction = concat(col("trace_id"), lit(":"), col("span_id"));
    return spans
        .select(
            col("trace_id"),
            col("span_id"),
            col("session_id"),
            interaction.as("interaction_id"),
            col("start_time").as("time"))
        .unionByName(
            decisions.select("trace_id", "span_id", "session_id", "interaction_id", "time"));
  }

  /** The links by each of their keys. */
  private static Dataset<Row> keys(Dataset<Row> links) {
    Column each =
        explode(
            array_compact(
                array(
                    key("trace"), key("span"), key("session"), key("interaction"))));
    return links
        .withColumn("each", each)
        .select(col("*"), col("each.kind").as("kind"), col("each.key").as("key"))
        .drop("each");
  }

  private static Column key(String kind) {
    Column value = col(kind + "_id");
    return when(value.isNotNull(), struct(lit(kind).as("kind"), value.as("key")));
  }
}
