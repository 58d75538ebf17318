package dev.tracewise.action.annotation;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.when;

import dev.tracewise.learn.annotation.AnnotationSettings;
import dev.tracewise.learn.annotation.Priority;
import dev.tracewise.learn.annotation.RequestState;
import dev.tracewise.table.AnnotationsTable;
import dev.tracewise.table.Commitment;
import dev.tracewise.table.Merge;
import dev.tracewise.table.MergeCounts;
import dev.tracewise.table.Warehouse;
import dev.tracewise.table.WarehouseTable;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The queue of requests for labels of one tenant, in the table {@code annotations}. States change
 * as {@link RequestState} allows.
 */
public final class Requests {
  private static final String[] SPAN = {"span_id"};

  private final WarehouseTable table;
  private final String tenant;
  private final AnnotationSettings settings;
  private final Instant now;

  /** The queue, changed at that instant. */
  public Requests(Warehouse warehouse, String tenant, AnnotationSettings settings, Instant now) {
    this.table = warehouse.table(AnnotationsTable.DEFINITION);
    this.tenant = tenant;
    this.settings = settings;
    this.now = now;
  }

  /** Which spans may be asked for. */
  public enum Asking {
    /** Those that were never asked for. */
    ONCE,
    /** Also those whose request expired. */
    AGAIN
  }

  /**
   * What was closed.
   *
   * @param completed requests that were labelled
   * @param expired requests that nobody labelled in time
   */
  public record Closed(long completed, long expired) {}

  /**
   * The candidates that should be asked for now: the most urgent first, then the oldest, at most as
   * many as the limit. A span that has a label of a person, or one that needs no review, is left
   * alone.
   *
   * @param candidates answer of {@link Candidates#of}
   */
  public Dataset<Row> wanted(Dataset<Row> candidates, Asking asking) {
    Dataset<Row> entries = table.read(tenant);
    Column taken = isRequest();
    if (asking == Asking.AGAIN) {
      taken = taken.and(not(isBefore(RequestState.PENDING)));
    }
    Dataset<Row> done =
        entries.where(taken).select("span_id").unionByName(settled(entries)).distinct();
    return candidates
        .where(col("reason").isNotNull())
        .join(done, SPAN, "left_anti")
        .orderBy(OutcomeColumns.rank(), col("time"), col("span_id"))
        .limit(settings.limit());
  }

  /**
   * Makes requests of what is wanted.
   *
   * @param commitment what the commit has to carry
   * @return how many are new or made again
   * @throws Commitment.Overtaken another job has asked since the candidates were found
   */
  public long make(Dataset<Row> wanted, Optional<Commitment> commitment) {
    Dataset<Row> rows = asked(wanted).localCheckpoint();
    if (rows.isEmpty()) {
      commitment.ifPresent(table::acknowledge);
      return 0;
    }
    Merge merge =
        table
            .merge(tenant, rows)
            .whenMatchedUpdateAll(targetIsBefore(RequestState.PENDING))
            .whenNotMatchedInsertAll();
    MergeCounts counts = commitment.map(merge::carrying).orElse(merge).execute();
    return counts.inserted() + counts.updated();
  }

  private Dataset<Row> asked(Dataset<Row> wanted) {
    Map<String, Column> values = new HashMap<>();
    for (String column : wanted.columns()) {
      values.put(column, col(column));
    }
    values.put("entry", lit(AnnotationsTable.REQUEST));
    values.put("status", lit(RequestState.PENDING.id()));
    values.put("requested_at", lit(now));
    values.put("updated_at", lit(now));
    values.put(
        "due_at",
        OutcomeColumns.translated(
            Priority.values(),
            Priority::id,
            priority -> now.plus(settings.sla().of(priority)),
            "priority"));
    Column[] row =
        Arrays.stream(table.definition().schema().fields())
            .map(
                field ->
                    values
                        .getOrDefault(field.name(), lit(null))
                        .cast(field.dataType())
                        .as(field.name()))
            .toArray(Column[]::new);
    return wanted.select(row);
  }

  /** Completes open requests whose span has a label, and expires those that are overdue. */
  public Closed close() {
    Dataset<Row> entries = table.read(tenant);
    Dataset<Row> labelled = settled(entries).distinct().withColumn("labelled", lit(true));
    Column next =
        when(col("labelled"), RequestState.COMPLETED.id())
            .when(col("due_at").lt(lit(now)), RequestState.EXPIRED.id());
    Dataset<Row> closing =
        entries
            .where(isRequest().and(isBefore(RequestState.COMPLETED)))
            .select("tenant_id", "span_id", "entry", "due_at")
            .join(labelled, SPAN, "left")
            .withColumn("status", next)
            .where(col("status").isNotNull())
            .withColumn("updated_at", lit(now))
            .localCheckpoint();
    Row counts =
        closing
            .agg(
                count(when(col("status").equalTo(RequestState.COMPLETED.id()), 1)),
                count(when(col("status").equalTo(RequestState.EXPIRED.id()), 1)))
            .head();
    table
        .merge(tenant, closing)
        .whenMatchedUpdate(
            targetIsBefore(RequestState.COMPLETED),
            Map.of(
                "status", "source.status",
                "closed_at", "source.updated_at",
                "updated_at", "source.updated_at"))
        .execute();
    return new Closed(counts.getLong(0), counts.getLong(1));
  }

  /** Gives the most urgent requests that nobody has to an annotator, as many as the limit. */
  public long assign(String annotator) {
    Dataset<Row> given =
        table
            .read(tenant)
            .where(isRequest().and(isBefore(RequestState.ASSIGNED)))
            .orderBy(OutcomeColumns.rank(), col("time"), col("span_id"))
            .limit(settings.limit())
            .select(
                col("tenant_id"),
                col("span_id"),
                col("entry"),
                lit(RequestState.ASSIGNED.id()).as("status"),
                lit(annotator).as("assigned_to"),
                lit(now).as("updated_at"))
            .localCheckpoint();
    return table
        .merge(tenant, given)
        .whenMatchedUpdate(
            targetIsBefore(RequestState.ASSIGNED),
            Map.of(
                "status", "source.status",
                "assigned_to", "source.assigned_to",
                "updated_at", "source.updated_at"))
        .execute()
        .updated();
  }

  /** How many requests are open, by priority, the most urgent first. */
  public Map<Priority, Long> open() {
    Map<Priority, Long> open = new TreeMap<>();
    for (Row row :
        table
            .read(tenant)
            .where(isRequest().and(isBefore(RequestState.COMPLETED)))
            .groupBy("priority")
            .count()
            .collectAsList()) {
      open.put(Priority.valueOf(row.getString(0).toUpperCase(Locale.ROOT)), row.getLong(1));
    }
    return open;
  }

  /** Spans that nobody needs to look at any more. */
  private static Dataset<Row> settled(Dataset<Row> entries) {
    Column settles = col("source").equalTo("human").or(not(col("requires_human_review")));
    return entries.where(not(isRequest()).and(settles)).select("span_id");
  }

  private static Column isRequest() {
    return col("entry").equalTo(AnnotationsTable.REQUEST);
  }

  private static Column isBefore(RequestState next) {
    return col("status").isin(RequestState.before(next).toArray());
  }

  private static String targetIsBefore(RequestState next) {
    return "target.status IN ('" + String.join("', '", RequestState.before(next)) + "')";
  }
}
