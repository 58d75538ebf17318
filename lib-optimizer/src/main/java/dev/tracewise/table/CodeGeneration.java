package dev.tracewise.table;

import java.util.function.Supplier;
import org.apache.spark.sql.RuntimeConfig;
import org.apache.spark.sql.SparkSession;

/**
 * Whether Spark compiles its plans, and into how many parts it shuffles. Rows of the tables are
 * wide and nested: compiling a plan over them takes seconds, and so does handing it to many tasks
 * and planning it again between its stages, which pays only where many rows follow. Small work is
 * interpreted in one task a stage by a plan that stays, which is the default of {@link
 * SessionDefaults}.
 */
public final class CodeGeneration {
  /** From this many bytes of input on, plans are compiled. */
  static final long WORTHWHILE_BYTES = 64L << 20;

  private static final String WHOLE_STAGE = "spark.sql.codegen.wholeStage";
  private static final String FACTORY = "spark.sql.codegen.factoryMode";
  private static final String ADAPTIVE = "spark.sql.adaptive.enabled";
  private static final String PARTITIONS = "spark.sql.shuffle.partitions";
  private static final String LEAVES = "spark.sql.leafNodeDefaultParallelism";
  private static final int PARTITIONS_PER_CORE = 2;

  private CodeGeneration() {}

  /** Work on so much input, compiled where that pays. */
  public static <T> T sized(SparkSession spark, long bytes, Supplier<T> work) {
    return bytes < WORTHWHILE_BYTES ? work.get() : compiled(spark, work);
  }

  /** Work whose plans are compiled. */
  public static <T> T compiled(SparkSession spark, Supplier<T> work) {
    RuntimeConfig settings = spark.conf();
    String wholeStage = settings.get(WHOLE_STAGE, "true");
    String factory = settings.get(FACTORY, "FALLBACK");
    String adaptive = settings.get(ADAPTIVE);
    String leaves = settings.get(LEAVES);
    int partitions = Integer.parseInt(settings.get(PARTITIONS));
    int cores = spark.sparkContext().defaultParallelism();
    settings.set(WHOLE_STAGE, "true");
    settings.set(FACTORY, "FALLBACK");
    settings.set(ADAPTIVE, "true");
    settings.set(PARTITIONS, Math.max(partitions, PARTITIONS_PER_CORE * cores));
    settings.set(LEAVES, cores);
    try {
      return work.get();
    } finally {
      settings.set(WHOLE_STAGE, wholeStage);
      settings.set(FACTORY, factory);
      settings.set(ADAPTIVE, adaptive);
      settings.set(PARTITIONS, partitions);
      settings.set(LEAVES, leaves);
    }
  }
}
