package dev.tracewise.action.policy;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.exists;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.pmod;
import static org.apache.spark.sql.functions.size;
import static org.apache.spark.sql.functions.udf;
import static org.apache.spark.sql.functions.xxhash64;

import dev.tracewise.judge.Groups;
import dev.tracewise.learn.data.SyntheticDecision;
import dev.tracewise.learn.modality.ModalityExample.Origin;
import dev.tracewise.model.Context;
import dev.tracewise.table.Decisions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.api.java.UDF4;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/**
 * Experiences as the lines of a training set: what a policy may learn from and nothing else. What
 * each option would have brought, which benchmarks know, is not among it.
 */
public final class TrainingLines {
  /** Columns of a line, in their order. */
  private static final List<String> FIELDS =
      List.of(
          "interaction_id",
          "user_id",
          "session_id",
          "context",
          "options",
          "chosen",
          "propensity",
          "reward",
          "time",
          "confidence");

  /** Columns that order the lines of a log. */
  static final List<String> KEY = List.of("interaction_id");

  /** Where a line of a training set comes from: {@code real} or {@code synthetic}. */
  static final String ORIGIN = "origin";

  /** Columns that order the lines of a training set. */
  static final List<String> SET_KEY = List.of(ORIGIN, "interaction_id");

  private static final double MADE_REWARD = 1;
  private static final long PLACES = 1L << 40;

  private TrainingLines() {}

  /** The rows of one agent, narrowed to a modality; of all, where one of the two is null. */
  public static Dataset<Row> ofAgent(
      Dataset<Row> rows, @Nullable String agentId, @Nullable String modality) {
    Dataset<Row> theirs =
        agentId == null ? rows : rows.where(col("agent_id").equalTo(lit(agentId)));
    return modality == null ? theirs : theirs.where(col("modality").equalTo(lit(modality)));
  }

  /** The rows up to a time; all of them without one. */
  public static Dataset<Row> upTo(@Nullable Instant time, Dataset<Row> experiences) {
    return time == null ? experiences : experiences.where(col("time").leq(lit(time)));
  }

  /** Whether a row has a reward. */
  public static Column rewarded() {
    return col("reward").isNotNull();
  }

  /** Whether there was something to choose, and the choice was among it. */
  public static Column choosable() {
    return size(col("options"))
        .gt(1)
        .and(exists(col("options"), option -> option.getField("name").equalTo(col("chosen"))));
  }

  /** The group of a row, see {@link Groups#of}. */
  public static Column group() {
    UDF4<String, String, String, String, String> group = Groups::of;
    return udf(group, DataTypes.StringType)
        .apply(col("user_id"), col("session_id"), col("context.text"), col("interaction_id"));
  }

  /**
   * Whole groups of the rows, drawn by their hash, so that about so many rows are left.
   *
   * @param count how many rows there are
   * @param most how many are wanted; all are, where there are no more
   */
  static Dataset<Row> sampled(Dataset<Row> rows, long count, int most) {
    if (count <= most) {
      return rows;
    }
    Column place = pmod(xxhash64(lit("sample"), group()), lit(PLACES));
    return rows.where(place.lt(lit((long) (PLACES * ((double) most / count)))));
  }

  /** The columns of a line. */
  public static Dataset<Row> of(Dataset<Row> experiences) {
    return experiences.select(FIELDS.stream().map(functions::col).toArray(Column[]::new));
  }

  /**
   * The lines of a training set: of the log, and then those that were made, which say so for ever.
   *
   * @param experiences rows to learn from
   * @param made decisions that were made up
   */
  static Dataset<Row> ofSet(Dataset<Row> experiences, List<SyntheticDecision> made) {
    Dataset<Row> lines =
        of(experiences).withColumn(ORIGIN, lit(Origin.REAL.name().toLowerCase(Locale.ROOT)));
    if (made.isEmpty()) {
      return lines;
    }
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < made.size(); i++) {
      rows.add(row(i, made.get(i)));
    }
    return lines.unionByName(
        experiences.sparkSession().createDataFrame(rows, nullable(lines.schema())));
  }

  private static Row row(int number, SyntheticDecision made) {
    Context context = new Context(made.query(), null, Map.of(), Map.of(), List.of(), List.of());
    return RowFactory.create(
        String.format(Locale.ROOT, "synthetic/%s/%07d", made.modality().id(), number),
        null,
        null,
        Decisions.row(context),
        Decisions.row(made.options()),
        made.chosen(),
        1.0 / made.options().size(),
        MADE_REWARD,
        null,
        null,
        Origin.SYNTHETIC.name().toLowerCase(Locale.ROOT));
  }

  private static StructType nullable(StructType schema) {
    StructType nullable = new StructType();
    for (StructField field : schema.fields()) {
      nullable = nullable.add(field.name(), field.dataType(), true);
    }
    return nullable;
  }

  /**
   * The lines with what the agent's own model thought of each option, where the log says it: the
   * logged probabilities of decisions that no version of ours served.
   *
   * @param decisions rows of the table {@code decisions} of the same agent
   */
  static Dataset<Row> withModel(Dataset<Row> lines, Dataset<Row> decisions) {
    Dataset<Row> thoughts =
        decisions
            .where(col("served_kind").isNull().and(size(col("probabilities")).gt(0)))
            .select(
                col("interaction_id").as("thinker"), col("probabilities").as(TrainingLine.MODEL));
    return lines
        .join(thoughts, col("interaction_id").equalTo(col("thinker")), "left")
        .drop("thinker");
  }

  /** What a task makes of all lines, in one partition and in the order of their keys. */
  static <T> List<T> inOneTask(Dataset<Row> lines, FlatMapFunction<Iterator<String>, T> task) {
    return lines
        .repartition(1)
        .sortWithinPartitions(KEY.get(0))
        .toJSON()
        .toJavaRDD()
        .mapPartitions(task)
        .collect();
  }
}
