package dev.tracewise.action;

import static org.apache.spark.sql.functions.avg;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.regr_slope;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.to_json;
import static org.apache.spark.sql.functions.unix_micros;

import dev.tracewise.action.policy.TrainingLines;
import dev.tracewise.action.rewards.FeedbackTargets;
import dev.tracewise.model.Errors;
import dev.tracewise.table.ExperiencesTable;
import dev.tracewise.table.FeedbackTable;
import dev.tracewise.table.SpansTable;
import dev.tracewise.table.Warehouse;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.Iterator;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/** Feedback of an agent, a type and a period: its statistics, and itself as a data set. */
public final class FeedbackQuery {
  private static final double MICROS_PER_DAY = 86_400e6;

  private final Warehouse warehouse;
  private final String tenant;

  /** Questions about a tenant's feedback. */
  public FeedbackQuery(Warehouse warehouse, String tenant) {
    this.warehouse = warehouse;
    this.tenant = tenant;
  }

  /**
   * Which feedback; null is any.
   *
   * @param agentId agent of the experience that is judged
   * @param type type, such as {@code clarity}
   * @param since earliest time, included
   * @param until latest time, excluded
   */
  public record Filter(
      @Nullable String agentId,
      @Nullable String type,
      @Nullable Instant since,
      @Nullable Instant until) {}

  /**
   * Statistics.
   *
   * @param count how many judgements
   * @param byType how many of each type
   * @param meanScore mean of the scores, in [0, 1]; null without any
   * @param trend change of the score per day, by least squares; null unless there are two times
   */
  public record Stats(
      long count, Map<String, Long> byType, @Nullable Double meanScore, @Nullable Double trend) {}

  /** The statistics of the feedback that is meant. */
  public Stats stats(Filter filter) {
    Map<String, Long> byType = new TreeMap<>();
    Dataset<Row> feedback = rows(filter);
    for (Row row : feedback.groupBy("type").agg(count(lit(1)).as("n")).collectAsList()) {
      byType.put(row.getString(0), row.getLong(1));
    }
    Column days = unix_micros(col("time")).divide(lit(MICROS_PER_DAY));
    Row scores = feedback.agg(avg("score"), regr_slope(col("score"), days)).head();
    return new Stats(
        byType.values().stream().mapToLong(Long::longValue).sum(),
        byType,
        scores.isNullAt(0) ? null : Double.valueOf(scores.getDouble(0)),
        scores.isNullAt(1) ? null : Double.valueOf(scores.getDouble(1)));
  }

  /** How many rows {@link #export} would write. */
  public long size(Filter filter) {
    return rows(filter).count();
  }

  /**
   * Writes the feedback that is meant as JSON lines, by time and id; the file is there complete or
   * not at all.
   *
   * @return how many lines
   */
  public long export(Filter filter, Path file) {
    Path target = file.toAbsolutePath().normalize();
    Path staged = target.resolveSibling(".tracewise-" + UUID.randomUUID());
    Iterator<Row> lines =
        rows(filter)
            .orderBy("time", "feedback_id")
            .select(to_json(struct("*"), Map.of("ignoreNullFields", "false")))
            .toLocalIterator();
    try {
      Files.createDirectories(target.getParent());
      return write(lines, staged, target);
    } catch (IOException e) {
      throw Errors.failed(
          "export feedback to " + file,
          String.valueOf(e.getMessage()),
          "Name a file that this user can write, with --out.",
          e);
    }
  }

  private static long write(Iterator<Row> lines, Path staged, Path target) throws IOException {
    long written = 0;
    try {
      try (BufferedWriter writer = Files.newBufferedWriter(staged)) {
        for (; lines.hasNext(); written++) {
          writer.write(lines.next().getString(0));
          writer.newLine();
        }
      }
      Files.move(
          staged, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      return written;
    } finally {
      Files.deleteIfExists(staged);
    }
  }

  private Dataset<Row> rows(Filter filter) {
    Dataset<Row> feedback = warehouse.table(FeedbackTable.DEFINITION).read(tenant);
    if (filter.type() != null) {
      feedback = feedback.where(col("type").equalTo(lit(filter.type())));
    }
    if (filter.since() != null) {
      feedback = feedback.where(col("time").geq(lit(filter.since())));
    }
    if (filter.until() != null) {
      feedback = feedback.where(col("time").lt(lit(filter.until())));
    }
    return filter.agentId() == null ? feedback : ofAgent(feedback, filter.agentId());
  }

  private Dataset<Row> ofAgent(Dataset<Row> feedback, String agentId) {
    Dataset<Row> experiences = warehouse.table(ExperiencesTable.DEFINITION).read(tenant);
    Dataset<Row> judged =
        FeedbackTargets.resolve(
            feedback,
            experiences.select("interaction_id", "time", "trace_id", "span_id", "session_id"),
            warehouse.table(SpansTable.DEFINITION).read(tenant));
    Dataset<Row> theirs =
        TrainingLines.ofAgent(experiences, agentId, null)
            .select(col("interaction_id").as("judged"));
    Dataset<Row> ids =
        judged
            .join(theirs, col("interaction_id").equalTo(col("judged")), "left_semi")
            .select(col("feedback_id").as("id"));
    return feedback.join(ids, col("feedback_id").equalTo(col("id")), "left_semi");
  }
}
