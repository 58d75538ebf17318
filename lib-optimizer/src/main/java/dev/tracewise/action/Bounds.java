package dev.tracewise.action;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Literal bounds of a time column, by which Delta leaves out files.
 *
 * @param first earliest time
 * @param last latest time
 */
public record Bounds(Instant first, Instant last) {
  /** The bounds of a column; empty where there are no rows. */
  public static Optional<Bounds> of(Dataset<Row> rows, String column) {
    Row row =
        rows.agg(
                min(col(column)).cast("timestamp").as("first"),
                max(col(column)).cast("timestamp").as("last"))
            .selectExpr("unix_micros(first)", "unix_micros(last)")
            .head();
    return row.isNullAt(0)
        ? Optional.empty()
        : Optional.of(new Bounds(ofMicros(row.getLong(0)), ofMicros(row.getLong(1))));
  }

  /** The same, wider on both sides. */
  public Bounds widened(Duration by) {
    return new Bounds(first.minus(by), last.plus(by));
  }

  /** The condition that a column lies within. */
  public String within(String column) {
    return column + " BETWEEN TIMESTAMP '" + first + "' AND TIMESTAMP '" + last + "'";
  }

  private static Instant ofMicros(long micros) {
    return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
  }
}
