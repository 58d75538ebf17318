package dev.tracewise.jobs.bench;

import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;

import dev.tracewise.action.ComputeRewards;
import dev.tracewise.jobs.bench.RewardFigures.Timing;
import dev.tracewise.learn.reward.RewardSettings;
import dev.tracewise.source.SpanDecisionMapping;
import dev.tracewise.table.CodeGeneration;
import dev.tracewise.table.ExperiencesTable;
import dev.tracewise.table.FeedbackTable;
import dev.tracewise.table.SpansTable;
import dev.tracewise.table.TableDefinition;
import dev.tracewise.table.Warehouse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** A warehouse of one measurement, in a folder of this machine. */
final class BenchWarehouse {
  private static final double NANOS_PER_SECOND = 1e9;

  private final Path folder;
  private final Clock clock;
  private final Warehouse warehouse;

  /** In that folder, which comes into being with the first rows. */
  BenchWarehouse(SparkSession spark, Clock clock, Path folder) {
    this.folder = folder;
    this.clock = clock;
    this.warehouse = new Warehouse(spark, folder.toUri());
  }

  /**
   * What rewards came out.
   *
   * @param experiences rows
   * @param reward sum
   * @param judgements sum of the feedback that counts
   */
  record Totals(long experiences, double reward, long judgements) {
    private static final double TOLERANCE = 1e-9;

    /** The totals of rows with the columns of the table {@code experiences}. */
    static Totals of(Dataset<Row> rows) {
      Row row = rows.agg(count(lit(1)), sum("reward"), sum("feedback_count")).head();
      return new Totals(row.getLong(0), row.getDouble(1), ((Number) row.get(2)).longValue());
    }

    /** Whether they are the same but for the order of the sum. */
    boolean isAlmost(Totals other) {
      return experiences == other.experiences
          && judgements == other.judgements
          && Math.abs(reward - other.reward) <= TOLERANCE * Math.abs(reward);
    }
  }

  /** Where a table lies. */
  Path table(TableDefinition definition) {
    return folder.resolve(definition.name());
  }

  /** Adds spans. */
  void addSpans(Dataset<Row> rows) {
    add(SpansTable.DEFINITION, rows);
  }

  /** Adds feedback. */
  void addFeedback(Dataset<Row> rows) {
    add(FeedbackTable.DEFINITION, rows);
  }

  /** Another warehouse over the same spans and feedback. */
  BenchWarehouse sharing(Path other) {
    try {
      Files.createDirectories(other);
      for (TableDefinition shared :
          new TableDefinition[] {SpansTable.DEFINITION, FeedbackTable.DEFINITION}) {
        Files.createSymbolicLink(other.resolve(shared.name()), table(shared));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new BenchWarehouse(warehouse.spark(), clock, other);
  }

  /** Computes the rewards of what is new. */
  Timing rewards() {
    double seconds = seconds(this::compute);
    return new Timing(seconds, commitSeconds());
  }

  /** What rewards are there. */
  Totals totals() {
    return Totals.of(warehouse.table(ExperiencesTable.DEFINITION).read(RewardLogs.TENANT));
  }

  /** How long something takes. */
  static double seconds(Runnable work) {
    long start = System.nanoTime();
    work.run();
    return (System.nanoTime() - start) / NANOS_PER_SECOND;
  }

  private void add(TableDefinition definition, Dataset<Row> rows) {
    CodeGeneration.sized(
        warehouse.spark(),
        rows.queryExecution().optimizedPlan().stats().sizeInBytes().longValue(),
        () -> {
          warehouse.table(definition).append(rows);
          return true;
        });
  }

  private void compute() {
    new ComputeRewards(
            warehouse,
            RewardLogs.TENANT,
            RewardSettings.DEFAULTS,
            SpanDecisionMapping.SHIPPED,
            clock)
        .execute();
  }

  private double commitSeconds() {
    Path experiences = table(ExperiencesTable.DEFINITION);
    Duration between =
        Duration.between(
            newest(experiences, ".parquet").toInstant(),
            newest(experiences.resolve("_delta_log"), ".json").toInstant());
    return Math.max(0, between.toNanos() / NANOS_PER_SECOND);
  }

  private static FileTime newest(Path folder, String suffix) {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(file -> file.toString().endsWith(suffix))
          .filter(file -> !file.toString().contains(".checkpoint."))
          .map(BenchWarehouse::written)
          .max(Comparator.naturalOrder())
          .orElse(FileTime.fromMillis(0));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static FileTime written(Path file) {
    try {
      return Files.getLastModifiedTime(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
