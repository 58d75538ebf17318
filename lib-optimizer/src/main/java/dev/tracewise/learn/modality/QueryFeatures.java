package dev.tracewise.learn.modality;

import dev.tracewise.learn.text.QueryShape;
import dev.tracewise.learn.text.Words;
import dev.tracewise.model.Modality;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Features of a query for one modality: the reference that the expressions of Spark have to agree
 * with.
 *
 * @param modality for which modality
 * @param keywords the phrases found, by category
 * @param values every feature by name, in order; NaN where not known
 */
public record QueryFeatures(
    Modality modality, Map<String, List<String>> keywords, Map<String, Double> values) {
  /** Copies the maps, the values in their order. */
  public QueryFeatures {
    keywords = Map.copyOf(keywords);
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
  }

  /**
   * The features of a query.
   *
   * @param query what was asked
   * @param modality for which modality
   * @param confidence the agent's confidence; null where none is logged
   * @param detected modalities detected in the query
   * @param results number of results; null where not known
   */
  public static QueryFeatures of(
      String query,
      Modality modality,
      @Nullable Double confidence,
      Collection<String> detected,
      @Nullable Long results) {
    List<String> words = Words.of(query);
    Map<String, List<String>> keywords = new TreeMap<>();
    Map<String, Double> values = new LinkedHashMap<>();
    for (KeywordGroup group : KeywordGroup.of(modality)) {
      List<String> found = group.found(words);
      keywords.put(group.category(), found);
      values.put(group.featureName(), indicator(!found.isEmpty()));
    }
    QueryShape shape = QueryShape.of(query);
    values.put("query_length", (double) shape.length());
    values.put("has_question", indicator(shape.question()));
    values.put("has_specific_entity", indicator(shape.specificEntity()));
    values.put("routing_confidence", confidence == null ? Double.NaN : confidence);
    values.put("detected_modalities", (double) detected.size());
    values.put("result_count", results == null ? Double.NaN : (double) results);
    return new QueryFeatures(modality, keywords, values);
  }

  /** How many of the features are known. */
  public int known() {
    return (int) values.values().stream().filter(v -> !v.isNaN()).count();
  }

  private static double indicator(boolean holds) {
    return holds ? 1 : 0;
  }
}
