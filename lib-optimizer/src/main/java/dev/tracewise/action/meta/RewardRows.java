package dev.tracewise.action.meta;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.map_keys;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.size;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.udf;
import static org.apache.spark.sql.functions.when;
import static org.apache.spark.sql.functions.xxhash64;

import dev.tracewise.action.decide.ModalityCensus;
import dev.tracewise.action.policy.TrainingLines;
import dev.tracewise.action.rewards.FeedbackTargets;
import dev.tracewise.learn.booster.PredictorSettings.Label;
import dev.tracewise.learn.policy.SessionFacts;
import dev.tracewise.learn.reward.RewardSettings;
import dev.tracewise.model.Modality;
import dev.tracewise.table.ExperiencesTable;
import dev.tracewise.table.FeedbackTable;
import dev.tracewise.table.SpansTable;
import dev.tracewise.table.TableDefinition;
import dev.tracewise.table.Warehouse;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.types.DataTypes;
import org.jspecify.annotations.Nullable;

/**
 * Judged interactions: what the reward model learns from. A row weighs as much as the types of
 * feedback that judged it, one that was only measured by the agent itself weighs 1.
 */
final class RewardRows {
  private static final int MOST_NUMBERS = 32;

  private final Warehouse warehouse;
  private final String tenant;
  private final RewardSettings rewards;
  private final Map<String, Long> versions = new TreeMap<>();

  /** The rows as they are now: later commits are not seen. */
  RewardRows(Warehouse warehouse, String tenant, RewardSettings rewards) {
    this.warehouse = warehouse;
    this.tenant = tenant;
    this.rewards = rewards;
    for (TableDefinition table :
        List.of(ExperiencesTable.DEFINITION, FeedbackTable.DEFINITION, SpansTable.DEFINITION)) {
      versions.put(table.name(), warehouse.table(table).currentVersion());
    }
  }

  /** Delta versions of the tables that are read, by name. */
  Map<String, Long> versions() {
    return versions;
  }

  /**
   * The judged interactions: {@code row_key}, {@code group_key}, {@code part} (the modality, text
   * where none is known), {@code label}, {@code weight}, and what is known of the interaction.
   *
   * @param agentId only of this agent; null for all
   * @param maxRows rows of a modality at most
   */
  Dataset<Row> judged(@Nullable String agentId, Label label, int maxRows) {
    Dataset<Row> experiences = ofAgent(agentId);
    Column observed = col(label.name().toLowerCase(Locale.ROOT));
    Column weight = col("feedback_weight");
    Dataset<Row> rows =
        experiences
            .where(observed.isNotNull())
            .join(weights(experiences), new String[] {"interaction_id"}, "left")
            .select(
                col("interaction_id").as(BoosterRows.KEY),
                TrainingLines.group().as(BoosterRows.GROUP),
                part().as(BoosterRows.PART),
                observed.as(BoosterRows.LABEL),
                when(weight.gt(0), weight).otherwise(1.0).as(BoosterRows.WEIGHT),
                col("agent_id"),
                col("context"),
                size(col("options")).as("option_count"),
                col("chosen"),
                col("output"),
                col("confidence"),
                col("seconds"),
                col("cost_usd"),
                col("time"));
    return sampled(rows, maxRows);
  }

  /**
   * How many judged interactions a modality has in all, of which a sample is used.
   *
   * @param agentId only of this agent; null for all
   */
  String all(@Nullable String agentId, Label label, String part) {
    Column observed = col(label.name().toLowerCase(Locale.ROOT));
    Row counts =
        ofAgent(agentId)
            .where(observed.isNotNull().and(part().equalTo(part)))
            .agg(
                count(lit(1)),
                count(when(observed.equalTo(0.0), 1)),
                count(when(observed.equalTo(1.0), 1)))
            .head();
    return counts.getLong(0)
        + " rows, "
        + counts.getLong(1)
        + " with label 0 and "
        + counts.getLong(2)
        + " with label 1";
  }

  private Dataset<Row> ofAgent(@Nullable String agentId) {
    return TrainingLines.ofAgent(read(ExperiencesTable.DEFINITION), agentId, null);
  }

  /** Names of the numbers of contexts that are features: the most frequent ones, sorted. */
  static List<String> numbers(Dataset<Row> judged) {
    return judged
        .select(explode(map_keys(col("context.numeric"))).as("name"))
        .where(not(col("name").startsWith(SessionFacts.PREFIX)))
        .groupBy("name")
        .agg(count(lit(1)).as("rows"))
        .orderBy(col("rows").desc(), col("name"))
        .limit(MOST_NUMBERS)
        .collectAsList()
        .stream()
        .map(row -> row.getString(0))
        .sorted()
        .toList();
  }

  /** At most so many rows of each modality, those whose groups hash lowest. */
  private static Dataset<Row> sampled(Dataset<Row> rows, int maxRows) {
    Column place =
        row_number()
            .over(
                Window.partitionBy(BoosterRows.PART)
                    .orderBy(xxhash64(col(BoosterRows.GROUP)), col(BoosterRows.KEY)));
    return rows.withColumn("place", place).where(col("place").leq(maxRows)).drop("place");
  }

  private Dataset<Row> read(TableDefinition table) {
    return warehouse.table(table).readAt(tenant, versions.getOrDefault(table.name(), -1L));
  }

  /** The sum of the weights of the types of feedback on each interaction. */
  private Dataset<Row> weights(Dataset<Row> experiences) {
    RewardSettings settings = rewards;
    UDF1<String, Double> typeWeight = settings::feedbackWeight;
    return FeedbackTargets.resolve(
            read(FeedbackTable.DEFINITION),
            experiences.select("interaction_id", "time", "trace_id", "span_id", "session_id"),
            read(SpansTable.DEFINITION))
        .where(col("score").isNotNull())
        .select("interaction_id", "type")
        .distinct()
        .groupBy("interaction_id")
        .agg(
            sum(udf(typeWeight, DataTypes.DoubleType).apply(col("type")).cast("decimal(38,17)"))
                .cast("double")
                .as("feedback_weight"));
  }

  /** The modality; text where none is given, mixed where it is none of ours. */
  static Column part() {
    return when(col("modality").isNull(), Modality.TEXT.id())
        .otherwise(ModalityCensus.counted(col("modality")));
  }
}
