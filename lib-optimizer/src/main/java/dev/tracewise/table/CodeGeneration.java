package dev.tracewise.table;

import java.util.function.Supplier;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RuntimeConfig;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.execution.datasources.HadoopFsRelation;
import org.apache.spark.sql.execution.datasources.LogicalRelation;
import scala.Option;
import scala.jdk.javaapi.CollectionConverters;

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

  /** The same for a plan of its own that does little more than read; compiling it takes less. */
  private static final long WORTHWHILE_BYTES_READ = 8L << 20;

  private static final String WHOLE_STAGE = "spark.sql.codegen.wholeStage";
  private static final String FACTORY = "spark.sql.codegen.factoryMode";
  private static final String LARGEST_METHOD = "spark.sql.codegen.hugeMethodLimit";
  private static final String ADAPTIVE = "spark.sql.adaptive.enabled";
  private static final String PARTITIONS = "spark.sql.shuffle.partitions";
  private static final String LEAVES = "spark.sql.leafNodeDefaultParallelism";
  private static final int PARTITIONS_PER_CORE = 2;

  /** Compressed bytes of files, of which a part of a shuffle is a fraction. */
  private static final long BYTES_PER_PARTITION = 128L << 20;

  /** Larger methods the JVM never compiles; their plans run better in pieces. */
  private static final String COMPILED_BYTECODES = "8000";

  private CodeGeneration() {}

  /** Work on so much input, compiled where that pays. */
  public static <T> T sized(SparkSession spark, long bytes, Supplier<T> work) {
    return bytes < WORTHWHILE_BYTES ? work.get() : compiled(spark, bytes, work);
  }

  /** Work of one plan, compiled where the files that it reads are worth it. */
  public static <T> T sized(Dataset<Row> rows, Supplier<T> work) {
    long bytes = bytesRead(rows);
    return bytes < WORTHWHILE_BYTES_READ ? work.get() : compiled(rows.sparkSession(), bytes, work);
  }

  /** Bytes of the files that are left when statistics have ruled out the others. */
  private static long bytesRead(Dataset<Row> rows) {
    return CollectionConverters.asJava(rows.queryExecution().optimizedPlan().collectLeaves())
        .stream()
        .filter(CodeGeneration::isOfFiles)
        .mapToLong(leaf -> leaf.stats().sizeInBytes().longValue())
        .sum();
  }

  /** Others, such as changes of a table, do not say how much there is. */
  private static boolean isOfFiles(LogicalPlan leaf) {
    return leaf instanceof LogicalRelation relation
        && relation.relation() instanceof HadoopFsRelation;
  }

  /** Work whose plans are compiled. */
  public static <T> T compiled(SparkSession spark, Supplier<T> work) {
    return compiled(spark, 0, work);
  }

  private static <T> T compiled(SparkSession spark, long bytes, Supplier<T> work) {
    RuntimeConfig settings = spark.conf();
    String wholeStage = settings.get(WHOLE_STAGE, "true");
    String factory = settings.get(FACTORY, "FALLBACK");
    String adaptive = settings.get(ADAPTIVE);
    String leaves = settings.get(LEAVES);
    Option<String> largest = settings.getOption(LARGEST_METHOD);
    int partitions = Integer.parseInt(settings.get(PARTITIONS));
    int cores = spark.sparkContext().defaultParallelism();
    settings.set(WHOLE_STAGE, "true");
    settings.set(FACTORY, "FALLBACK");
    settings.set(LARGEST_METHOD, COMPILED_BYTECODES);
    settings.set(ADAPTIVE, "true");
    long wanted = Math.max((long) PARTITIONS_PER_CORE * cores, bytes / BYTES_PER_PARTITION);
    settings.set(PARTITIONS, Math.max(partitions, wanted));
    settings.set(LEAVES, cores);
    try {
      return work.get();
    } finally {
      settings.set(WHOLE_STAGE, wholeStage);
      settings.set(FACTORY, factory);
      if (largest.isEmpty()) {
        settings.unset(LARGEST_METHOD);
      } else {
        settings.set(LARGEST_METHOD, largest.get());
      }
      settings.set(ADAPTIVE, adaptive);
      settings.set(PARTITIONS, partitions);
      settings.set(LEAVES, leaves);
    }
  }
}
