package dev.tracewise.learn.routing;

import dev.tracewise.learn.text.Phrase;
import dev.tracewise.learn.text.Words;
import dev.tracewise.model.Errors;
import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What to choose while nothing is learned, and what is left where everything else fails: the first
 * rule of which a word occurs in the query, as a whole word.
 *
 * @param rules rules in their order; the last one catches what is left
 */
public record KeywordBaseline(List<Rule> rules) implements Serializable {
  /** The seed's program. */
  public static final KeywordBaseline DEFAULTS =
      new KeywordBaseline(
          List.of(
              Rule.of("video_search_agent", 0.8, "video", "visual", "watch", "clip", "footage"),
              Rule.of("summarizer_agent", 0.7, "summary", "summarize", "overview", "brief"),
              Rule.of("detailed_report_agent", 0.7, "detail", "detailed", "analysis", "report"),
              Rule.of("video_search_agent", 0.6)));

  private static final double LEAST_FACTOR = 0.8;
  private static final double PREFERENCE_FACTOR = 0.4;
  private static final double NEUTRAL = 0.5;

  /** Copies the rules. */
  public KeywordBaseline {
    rules = List.copyOf(rules);
  }

  /**
   * A rule.
   *
   * @param option what it recommends
   * @param confidence how sure it is
   * @param phrases words that trigger it; none: always
   */
  public record Rule(String option, double confidence, List<Phrase> phrases)
      implements Serializable {
    /** Copies the phrases. */
    public Rule {
      phrases = List.copyOf(phrases);
    }

    /** A rule triggered by any of the words, also in the plural. */
    public static Rule of(String option, double confidence, String... words) {
      return new Rule(option, confidence, Arrays.stream(words).map(Phrase::inflected).toList());
    }

    private boolean matches(List<String> words) {
      return phrases.isEmpty() || phrases.stream().anyMatch(p -> p.occursIn(words));
    }
  }

  /**
   * Recommends one of the options offered; rules for others do not count. Where no rule is left,
   * the first option.
   *
   * @param query what was asked
   * @param options options offered, at least one
   * @param preferences exponentially weighted mean reward of each option, where there is one: it
   *     scales the confidence between 0.8 and 1.2
   */
  public Recommendation recommend(
      String query, List<String> options, Map<String, Double> preferences) {
    if (options.isEmpty()) {
      throw Errors.usage("recommend an option", "none is offered", "Offer at least one option.");
    }
    List<String> words = Words.of(query);
    for (Rule rule : rules) {
      if (options.contains(rule.option()) && rule.matches(words)) {
        return recommendation(rule, words, preferences.get(rule.option()));
      }
    }
    return new Recommendation(
        options.get(0),
        NEUTRAL,
        "no keyword rule is about the options offered: the first of them",
        Recommendation.RULE);
  }

  private static Recommendation recommendation(
      Rule rule, List<String> words, @Nullable Double preference) {
    List<String> found =
        rule.phrases().stream().filter(p -> p.occursIn(words)).map(Phrase::text).toList();
    String reason =
        found.isEmpty() ? "no keyword: the default" : "keywords " + String.join(", ", found);
    if (preference == null) {
      return new Recommendation(rule.option(), rule.confidence(), reason, Recommendation.RULE);
    }
    double confidence =
        Math.min(1, rule.confidence() * (LEAST_FACTOR + PREFERENCE_FACTOR * preference));
    return new Recommendation(
        rule.option(),
        confidence,
        String.format(Locale.ROOT, "%s; mean reward so far %.3f", reason, preference),
        Recommendation.RULE);
  }
}
