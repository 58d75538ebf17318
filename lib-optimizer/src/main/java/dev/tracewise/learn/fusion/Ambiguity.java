package dev.tracewise.learn.fusion;

import dev.tracewise.learn.text.Phrase;
import dev.tracewise.learn.text.QueryShape;
import dev.tracewise.learn.text.Words;
import java.util.List;
import java.util.stream.Stream;

/**
 * How unclear it is which modality a query is about: 0.7 by the confidences, 0.3 by the text. Words
 * that join count only as whole words: there is no {@code or} in {@code tutorial}.
 */
public final class Ambiguity {
  /** Words that join two things. */
  public static final List<Phrase> JOINING =
      Stream.of(
              "or",
              "and",
              "both",
              "either",
              "also",
              "plus",
              "including",
              "as well as",
              "together with")
          .map(Phrase::exact)
          .toList();

  /** Weight of the confidences. */
  public static final double CONFIDENCE_WEIGHT = 0.7;

  /** Weight of the text. */
  public static final double TEXT_WEIGHT = 0.3;

  /** Ambiguity of a text without a joining word. */
  public static final double PLAIN = 0.5;

  /** Least ambiguity of a text of few words. */
  public static final double SHORT = 0.6;

  /** Ambiguity of a text with a joining word. */
  public static final double JOINED = 0.8;

  /** Words up to which a text is short. */
  public static final int SHORT_WORDS = 3;

  private Ambiguity() {}

  /**
   * The ambiguity of a query, in [0, 1].
   *
   * @param query what was asked
   * @param primary confidence of the likeliest modality
   * @param secondary confidence of the second one; 0 for none
   */
  public static double of(String query, double primary, double secondary) {
    double byConfidence = 1 - primary;
    if (secondary > 0) {
      byConfidence = (byConfidence + 1 - Math.abs(primary - secondary)) / 2;
    }
    return CONFIDENCE_WEIGHT * byConfidence + TEXT_WEIGHT * ofText(query);
  }

  private static double ofText(String query) {
    List<String> words = Words.of(query);
    double joined = JOINING.stream().anyMatch(p -> p.occursIn(words)) ? JOINED : PLAIN;
    return QueryShape.of(query).length() <= SHORT_WORDS ? Math.max(joined, SHORT) : joined;
  }
}
