package dev.tracewise.action.workflow;

import static org.apache.spark.sql.functions.abs;
import static org.apache.spark.sql.functions.array_distinct;
import static org.apache.spark.sql.functions.array_max;
import static org.apache.spark.sql.functions.array_sort;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.filter;
import static org.apache.spark.sql.functions.greatest;
import static org.apache.spark.sql.functions.least;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.regexp_count;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.transform;
import static org.apache.spark.sql.functions.when;

import dev.tracewise.learn.fusion.Ambiguity;
import dev.tracewise.learn.text.Phrase;
import dev.tracewise.learn.text.QueryShape;
import dev.tracewise.learn.workflow.OrchestrationPattern;
import dev.tracewise.learn.workflow.QueryType;
import dev.tracewise.model.Modality;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Column;

/**
 * What a query asks and how clear its modality is, as columns: {@link QueryType}, {@link
 * QueryShape}, {@link Ambiguity} and the agreement of {@link
 * dev.tracewise.learn.fusion.Agreement#DOMINANCE} for millions of queries.
 */
final class QueryColumns {
  private static final Column TEXT = coalesce(col("query"), lit(""));

  private QueryColumns() {}

  /** What the query asks for, over {@code query} and {@code pattern}. */
  static Column type() {
    Column sequential = col("pattern").equalTo(OrchestrationPattern.SEQUENTIAL.id());
    return when(occurs(QueryType.SEVERAL_MODALITIES), "multi_modal_search")
        .when(
            occurs(QueryType.DETAIL),
            when(sequential, "sequential_report").otherwise("detailed_analysis"))
        .when(occurs(QueryType.SUMMARY), "summarization")
        .otherwise(concat(col("pattern"), lit("_query")));
  }

  /** Words of the query. */
  static Column length() {
    return regexp_count(TEXT, lit(QueryShape.WORD));
  }

  /** Whether something is asked. */
  static Column question() {
    return TEXT.rlike(QueryShape.QUESTION);
  }

  /** Whether something is named. */
  static Column specificEntity() {
    return TEXT.rlike(QueryShape.SPECIFIC_ENTITY);
  }

  /**
   * The modalities that were used with their confidence, the surest first, over {@code spans} and
   * {@code experiences}; where none has a confidence, the first that was used first. Mixed is none
   * of them.
   */
  static Column modalities() {
    Object[] known =
        Arrays.stream(Modality.values())
            .filter(modality -> modality != Modality.MIXED)
            .map(Modality::id)
            .toArray();
    Column all = concat(modalities("experiences"), modalities("spans"));
    Column names = array_distinct(filter(all, name -> coalesce(name.isin(known), lit(false))));
    Column ranked =
        transform(
            names,
            (name, place) ->
                struct(
                    lit(-1.0).multiply(coalesce(confidence(name), lit(-1.0))).as("rank"),
                    place.as("place"),
                    name.as("name"),
                    confidence(name).as("confidence")));
    return array_sort(ranked);
  }

  /** How far two modalities agree, over {@code primary_confidence} and the other one. */
  static Column agreement() {
    Column first = greatest(col("primary_confidence"), col("secondary_confidence"));
    Column second = least(col("primary_confidence"), col("secondary_confidence"));
    Column dominance =
        when(first.equalTo(0.0), 0.0).otherwise(lit(1.0).minus(second.divide(first)));
    return when(
        col("primary_confidence").isNotNull().and(col("secondary_confidence").isNotNull()),
        dominance);
  }

  /** The ambiguity, over {@code query_length} and the confidences; null without a confidence. */
  static Column ambiguity() {
    Column first = col("primary_confidence");
    Column second = coalesce(col("secondary_confidence"), lit(0.0));
    Column alone = lit(1.0).minus(first);
    Column byConfidence =
        when(second.gt(0.0), alone.plus(1.0).minus(abs(first.minus(second))).divide(2.0))
            .otherwise(alone);
    Column joined = when(occurs(Ambiguity.JOINING), Ambiguity.JOINED).otherwise(Ambiguity.PLAIN);
    Column byText =
        when(col("query_length").leq(Ambiguity.SHORT_WORDS), greatest(joined, lit(Ambiguity.SHORT)))
            .otherwise(joined);
    return lit(Ambiguity.CONFIDENCE_WEIGHT)
        .multiply(byConfidence)
        .plus(lit(Ambiguity.TEXT_WEIGHT).multiply(byText));
  }

  private static Column modalities(String array) {
    return transform(col(array), each -> each.getField("modality"));
  }

  private static Column confidence(Column modality) {
    Column same =
        filter(col("experiences"), each -> each.getField("modality").eqNullSafe(modality));
    return array_max(transform(same, each -> each.getField("confidence")));
  }

  private static Column occurs(List<Phrase> phrases) {
    return TEXT.rlike(Phrase.anyOf(phrases));
  }
}
