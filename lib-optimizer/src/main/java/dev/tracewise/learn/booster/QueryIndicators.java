package dev.tracewise.learn.booster;

import dev.tracewise.learn.modality.KeywordGroup;
import dev.tracewise.learn.text.QueryShape;
import dev.tracewise.learn.text.Words;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a query says of itself, each 1 or 0: the seed's groups of keywords of every modality, such
 * as {@code video_temporal}, and whether it names something. The first 10 000 characters count.
 */
final class QueryIndicators {
  private static final String SPECIFIC_ENTITY = "specific_entity";
  private static final int MOST_CHARACTERS = 10_000;

  /** Names of all of them, in order. */
  static final List<String> ALL = names();

  private QueryIndicators() {}

  private static List<String> names() {
    List<String> names = new ArrayList<>();
    KeywordGroup.DEFAULTS.forEach(group -> names.add(name(group)));
    names.add(SPECIFIC_ENTITY);
    return List.copyOf(names);
  }

  private static String name(KeywordGroup group) {
    return group.modality().id() + "_" + group.category();
  }

  /** The values of these names; NaN without a query, and of names that there are no more. */
  static double[] of(@Nullable String query, List<String> names) {
    Map<String, Double> values = query == null || names.isEmpty() ? Map.of() : all(query);
    return names.stream().mapToDouble(name -> values.getOrDefault(name, Double.NaN)).toArray();
  }

  private static Map<String, Double> all(String query) {
    String text = query.substring(0, Math.min(query.length(), MOST_CHARACTERS));
    List<String> words = Words.of(text);
    Map<String, Double> values = new HashMap<>();
    for (KeywordGroup group : KeywordGroup.DEFAULTS) {
      boolean found = group.phrases().stream().anyMatch(phrase -> phrase.occursIn(words));
      values.put(name(group), found ? 1.0 : 0.0);
    }
    values.put(SPECIFIC_ENTITY, QueryShape.of(text).specificEntity() ? 1.0 : 0.0);
    return values;
  }
}
