package dev.tracewise.table;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.apache.spark.sql.SparkSession;

/** The settings of Spark that the tables rely on; whoever builds a session applies them. */
public final class SessionDefaults {
  /** Quiet enough for a command line; set on the context after the session is built. */
  public static final String LOG_LEVEL = "ERROR";

  private static final Set<String> STATIC =
      Set.of(
          "spark.sql.extensions",
          "spark.sql.catalog.spark_catalog",
          "spark.sql.codegen.cache.maxEntries");

  private static final Map<String, String> CONFIGURATION = defaults();

  private SessionDefaults() {}

  /** Settings by key. */
  public static Map<String, String> configuration() {
    return CONFIGURATION;
  }

  /** Those that a session may change, for a session beside the first one. */
  static Map<String, String> runtimeConfiguration() {
    Map<String, String> settings = new LinkedHashMap<>();
    CONFIGURATION.forEach(
        (key, value) -> {
          if (key.startsWith("spark.sql.") && !STATIC.contains(key)) {
            settings.put(key, value);
          }
        });
    return settings;
  }

  /** Puts the settings into a builder. */
  public static SparkSession.Builder apply(SparkSession.Builder builder) {
    CONFIGURATION.forEach(builder::config);
    return builder;
  }

  private static Map<String, String> defaults() {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("spark.sql.extensions", "io.delta.sql.DeltaSparkSessionExtension");
    settings.put(
        "spark.sql.catalog.spark_catalog", "org.apache.spark.sql.delta.catalog.DeltaCatalog");
    settings.put("spark.sql.session.timeZone", "UTC");
    settings.put("spark.sql.ansi.enabled", "true");
    settings.put("spark.sql.caseSensitive", "false");
    settings.put("spark.sql.datetime.java8API.enabled", "true");
    settings.put("spark.sql.adaptive.enabled", "false"); // for large work, see CodeGeneration
    settings.put("spark.sql.shuffle.partitions", "1"); // more for large work, see CodeGeneration
    settings.put("spark.sql.leafNodeDefaultParallelism", "1"); // likewise
    // what every sort and aggregate takes at once, however small: up to 64 MB by default
    settings.put("spark.buffer.pageSize", "2m");
    settings.put("spark.sql.files.openCostInBytes", "512k"); // files of commits are small
    settings.put("spark.sql.parquet.compression.codec", "zstd");
    // INT96, the default, is nanoseconds to other readers, which overflow in 1677 and 2262
    settings.put("spark.sql.parquet.outputTimestampType", "TIMESTAMP_MICROS");
    settings.put("spark.sql.codegen.wholeStage", "false"); // see CodeGeneration
    settings.put("spark.sql.codegen.factoryMode", "NO_CODEGEN");
    // the default, 100, is less than one computation of rewards needs: all would be compiled anew
    settings.put("spark.sql.codegen.cache.maxEntries", "2000");
    settings.put("spark.delta.logStore.file.impl", LocalCommits.class.getName());
    settings.put("spark.databricks.delta.snapshotPartitions", "1");
    settings.put("spark.databricks.delta.properties.defaults.enableDeletionVectors", "false");
    settings.put("spark.databricks.delta.schema.autoMerge.enabled", "false");
    settings.put("spark.sql.ui.explainMode", "simple"); // the text of a plan costs as much as it
    settings.put("spark.ui.showConsoleProgress", "false");
    settings.put(
        "spark.redaction.regex",
        "(?i)secret|password|token|api[._-]?key|authorization|credential|access[._]?key");
    return Collections.unmodifiableMap(settings);
  }
}
