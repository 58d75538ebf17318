package dev.tracewise.table;

import org.apache.spark.sql.Row;

/**
 * What a merge did, by the metrics of its own commit.
 *
 * @param updated rows that matched and were updated
 * @param inserted rows that were inserted
 * @param deleted rows that were deleted
 */
public record MergeCounts(long updated, long inserted, long deleted) {
  /** Nothing happened. */
  public static final MergeCounts NONE = new MergeCounts(0, 0, 0);

  /** Rows that are not as they were. */
  public long changed() {
    return updated + inserted + deleted;
  }

  static MergeCounts of(Row metrics) {
    return new MergeCounts(
        metrics.<Long>getAs("num_updated_rows"),
        metrics.<Long>getAs("num_inserted_rows"),
        metrics.<Long>getAs("num_deleted_rows"));
  }
}
