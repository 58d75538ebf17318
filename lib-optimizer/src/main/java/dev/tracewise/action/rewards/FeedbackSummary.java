package dev.tracewise.action.rewards;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.map;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.try_element_at;
import static org.apache.spark.sql.functions.when;

import dev.tracewise.learn.annotation.LabelParts;
import dev.tracewise.learn.reward.RewardSettings;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * What the feedback on an interaction says: of each author and type the latest score (ties by the
 * larger feedback id; without author every one counts), the mean over authors per type, the
 * weighted mean over types. Sums are exact: the order of rows, which an increment changes, cannot
 * show.
 */
public final class FeedbackSummary {
  private final RewardSettings settings;
  private final ExactSum weighing;

  /** With the weights of the types. */
  public FeedbackSummary(RewardSettings settings) {
    this.settings = settings;
    this.weighing =
        ExactSum.upTo(
            settings.feedbackWeights().values().stream()
                .mapToDouble(Double::doubleValue)
                .max()
                .orElse(0));
  }

  /**
   * One row per interaction: {@code judged_id}, {@code judged_satisfaction}, {@code judged_quality}
   * (mean of {@code correctness}), {@code labelled_quality} and {@code labelled_success} (means of
   * what people's labels say, see {@link LabelParts}), {@code feedback_count} (judgements that
   * count: replaced ones do not, comments without a score do, a label is one).
   *
   * @param resolved answer of {@link FeedbackTargets#resolve}
   */
  public Dataset<Row> of(Dataset<Row> resolved) {
    Column nameless = when(col("author").isNull(), col("feedback_id"));
    Column judgement =
        when(
            col("score").isNotNull(),
            struct(col("feedback_time"), col("feedback_id"), col("score")));
    Column part = col("type").startsWith(LabelParts.PART_PREFIX);
    return resolved
        .repartition(col("interaction_id"))
        .groupBy(col("interaction_id"), col("type"), col("author"), nameless.as("nameless"))
        .agg(max(judgement).as("latest"))
        .groupBy("interaction_id", "type")
        .agg(mean(col("latest.score")).as("score"), count(lit(1)).as("given"))
        .withColumn("weight", when(col("score").isNotNull(), weight()))
        .groupBy("interaction_id")
        .agg(
            weighing.of(col("weight")).as("weights"),
            weighing.of(col("score").multiply(col("weight"))).as("weighted"),
            max(scoreOf("correctness")).as("judged_quality"),
            max(scoreOf(LabelParts.QUALITY_TYPE)).as("labelled_quality"),
            max(scoreOf(LabelParts.SUCCESS_TYPE)).as("labelled_success"),
            sum(when(part, 0L).otherwise(col("given"))).as("feedback_count"))
        .withColumn(
            "judged_satisfaction",
            when(col("weights").gt(0.0), col("weighted").divide(col("weights"))))
        .withColumnRenamed("interaction_id", "judged_id")
        .drop("weights", "weighted");
  }

  private static Column scoreOf(String type) {
    return when(col("type").equalTo(type), col("score"));
  }

  private static Column mean(Column share) {
    return ExactSum.OF_SHARES.of(share).divide(count(share));
  }

  /** {@link RewardSettings#feedbackWeight} as a column. */
  private Column weight() {
    Column[] entries =
        settings.feedbackWeights().entrySet().stream()
            .flatMap(entry -> Stream.of(lit(entry.getKey()), lit(entry.getValue())))
            .toArray(Column[]::new);
    Column weights = map(entries).cast("map<string,double>");
    Column unnamed =
        when(col("type").startsWith("custom:"), try_element_at(weights, lit("custom")));
    return coalesce(try_element_at(weights, col("type")), unnamed, lit(0.0));
  }
}
