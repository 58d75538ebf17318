package dev.tracewise.jobs.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.apache.spark.sql.SparkSession;

/**
 * The application of {@link PlainSpark}. Nothing is set but what Delta asks for and the codec that
 * the other engines write with, too.
 */
final class PlainSparkJob {
  private PlainSparkJob() {}

  /**
   * Reads two lines a job, the folder of the tables and the folder to write, and prints how many
   * seconds each took.
   *
   * @param arguments how many tasks run at once
   */
  public static void main(String[] arguments) throws IOException {
    PrintStream answers = System.out;
    BufferedReader jobs =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    try (SparkSession session = session(arguments[0])) {
      for (String tables = jobs.readLine(); tables != null; tables = jobs.readLine()) {
        String warehouse = tables;
        String target = jobs.readLine();
        answers.println(BenchWarehouse.seconds(() -> rewards(session, warehouse, target)));
      }
    }
  }

  private static SparkSession session(String cores) {
    return SparkSession.builder()
        .appName("plain Spark SQL")
        .master("local[" + cores + "]")
        .config("spark.ui.enabled", "false")
        .config("spark.driver.host", "127.0.0.1")
        .config("spark.driver.bindAddress", "127.0.0.1")
        .config("spark.sql.extensions", "io.delta.sql.DeltaSparkSessionExtension")
        .config(
            "spark.sql.catalog.spark_catalog", "org.apache.spark.sql.delta.catalog.DeltaCatalog")
        .config("spark.sql.parquet.compression.codec", "zstd")
        .getOrCreate();
  }

  private static void rewards(SparkSession session, String warehouse, String target) {
    for (String table : new String[] {"spans", "feedback"}) {
      session.read().format("delta").load(warehouse + "/" + table).createOrReplaceTempView(table);
    }
    session.sql(Resources.text("rewards_spark.sql")).write().mode("overwrite").parquet(target);
  }
}
