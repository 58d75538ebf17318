package dev.tracewise.learn.router;

import dev.tracewise.learn.router.Router.Opinion;
import dev.tracewise.learn.routing.KeywordBaseline;
import dev.tracewise.learn.routing.KeywordBaseline.Rule;
import dev.tracewise.learn.text.Phrase;
import dev.tracewise.learn.text.Words;
import dev.tracewise.model.Context;
import dev.tracewise.model.Option;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The first keyword rule of which a word occurs, found by looking up the words of the text. */
final class KeywordScorer {
  private static final int MOST_CHARACTERS = 20_000;

  private final List<Rule> rules;
  private final Map<String, List<Integer>> rulesByWord = new HashMap<>();
  private final List<Integer> rulesOfPhrases = new ArrayList<>();

  KeywordScorer(KeywordBaseline keywords) {
    rules = keywords.rules();
    for (int r = 0; r < rules.size(); r++) {
      int rule = r;
      for (Phrase phrase : rules.get(r).phrases()) {
        if (phrase.words().size() > 1) {
          rulesOfPhrases.add(rule);
        } else {
          phrase
              .lastForms()
              .forEach(form -> rulesByWord.computeIfAbsent(form, f -> new ArrayList<>()).add(rule));
        }
      }
    }
  }

  /** The words of a context's text; a text without end is cut. */
  static List<String> words(Context context) {
    String text = context.text();
    return text == null
        ? List.of()
        : Words.of(text.substring(0, Math.min(text.length(), MOST_CHARACTERS)));
  }

  /** What the words say; null where none of them has a rule about an option offered. */
  @Nullable Opinion opinion(Context context, List<Option> options) {
    if (rules.isEmpty()) {
      return null;
    }
    List<String> words = words(context);
    int first = rules.size();
    for (String word : words) {
      for (int rule : rulesByWord.getOrDefault(word, List.of())) {
        first = rule < first && position(options, rule) >= 0 ? rule : first;
      }
    }
    for (int rule : rulesOfPhrases) {
      if (rule < first && position(options, rule) >= 0 && occurs(rule, words)) {
        first = rule;
      }
    }
    return first == rules.size() ? null : opinion(first, words, options);
  }

  /** What the first rule without words says; null where there is none. */
  @Nullable Opinion otherwise(List<Option> options) {
    for (int rule = 0; rule < rules.size(); rule++) {
      if (rules.get(rule).phrases().isEmpty() && position(options, rule) >= 0) {
        return opinion(rule, List.of(), options);
      }
    }
    return null;
  }

  private boolean occurs(int rule, List<String> words) {
    return rules.get(rule).phrases().stream().anyMatch(phrase -> phrase.occursIn(words));
  }

  private Opinion opinion(int rule, List<String> words, List<Option> options) {
    Rule found = rules.get(rule);
    List<String> heard =
        found.phrases().stream().filter(p -> p.occursIn(words)).map(Phrase::text).toList();
    return Opinion.of(
        heard.isEmpty() ? "no keyword: the default" : "keywords " + String.join(", ", heard),
        position(options, rule),
        found.confidence(),
        options.size());
  }

  private int position(List<Option> options, int rule) {
    return Router.position(options, rules.get(rule).option());
  }
}
