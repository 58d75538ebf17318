package dev.tracewise.jobs.bench;

import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** Spark SQL as one would first write it: one query, the settings that Spark comes with. */
final class PlainSpark {
  private static final Map<String, String> AS_IT_COMES =
      Map.of(
          "spark.sql.adaptive.enabled", "true",
          "spark.sql.shuffle.partitions", "200",
          "spark.sql.codegen.wholeStage", "true",
          "spark.sql.codegen.factoryMode", "FALLBACK",
          "spark.sql.parquet.compression.codec", "zstd");

  private final SparkSession session;

  /** Beside that session, with the same cores. */
  PlainSpark(SparkSession beside) {
    session = beside.newSession();
    AS_IT_COMES.forEach(session.conf()::set);
  }

  /**
   * Runs the query of the rewards.
   *
   * @param warehouse folder with the tables
   * @param target folder of Parquet files to write
   */
  void rewards(String warehouse, String target) {
    for (String table : new String[] {"spans", "feedback"}) {
      read(warehouse + "/" + table).createOrReplaceTempView(table);
    }
    session.sql(Resources.text("rewards_spark.sql")).write().mode("overwrite").parquet(target);
  }

  private Dataset<Row> read(String location) {
    return session.read().format("delta").load(location);
  }
}
