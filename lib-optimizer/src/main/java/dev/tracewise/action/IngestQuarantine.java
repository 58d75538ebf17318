package dev.tracewise.action;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;

import dev.tracewise.table.QuarantineTable;
import dev.tracewise.table.Warehouse;
import dev.tracewise.table.WarehouseTable;
import java.time.Instant;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Keeps what could not be read; the same record on another line is counted, not kept again. */
final class IngestQuarantine {
  private static final String NEW_SIGHTINGS =
      "size(array_except(source.sightings, target.sightings)) > 0";
  private static final String ALL_SIGHTINGS = "array_union(target.sightings, source.sightings)";

  /** SQL of {@link QuarantineTable#sighting}. */
  private static final String SIGHTING =
      "CAST(conv(substr(sha2(concat(source, char(0), line, char(0)), 256), 1, 16), 16, -10)"
          + " AS BIGINT)";

  private final WarehouseTable table;

  IngestQuarantine(Warehouse warehouse) {
    this.table = warehouse.table(QuarantineTable.DEFINITION);
  }

  /**
   * Adds rejected records.
   *
   * @param rejected rows of the table with the columns of {@link Batch#PLACE}
   */
  void add(String tenant, Dataset<Row> rejected) {
    Dataset<Row> once =
        rejected
            .groupBy("tenant_id", "record_sha256")
            .agg(
                expr("min_by(struct(source, line, reason, field, detail, raw, first_seen),"
                        + " struct(file, file_line, position))")
                    .as("first"),
                expr("array_sort(array_distinct(flatten(collect_list(sightings))))")
                    .as("sightings"))
            .select(
                col("tenant_id"),
                col("record_sha256"),
                col("first.*"),
                expr("CAST(size(sightings) AS BIGINT)").as("times_seen"),
                col("sightings"));
    table
        .merge(tenant, () -> unseen(tenant, once))
        .whenMatchedUpdate(
            NEW_SIGHTINGS,
            Map.of(
                "times_seen",
                "CAST(size(" + ALL_SIGHTINGS + ") AS BIGINT)",
                "sightings",
                ALL_SIGHTINGS))
        .whenNotMatchedInsertAll()
        .execute();
  }

  /** The rejection of decision lines that disagree with the decision of the same id. */
  static Dataset<Row> conflicts(Dataset<Row> lines, int rawCap, Instant now) {
    return lines
        .withColumn("source", col("source_uri"))
        .withColumn("line", col("file_line"))
        .withColumn("raw", col("conflict_raw"))
        .select(
            col("file"),
            col("file_line"),
            col("position"),
            col("tenant_id"),
            expr("sha2(raw, 256)").as("record_sha256"),
            col("source"),
            col("line"),
            expr("'conflict'").as("reason"),
            col("conflict_field").as("field"),
            expr("concat('The interaction ', interaction_id, ' is known with another ',"
                    + " conflict_field, '.')")
                .as("detail"),
            expr("substr(raw, 1, " + rawCap + ")").as("raw"),
            expr("TIMESTAMP '" + now + "'").as("first_seen"),
            expr("1L").as("times_seen"),
            expr("array(" + SIGHTING + ")").as("sightings"));
  }

  private Dataset<Row> unseen(String tenant, Dataset<Row> once) {
    Dataset<Row> known =
        table
            .read(tenant)
            .select(
                col("record_sha256").as("known_sha256"), col("sightings").as("known_sightings"));
    return IngestRecords.columns(
        once.join(known, col("record_sha256").equalTo(col("known_sha256")), "left")
            .where("known_sha256 IS NULL OR size(array_except(sightings, known_sightings)) > 0"),
        QuarantineTable.DEFINITION);
  }
}
