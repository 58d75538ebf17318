package dev.tracewise.table;

import java.util.function.Supplier;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * What a commit of a target carries beside its rows: the number of the reading that led to them.
 *
 * @param application who commits, Delta's {@code appId}
 * @param expected number that must be in force; negative before the first
 * @param sequence number that is in force afterwards
 */
public record Commitment(String application, long expected, long sequence) {
  private static final String APPLICATION = "spark.databricks.delta.write.txnAppId";
  private static final String VERSION = "spark.databricks.delta.write.txnVersion";

  /** Another job of the same reader has committed since this one began; nothing was written. */
  public static final class Overtaken extends RuntimeException {
    private static final long serialVersionUID = 1;

    Overtaken(String application) {
      super(application + " was committed by another job in between");
    }
  }

  /** Runs what commits once, so that the commit carries this. */
  <T> T carriedBy(WarehouseTable target, Supplier<T> commit) {
    if (target.transaction(application).orElse(-1) != expected) {
      throw new Overtaken(application);
    }
    SparkSession spark = target.spark();
    spark.conf().set(APPLICATION, application);
    spark.conf().set(VERSION, sequence);
    try {
      return commit.get();
    } finally {
      spark.conf().unset(APPLICATION);
      spark.conf().unset(VERSION);
    }
  }

  /** What a merge did; Delta answers nothing where a later number is in force already. */
  MergeCounts counted(Dataset<Row> metrics) {
    if (metrics.isEmpty()) {
      throw new Overtaken(application);
    }
    return MergeCounts.of(metrics.head());
  }
}
