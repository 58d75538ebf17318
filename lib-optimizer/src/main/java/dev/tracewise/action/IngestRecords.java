package dev.tracewise.action;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.row_number;

import dev.tracewise.action.Batch.Kind;
import dev.tracewise.table.MergeCounts;
import dev.tracewise.table.TableDefinition;
import dev.tracewise.table.Warehouse;
import dev.tracewise.table.WarehouseTable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;

/** Writes the spans and the feedback of a batch; what is there already is not written again. */
final class IngestRecords {
  private static final Duration SLACK = Duration.ofDays(1);

  private final Warehouse warehouse;
  private final Batch batch;

  IngestRecords(Warehouse warehouse, Batch batch) {
    this.warehouse = warehouse;
    this.batch = batch;
  }

  /** Writes new spans, and those that end later than the one that is there. */
  MergeCounts spans(String tenant) {
    Dataset<Row> spans = firstOf(Kind.SPAN, tenant, col("end_time").desc());
    Bounds bounds = Bounds.of(spans, "start_time").orElseThrow().widened(SLACK);
    WarehouseTable table = warehouse.table(Kind.SPAN.table());
    return table
        .merge(
            tenant,
            () -> {
              Dataset<Row> known =
                  table
                      .read(tenant)
                      .where(bounds.within("start_time"))
                      .select(
                          col("trace_id").as("known_trace"),
                          col("span_id").as("known_span"),
                          col("end_time").as("known_end"));
              Column same =
                  col("trace_id")
                      .equalTo(col("known_trace"))
                      .and(col("span_id").equalTo(col("known_span")));
              Dataset<Row> changed =
                  spans
                      .join(known, same, "left")
                      .where("known_end IS NULL OR end_time > known_end");
              return columns(changed, Kind.SPAN.table());
            })
        .within(bounds.within("target.start_time"))
        .whenMatchedUpdateAll("source.end_time > target.end_time")
        .whenNotMatchedInsertAll()
        .execute();
  }

  /** Writes new feedback. */
  MergeCounts feedback(String tenant) {
    Dataset<Row> feedback = firstOf(Kind.FEEDBACK, tenant);
    WarehouseTable table = warehouse.table(Kind.FEEDBACK.table());
    return table
        .merge(
            tenant,
            () -> {
              Dataset<Row> known = table.read(tenant).select(col("feedback_id").as("known_id"));
              Column same = col("feedback_id").equalTo(col("known_id"));
              return columns(feedback.join(known, same, "left_anti"), Kind.FEEDBACK.table());
            })
        .whenNotMatchedInsertAll()
        .execute();
  }

  /** The columns of a table, in its order. */
  static Dataset<Row> columns(Dataset<Row> rows, TableDefinition table) {
    return rows.select(
        Arrays.stream(table.schema().fieldNames()).map(name -> col(name)).toArray(Column[]::new));
  }

  private Dataset<Row> firstOf(Kind kind, String tenant, Column... before) {
    List<Column> key = kind.table().key().stream().map(name -> col(name)).toList();
    List<Column> order = new ArrayList<>(List.of(before));
    Batch.PLACE.forEach(name -> order.add(col(name)));
    Column number =
        row_number()
            .over(
                Window.partitionBy(key.toArray(new Column[0]))
                    .orderBy(order.toArray(new Column[0])));
    return columns(
        batch.of(tenant, kind).withColumn("number", number).where("number = 1"), kind.table());
  }
}
