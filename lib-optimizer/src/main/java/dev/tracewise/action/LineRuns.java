package dev.tracewise.action;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;

import dev.tracewise.action.InputFiles.InputFile;
import dev.tracewise.action.InputSplits.NumberedSplit;
import dev.tracewise.model.Rejection;
import dev.tracewise.source.IngestSettings;
import dev.tracewise.table.QuarantineTable;
import dev.tracewise.table.Warehouse;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/** Files of requests, each answered by a line on executors, or put aside with the reason. */
final class LineRuns {
  private static final StructType SCHEMA =
      new StructType()
          .add("file", DataTypes.IntegerType, false)
          .add("file_line", DataTypes.LongType, false)
          .add("position", DataTypes.LongType, false)
          .add("line", DataTypes.StringType, true)
          .add("rejection", Batch.nullable(QuarantineTable.DEFINITION.schema()), true);

  private final Warehouse warehouse;
  private final IngestSettings settings;

  /** Runs on a warehouse, reading files within the limits of ingest. */
  LineRuns(Warehouse warehouse, IngestSettings settings) {
    this.warehouse = warehouse;
    this.settings = settings;
  }

  /**
   * How many there are.
   *
   * @param answered requests that have a line
   * @param rejected lines that could not be read
   */
  record Counts(long answered, long rejected) {
    static Counts of(Dataset<Row> answers) {
      Row counts = answers.agg(count(col("line")), count(col("rejection"))).head();
      return new Counts(counts.getLong(0), counts.getLong(1));
    }
  }

  /** The row of a task for a request: its line, or why there is none. */
  static Row row(
      SplitReadings.Located located,
      @Nullable String line,
      @Nullable Rejection rejection,
      Instant now) {
    return RowFactory.create(
        located.from().file(),
        located.reading().line(),
        located.reading().position(),
        line,
        rejection == null ? null : QuarantineTable.row(rejection, now));
  }

  /**
   * What a task answers, made when it is needed.
   *
   * @param input file, folder or glob of JSON lines
   * @param task makes rows by {@link #row}
   * @param description what is done, for the Spark UI
   */
  Dataset<Row> answers(
      String input, FlatMapFunction<Iterator<NumberedSplit>, Row> task, String description) {
    Configuration configuration = warehouse.hadoopConfiguration();
    JavaSparkContext context = JavaSparkContext.fromSparkContext(warehouse.spark().sparkContext());
    List<InputFile> files = new InputFiles(configuration).find(List.of(input));
    List<NumberedSplit> splits =
        new InputSplits(context, configuration, settings.splitBytes()).plan(files);
    context.setJobDescription(description);
    return warehouse
        .spark()
        .createDataFrame(
            context.parallelize(splits, Math.max(1, splits.size())).mapPartitions(task), SCHEMA);
  }

  /** Writes the lines in their order, and what could not be read to quarantine. */
  void write(Dataset<Row> answers, Counts counts, String tenant, String output) {
    LineFile.write(
        answers.where("line IS NOT NULL").select("line").as(Encoders.STRING()).toLocalIterator(),
        output,
        warehouse.hadoopConfiguration());
    if (counts.rejected() > 0) {
      new IngestQuarantine(warehouse)
          .add(
              tenant,
              answers
                  .where(col("rejection").isNotNull())
                  .select(col("file"), col("file_line"), col("position"), col("rejection.*")));
    }
  }
}
