package dev.tracewise.learn.text;

import java.io.Serializable;
import java.util.regex.Pattern;

/**
 * The shape of a query, the seed's {@code query_length}, {@code has_question} and {@code
 * has_specific_entity}. The expressions are public so that Spark counts and matches by the same.
 *
 * @param length words, apart by white space
 * @param question whether it has a question mark
 * @param specificEntity whether it names something: a word of two letters or more with a capital,
 *     neither at the start of the text nor of a sentence
 */
public record QueryShape(int length, boolean question, boolean specificEntity)
    implements Serializable {
  /** One match for each word. */
  public static final String WORD = "\\S+";

  /** Found where something is asked; question marks of other scripts count. */
  public static final String QUESTION = "[?\uFF1F\u061F\u037E]";

  /** Found where something is named. */
  public static final String SPECIFIC_ENTITY =
      "[^\\s.!?\u2026][\"')\\]]*\\s+[\"'(\\[]*\\p{Lu}[\\p{L}\\p{Nd}]";

  private static final Pattern WORDS = Pattern.compile(WORD);
  private static final Pattern ASKS = Pattern.compile(QUESTION);
  private static final Pattern NAMES = Pattern.compile(SPECIFIC_ENTITY);

  /** The shape of a query. */
  public static QueryShape of(String query) {
    return new QueryShape(
        (int) WORDS.matcher(query).results().count(),
        ASKS.matcher(query).find(),
        NAMES.matcher(query).find());
  }
}
