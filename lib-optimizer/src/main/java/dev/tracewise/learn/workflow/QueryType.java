package dev.tracewise.learn.workflow;

import dev.tracewise.learn.text.Phrase;
import dev.tracewise.learn.text.Words;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a query asks of a workflow, by whole words. */
public final class QueryType {
  /** Phrases that ask for several modalities. */
  public static final List<Phrase> SEVERAL_MODALITIES =
      Stream.of("videos and documents", "images and text").map(Phrase::exact).toList();

  /** Phrases that ask for detail. */
  public static final List<Phrase> DETAIL =
      Stream.of("detailed", "analysis", "report").map(Phrase::inflected).toList();

  /** Phrases that ask for a summary. */
  public static final List<Phrase> SUMMARY =
      Stream.of("summarize", "summary", "overview").map(Phrase::inflected).toList();

  private QueryType() {}

  /**
   * The type: {@code multi_modal_search}, {@code sequential_report}, {@code detailed_analysis},
   * {@code summarization}, else the pattern with {@code _query}.
   *
   * @param pattern how the agents worked together; null where not known
   */
  public static String of(String query, @Nullable OrchestrationPattern pattern) {
    List<String> words = Words.of(query);
    if (occurs(SEVERAL_MODALITIES, words)) {
      return "multi_modal_search";
    }
    if (occurs(DETAIL, words)) {
      return pattern == OrchestrationPattern.SEQUENTIAL ? "sequential_report" : "detailed_analysis";
    }
    if (occurs(SUMMARY, words)) {
      return "summarization";
    }
    return (pattern == null ? "unknown" : pattern.id()) + "_query";
  }

  private static boolean occurs(List<Phrase> phrases, List<String> words) {
    return phrases.stream().anyMatch(p -> p.occursIn(words));
  }
}
