package dev.tracewise.learn.router;

import dev.tracewise.learn.policy.LoggedDecision;
import dev.tracewise.learn.router.MarkedRewards.Best;
import dev.tracewise.learn.routing.KeywordBaseline;
import dev.tracewise.learn.routing.KeywordBaseline.Rule;
import dev.tracewise.learn.text.Phrase;
import dev.tracewise.model.Context;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** Learns from the training part which words and which entities speak for which option. */
final class RouterLearner {
  private static final double CONFIDENCE = 0.9;

  private RouterLearner() {}

  /**
   * A list of words by how much the best option of the texts that have them earns more than the
   * next best: the most telling first, since the first that occurs decides. Last a rule without
   * words, for the option that earns most of all.
   *
   * @param rows rows of the training part, in key order
   * @param size most words for an option
   * @param certainty standard errors that are taken off before a word counts
   */
  static KeywordBaseline keywords(List<LoggedDecision> rows, int size, double certainty) {
    SortedMap<String, Best> words =
        MarkedRewards.of(rows, row -> new LinkedHashSet<>(KeywordScorer.words(row.context())));
    Map<String, Integer> taken = new HashMap<>();
    List<Rule> rules = new ArrayList<>();
    List<String> together = new ArrayList<>();
    for (Map.Entry<String, Best> word : telling(words, certainty)) {
      String option = word.getValue().option();
      if (taken.merge(option, 1, Integer::sum) <= size) {
        if (!together.isEmpty() && !together.get(0).equals(option)) {
          rules.add(rule(together));
          together.clear();
        }
        if (together.isEmpty()) {
          together.add(option);
        }
        together.add(word.getKey());
      }
    }
    if (!together.isEmpty()) {
      rules.add(rule(together));
    }
    Best otherwise = MarkedRewards.ofAll(rows);
    if (otherwise != null) {
      rules.add(rule(List.of(otherwise.option())));
    }
    return new KeywordBaseline(rules);
  }

  /**
   * The types of entities whose best option is certain, at most so many.
   *
   * @param rows rows of the training part, in key order
   * @param threshold least score of an entity that counts
   * @param size most labels
   * @param certainty standard errors that are taken off before a type counts
   */
  static EntityLabels labels(
      List<LoggedDecision> rows, double threshold, int size, double certainty) {
    SortedMap<String, Best> types = MarkedRewards.of(rows, row -> types(row.context(), threshold));
    SortedMap<String, String> options = new TreeMap<>();
    telling(types, certainty).stream()
        .limit(size)
        .forEach(type -> options.put(type.getKey(), type.getValue().option()));
    return EntityLabels.of(threshold, options);
  }

  private static Set<String> types(Context context, double threshold) {
    Set<String> types = new TreeSet<>();
    for (Context.Entity entity : context.entities()) {
      String type = entity.type();
      if (type != null && EntityScorer.score(context, type) >= threshold) {
        types.add(type);
      }
    }
    return types;
  }

  private static List<Map.Entry<String, Best>> telling(
      SortedMap<String, Best> marks, double certainty) {
    return marks.entrySet().stream()
        .filter(mark -> mark.getValue().atLeast(certainty) > 0)
        .sorted(
            Comparator.comparingDouble(
                    (Map.Entry<String, Best> mark) -> -mark.getValue().atLeast(certainty))
                .thenComparing(Map.Entry::getKey))
        .toList();
  }

  /** The option, then its words. */
  private static Rule rule(List<String> optionAndWords) {
    return new Rule(
        optionAndWords.get(0),
        CONFIDENCE,
        optionAndWords.subList(1, optionAndWords.size()).stream().map(Phrase::exact).toList());
  }
}
