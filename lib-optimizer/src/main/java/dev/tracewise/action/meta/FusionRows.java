package dev.tracewise.action.meta;

import static org.apache.spark.sql.functions.array_contains;
import static org.apache.spark.sql.functions.avg;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.element_at;
import static org.apache.spark.sql.functions.greatest;
import static org.apache.spark.sql.functions.least;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.size;
import static org.apache.spark.sql.functions.to_date;
import static org.apache.spark.sql.functions.udf;
import static org.apache.spark.sql.functions.unix_date;
import static org.apache.spark.sql.functions.when;

import dev.tracewise.action.policy.TrainingLines;
import dev.tracewise.action.workflow.PairCensus;
import dev.tracewise.judge.Groups;
import dev.tracewise.learn.fusion.ModalityPair;
import dev.tracewise.learn.fusion.PairBucket;
import dev.tracewise.learn.fusion.PairHistory;
import dev.tracewise.learn.modality.MetaModel;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.api.java.UDF2;
import org.apache.spark.sql.api.java.UDF4;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.types.DataTypes;
import org.jspecify.annotations.Nullable;

/**
 * What was answered from two modalities, as rows to learn the benefit from: workflows that used
 * two, and experiences of which the context has the number {@code secondary_modality_confidence}.
 * The benefit is the reward above that of answering from one; where the fusion failed it is 0 at
 * most. It may be negative: were losses 0 too, noise would make every pair look beneficial.
 */
final class FusionRows {
  private static final String SECONDARY = "secondary_modality_confidence";
  private static final String EXACT = "decimal(30,15)";
  private static final List<String> KNOWN_OF_WORKFLOWS =
      List.of(
          "primary_confidence",
          "secondary_confidence",
          "agreement",
          "ambiguity",
          "historical_success");

  private FusionRows() {}

  /**
   * The rows.
   *
   * @param experiences rows of the table {@code experiences} of one tenant
   * @param workflows rows of the table {@code workflows} of the same
   * @param agentId only of this agent; null for all. The history of pairs is always that of all.
   */
  static Dataset<Row> of(
      Dataset<Row> experiences, Dataset<Row> workflows, @Nullable String agentId) {
    Dataset<Row> fused = workflows.where(size(col("modalities")).equalTo(2));
    Dataset<Row> single =
        experiences.join(
            fused.select(col("workflow_id").as("trace_id")),
            new String[] {"trace_id"},
            "left_anti");
    PairCensus census = PairCensus.of(workflows);
    return agentId == null
        ? ofExperiences(single).unionByName(ofWorkflows(fused, census))
        : ofExperiences(single.where(col("agent_id").equalTo(agentId)))
            .unionByName(ofWorkflows(fused.where(array_contains(col("agents"), agentId)), census));
  }

  /** Experiences that say how sure they were of a second modality. */
  static Dataset<Row> ofExperiences(Dataset<Row> experiences) {
    Column fused = number(SECONDARY).isNotNull();
    Column alone =
        avg(when(fused, null).otherwise(col("reward").cast(EXACT)))
            .over(Window.partitionBy(BoosterRows.PART));
    List<Column> columns = columns(col("interaction_id"), TrainingLines.group());
    for (String feature : MetaModel.FUSION_BENEFIT.featureNames()) {
      columns.add(value(feature).as(feature));
    }
    return experiences
        .where("reward IS NOT NULL")
        .withColumn(BoosterRows.PART, RewardRows.part())
        .withColumn("alone", alone.cast("double"))
        .where(fused.and(col("success").isNotNull()).and(col("alone").isNotNull()))
        .select(columns.toArray(new Column[0]));
  }

  /** Workflows that used two modalities, with the history of the pair before their day. */
  private static Dataset<Row> ofWorkflows(Dataset<Row> fused, PairCensus census) {
    UDF4<String, String, String, String, String> group = Groups::of;
    Column key = concat(lit("workflow "), col("workflow_id"));
    List<Column> columns =
        columns(
            key,
            udf(group, DataTypes.StringType)
                .apply(col("user_id"), col("session_id"), col("query"), key));
    List<String> features = MetaModel.FUSION_BENEFIT.featureNames();
    for (int i = 0; i < features.size(); i++) {
      columns.add(col(KNOWN_OF_WORKFLOWS.get(i)).as(features.get(i)));
    }
    Map<String, Double> alone = alone(census);
    Map<String, Double> before = before(census);
    UDF1<String, Double> aloneOf = alone::get;
    UDF2<String, Integer, Double> beforeOf = (pair, day) -> before.get(pair + " " + day);
    Column pair =
        concat(element_at(col("modalities"), 1), lit("+"), element_at(col("modalities"), 2));
    return fused
        .where("reward IS NOT NULL AND success IS NOT NULL")
        .withColumn("pair", pair)
        .withColumn(BoosterRows.PART, element_at(col("modalities"), 1))
        .withColumn("alone", udf(aloneOf, DataTypes.DoubleType).apply(col("pair")))
        .withColumn(
            "historical_success",
            udf(beforeOf, DataTypes.DoubleType).apply(col("pair"), unix_date(to_date(col("time")))))
        .where("alone IS NOT NULL")
        .select(columns.toArray(new Column[0]));
  }

  private static List<Column> columns(Column key, Column group) {
    Column improvement = least(lit(1.0), col("reward").minus(col("alone")));
    Column bounded = greatest(lit(-1.0), improvement);
    Column benefit = when(col("success"), bounded).otherwise(least(lit(0.0), bounded));
    return new ArrayList<>(
        List.of(
            key.as(BoosterRows.KEY),
            group.as(BoosterRows.GROUP),
            col(BoosterRows.PART),
            benefit.as(BoosterRows.LABEL),
            lit(1.0).as(BoosterRows.WEIGHT),
            benefit.as(NamedFeatureTraining.POOLED)));
  }

  private static Map<String, Double> alone(PairCensus census) {
    Map<String, Double> alone = new HashMap<>();
    for (PairBucket bucket : census.buckets()) {
      ModalityPair pair = bucket.pair();
      census.rewardAlone(pair).ifPresent(reward -> alone.put(pair.id(), reward));
    }
    return alone;
  }

  private static Map<String, Double> before(PairCensus census) {
    PairHistory history = census.history();
    Map<String, Double> before = new HashMap<>();
    for (PairBucket bucket : census.buckets()) {
      before.put(
          bucket.pair().id() + " " + bucket.epochDay(),
          history.successRateBefore(bucket.pair(), bucket.epochDay()));
    }
    return before;
  }

  private static Column value(String feature) {
    return feature.equals("primary_modality_confidence")
        ? coalesce(number(feature), col("confidence"))
        : number(feature);
  }

  private static Column number(String name) {
    return col("context.numeric").getItem(name);
  }
}
