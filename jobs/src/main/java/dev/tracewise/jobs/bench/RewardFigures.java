package dev.tracewise.jobs.bench;

import org.jspecify.annotations.Nullable;

/**
 * What {@code bench rewards} measured; times are wall seconds.
 *
 * @param spans rows of the table spans
 * @param feedback rows of the table feedback
 * @param experiences rows that every engine made of them
 * @param cores threads of every engine
 * @param coldBackfill the first backfill of the session
 * @param backfill the median of those after it, each into another warehouse
 * @param naiveSeconds Spark SQL as first written, to Parquet, likewise
 * @param duckdb DuckDB, to Parquet, likewise; null where it is missing
 * @param duckdbMissing why it is
 * @param backfillRatio backfill over DuckDB in the same round, the median of the rounds
 * @param naiveSpeedup Spark SQL as first written over backfill, likewise
 * @param increment what an increment is
 * @param incrementOnTenth an increment where the history is a tenth as long, the median
 * @param incrementOnWhole the same increment on all of the history
 * @param incrementRatio all of the history over a tenth of it, by rounds as above
 * @param lateFeedback judgements that come late, spread evenly over all of the history
 * @param late what they take
 * @param heapPeakMegabytes the most heap of this process that was in use at one moment, MiB
 */
public record RewardFigures(
    long spans,
    long feedback,
    long experiences,
    int cores,
    Timing coldBackfill,
    Timing backfill,
    double naiveSeconds,
    @Nullable DuckDb duckdb,
    @Nullable String duckdbMissing,
    @Nullable Double backfillRatio,
    double naiveSpeedup,
    Increment increment,
    Timing incrementOnTenth,
    Timing incrementOnWhole,
    double incrementRatio,
    long lateFeedback,
    Timing late,
    long heapPeakMegabytes) {

  /**
   * A run of the rewards.
   *
   * @param seconds everything
   * @param commitSeconds of these, from the last data file to the entry in the table's log
   */
  public record Timing(double seconds, double commitSeconds) {}

  /**
   * A run of DuckDB.
   *
   * @param version of DuckDB
   * @param seconds everything
   */
  public record DuckDb(String version, double seconds) {}

  /**
   * An increment: traces that are new, and feedback on them and on those of the six days before.
   *
   * @param spans new spans
   * @param feedback new feedback
   */
  public record Increment(long spans, long feedback) {}
}
