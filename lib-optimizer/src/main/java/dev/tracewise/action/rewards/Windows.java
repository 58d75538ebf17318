package dev.tracewise.action.rewards;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.floor;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.unix_seconds;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Stretches of time as literal bounds, so that files outside are not read. One old day among many
 * new ones adds a stretch of its own instead of everything between.
 *
 * @param stretches sorted, not overlapping, first instant included and last excluded
 */
public record Windows(List<Stretch> stretches) {
  /** How far what belongs together may lie apart. */
  public static final int REACH_DAYS = 7;

  private static final long SECONDS_PER_DAY = 86_400;

  /** More stretches than this are joined to one: a condition must stay small. */
  private static final int MOST = 32;

  /**
   * A stretch of time.
   *
   * @param from its first instant
   * @param to the first instant after it
   */
  public record Stretch(Instant from, Instant to) {}

  /** Copies the list. */
  public Windows {
    stretches = List.copyOf(stretches);
  }

  /**
   * The days and seven days on either side of each.
   *
   * @param days days since 1970-01-01, UTC
   */
  public static Windows around(Collection<Long> days) {
    List<Stretch> joined = new ArrayList<>();
    for (long day : new TreeSet<>(days)) {
      Instant start = Instant.EPOCH.plus(day, ChronoUnit.DAYS);
      Instant from = start.minus(REACH_DAYS, ChronoUnit.DAYS);
      Instant to = start.plus(REACH_DAYS + 1, ChronoUnit.DAYS);
      int last = joined.size() - 1;
      if (last >= 0 && !joined.get(last).to().isBefore(from)) {
        joined.set(last, new Stretch(joined.get(last).from(), to));
      } else {
        joined.add(new Stretch(from, to));
      }
    }
    return new Windows(joined.size() > MOST ? List.of(hull(joined)) : joined);
  }

  /** The days of the column {@code time} and seven days on either side of each. */
  public static Windows around(Dataset<Row> rows) {
    Column day = floor(unix_seconds(col("time")).divide(SECONDS_PER_DAY)).cast("bigint");
    return around(
        rows.select(day.as("day")).distinct().collectAsList().stream()
            .map(row -> row.getLong(0))
            .toList());
  }

  /** Whether a time lies in one of the stretches. */
  public Column contain(Column time) {
    return stretches.stream()
        .map(stretch -> time.geq(lit(stretch.from())).and(time.lt(lit(stretch.to()))))
        .reduce(Column::or)
        .orElse(lit(false));
  }

  private static Stretch hull(List<Stretch> stretches) {
    return new Stretch(stretches.get(0).from(), stretches.get(stretches.size() - 1).to());
  }
}
