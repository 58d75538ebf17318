package dev.tracewise.action.rewards;

import static dev.tracewise.action.rewards.HashedJoin.hashed;
import static dev.tracewise.action.rewards.HashedJoin.join;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import dev.tracewise.learn.reward.RewardSettings;
import dev.tracewise.source.SpanDecisionMapping;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Choices with what came of them: feedback joined, rewards computed. */
public final class Experiences {
  private final SpanDecisions spanDecisions;
  private final FeedbackSummary summary;
  private final RewardColumns rewards;

  /** With those weights, and the spans that those mappings take for decisions. */
  public Experiences(RewardSettings settings, List<SpanDecisionMapping> mappings) {
    this.spanDecisions = new SpanDecisions(mappings);
    this.summary = new FeedbackSummary(settings);
    this.rewards = new RewardColumns(settings);
  }

  /**
   * One row per choice with the columns of the table {@code experiences} but {@code updated_at}.
   * Feedback beats a logged satisfaction; a judged correctness fills a missing quality; a person's
   * label of the span beats the logged quality and success; a logged reward is taken as it is, its
   * parts are computed all the same.
   *
   * @param sources whole units of the sources
   * @param agents {@code agent_id} and {@code registered}, the names of its options
   */
  public Dataset<Row> of(Sources sources, Dataset<Row> agents) {
    Choices choices = Choices.of(sources.decisions(), sources.spans(), agents, spanDecisions);
    Dataset<Row> known =
        judged(choices, sources)
            .withColumn(
                "quality", coalesce(col("labelled_quality"), col("quality"), col("judged_quality")))
            .withColumn("success", coalesce(labelledSuccess(), col("success")))
            .withColumn("satisfaction", coalesce(col("judged_satisfaction"), col("satisfaction")))
            .withColumn("feedback_count", coalesce(col("feedback_count"), lit(0L)));
    return rewards
        .of(known)
        .withColumn("reward", coalesce(col("reward"), col(RewardColumns.REWARD)))
        .select(ExperienceColumns.columns(ExperienceColumns.EXPERIENCE));
  }

  /** What most labels say; null where there is none or they are divided. */
  private static Column labelledSuccess() {
    Column share = col("labelled_success");
    return when(share.gt(0.5), lit(true)).when(share.lt(0.5), lit(false));
  }

  private Dataset<Row> judged(Choices choices, Sources sources) {
    Held judgements = Held.outliving(() -> hashed(judgements(choices, sources), "judged_id"));
    return join(
        hashed(choices.rows(), "interaction_id"),
        "interaction_id",
        judgements.narrowSide(),
        "judged_id",
        "left");
  }

  private Dataset<Row> judgements(Choices choices, Sources sources) {
    Dataset<Row> keys = choices.logged().unionByName(choices.spanned());
    return summary.of(
        FeedbackTargets.resolve(sources.feedback(), keys, choices.logged(), sources.spans()));
  }
}
