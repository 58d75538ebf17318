package dev.tracewise.action.metrics;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.floor;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.to_date;
import static org.apache.spark.sql.functions.unix_date;
import static org.apache.spark.sql.functions.when;

import dev.tracewise.action.decide.ModalityCensus;
import dev.tracewise.learn.routing.ChoiceTotals;
import dev.tracewise.learn.routing.ChoiceTotals.Change;
import dev.tracewise.table.CodeGeneration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;

/** Counts the choices of agents in their modalities: all of them, or what came and went. */
final class ChoiceTally {
  /** The column of the modality that a row counts for. */
  static final String MODALITY = "counted_modality";

  /** The column of the day of a row, since 1970-01-01. */
  static final String DAY = "day";

  private ChoiceTally() {}

  /** Rows of the table {@code experiences} with {@value #MODALITY} and {@value #DAY}. */
  static Dataset<Row> counted(Dataset<Row> experiences) {
    return experiences
        .withColumn(MODALITY, ModalityCensus.counted(col("modality")))
        .withColumn(DAY, unix_date(to_date(col("time"))).cast("bigint"));
  }

  /** The totals of all experiences, by agent and modality. */
  static Map<AgentModality, ChoiceTotals> of(Dataset<Row> experiences) {
    Column newer =
        sum("rewarded")
            .over(
                Window.partitionBy("agent_id", MODALITY)
                    .orderBy(col(DAY).desc())
                    .rowsBetween(Window.unboundedPreceding(), -1));
    Column isMeasured =
        col("rewarded").gt(0).and(coalesce(col("newer"), lit(0)).lt(ChoiceTotals.MEASURED));
    Map<AgentModality, ChoiceTotals> totals = new TreeMap<>();
    reduced(
            byDay(experiences, lit(1L)).withColumn("newer", newer),
            max(DAY),
            min(when(isMeasured, col(DAY))))
        .forEach(
            row ->
                totals.put(
                    subject(row),
                    new ChoiceTotals(
                        row.getLong(2),
                        row.getLong(3),
                        row.getLong(4),
                        row.getAs(5),
                        row.getAs(6))));
    return totals;
  }

  /**
   * What came and went, by agent and modality.
   *
   * @param images rows of the change feed of {@code experiences}, those before an update included
   */
  static Map<AgentModality, Change> changes(Dataset<Row> images) {
    Column came = col("_change_type").isin("insert", "update_postimage");
    Column poorer = col("experiences").lt(0).or(col("rewarded").lt(0));
    Map<AgentModality, Change> changes = new TreeMap<>();
    reduced(
            byDay(images, when(came, 1L).otherwise(-1L)),
            max(when(col("experiences").gt(0), col(DAY))),
            min(when(col("rewarded").gt(0), col(DAY))),
            count(when(poorer, 1)))
        .forEach(
            row ->
                changes.put(
                    subject(row),
                    new Change(
                        row.getLong(2),
                        row.getLong(3),
                        row.getLong(4),
                        row.getAs(5),
                        row.getAs(6),
                        row.getLong(7))));
    return changes;
  }

  private static Dataset<Row> byDay(Dataset<Row> rows, Column sign) {
    Column units = floor(col("reward").multiply(lit(ChoiceTotals.UNITS)));
    return counted(rows)
        .withColumn("sign", sign)
        .groupBy(col("agent_id"), col(MODALITY), col(DAY))
        .agg(
            sum("sign").as("experiences"),
            sum(when(col("reward").isNotNull(), col("sign")).otherwise(0L)).as("rewarded"),
            sum(coalesce(units, lit(0L)).multiply(col("sign"))).as("units"));
  }

  private static List<Row> reduced(Dataset<Row> days, Column... besides) {
    Column[] columns = new Column[besides.length + 2];
    columns[0] = sum("rewarded");
    columns[1] = sum("units");
    System.arraycopy(besides, 0, columns, 2, besides.length);
    Dataset<Row> sums =
        days.groupBy(col("agent_id"), col(MODALITY)).agg(sum("experiences"), columns);
    return CodeGeneration.sized(sums, sums::collectAsList);
  }

  private static AgentModality subject(Row row) {
    return new AgentModality(row.getString(0), row.getString(1));
  }
}
