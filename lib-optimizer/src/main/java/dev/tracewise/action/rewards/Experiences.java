package dev.tracewise.action.rewards;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import dev.tracewise.learn.reward.RewardSettings;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Choices with what came of them: feedback joined, rewards computed. */
public final class Experiences {
  private final FeedbackSummary summary;
  private final RewardColumns rewards;

  /** With those weights. */
  public Experiences(RewardSettings settings) {
    this.summary = new FeedbackSummary(settings);
    this.rewards = new RewardColumns(settings);
  }

  /**
   * One row per choice with the columns of the table {@code experiences} but {@code updated_at}.
   * Feedback beats a logged satisfaction; a judged correctness fills a missing quality; a logged
   * reward is taken as it is, its parts are computed all the same.
   *
   * @param choices answer of {@link Choices#of}
   * @param feedback rows of the table {@code feedback}
   * @param spans rows of the table {@code spans}
   */
  public Dataset<Row> of(Dataset<Row> choices, Dataset<Row> feedback, Dataset<Row> spans) {
    Dataset<Row> keys =
        choices.select("interaction_id", "time", "trace_id", "span_id", "session_id");
    Dataset<Row> judged = summary.of(FeedbackTargets.resolve(feedback, keys, spans));
    return choices
        .join(judged.hint("shuffle_hash"), new String[] {"interaction_id"}, "left")
        .withColumn("quality", coalesce(col("quality"), col("judged_quality")))
        .withColumn("satisfaction", coalesce(col("judged_satisfaction"), col("satisfaction")))
        .withColumn("feedback_count", coalesce(col("feedback_count"), lit(0L)))
        .withColumn("reward_parts", rewards.parts())
        .withColumn("reward", coalesce(col("reward"), rewards.reward()))
        .select(ExperienceColumns.columns(ExperienceColumns.EXPERIENCE));
  }
}
