package dev.tracewise.llm;

import com.fasterxml.jackson.databind.JsonNode;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Text as numbers of word pieces, as BERT without case was trained on: lower case without accents,
 * each punctuation mark and each Chinese character by itself, words cut into the longest pieces of
 * the vocabulary from the left. Markers such as {@code [SEP]} in a text are text.
 *
 * @see <a href="https://arxiv.org/abs/1810.04805">Devlin et al. 2018</a>
 */
final class WordPiece {
  private static final int LONGEST_WORD = 100;
  private static final int MOST_CHARACTERS = 50_000;
  private static final String INSIDE = "##";

  private final Map<String, Integer> vocabulary;
  private final int start;
  private final int end;
  private final int unknown;

  /**
   * @param vocabulary number of each piece; inside of words with {@code ##} before it
   */
  WordPiece(Map<String, Integer> vocabulary) {
    this.vocabulary = Map.copyOf(vocabulary);
    this.start = number("[CLS]");
    this.end = number("[SEP]");
    this.unknown = number("[UNK]");
  }

  /** The vocabulary of a {@code tokenizer.json}. */
  static WordPiece of(JsonNode tokenizer) {
    Map<String, Integer> vocabulary = new HashMap<>();
    tokenizer
        .path("model")
        .path("vocab")
        .properties()
        .forEach(entry -> vocabulary.put(entry.getKey(), entry.getValue().intValue()));
    return new WordPiece(vocabulary);
  }

  private int number(String piece) {
    Integer number = vocabulary.get(piece);
    if (number == null) {
      throw new IllegalArgumentException("the vocabulary has no " + piece);
    }
    return number;
  }

  /**
   * The pieces of a text between a start and an end marker.
   *
   * @param most pieces with the markers; what is longer is cut
   */
  long[] pieces(String text, int most) {
    List<Integer> pieces = new ArrayList<>();
    pieces.add(start);
    StringBuilder word = new StringBuilder();
    int[] characters = normalised(text).codePoints().toArray();
    for (int i = 0; i < characters.length && pieces.size() < most; i++) {
      int character = characters[i];
      if (Character.isWhitespace(character) || Character.isSpaceChar(character)) {
        flush(word, pieces);
      } else if (standsAlone(character)) {
        flush(word, pieces);
        flush(word.appendCodePoint(character), pieces);
      } else {
        word.appendCodePoint(character);
      }
    }
    flush(word, pieces);
    List<Integer> kept = pieces.subList(0, Math.min(pieces.size(), most - 1));
    long[] numbers = new long[kept.size() + 1];
    for (int i = 0; i < kept.size(); i++) {
      numbers[i] = kept.get(i);
    }
    numbers[kept.size()] = end;
    return numbers;
  }

  private static String normalised(String text) {
    String cut = text.substring(0, Math.min(text.length(), MOST_CHARACTERS));
    StringBuilder clean = new StringBuilder(cut.length());
    Normalizer.normalize(cut, Normalizer.Form.NFD)
        .codePoints()
        .filter(WordPiece::isText)
        .forEach(clean::appendCodePoint);
    return clean.toString().toLowerCase(Locale.ROOT);
  }

  /** Neither a control character nor an accent. */
  private static boolean isText(int character) {
    return switch (Character.getType(character)) {
      case Character.NON_SPACING_MARK -> false;
      case Character.CONTROL -> character == '\t' || character == '\n' || character == '\r';
      case Character.FORMAT, Character.PRIVATE_USE, Character.UNASSIGNED, Character.SURROGATE ->
          false;
      default -> character != 0xFFFD;
    };
  }

  private static boolean standsAlone(int character) {
    return Character.UnicodeScript.of(character) == Character.UnicodeScript.HAN
        || isPunctuation(character);
  }

  private static boolean isPunctuation(int character) {
    if (character < 128) {
      return character > ' ' && !Character.isLetterOrDigit(character);
    }
    return switch (Character.getType(character)) {
      case Character.CONNECTOR_PUNCTUATION,
          Character.DASH_PUNCTUATION,
          Character.START_PUNCTUATION,
          Character.END_PUNCTUATION,
          Character.INITIAL_QUOTE_PUNCTUATION,
          Character.FINAL_QUOTE_PUNCTUATION,
          Character.OTHER_PUNCTUATION ->
          true;
      default -> false;
    };
  }

  private void flush(StringBuilder word, List<Integer> into) {
    if (!word.isEmpty()) {
      into.addAll(cut(word.toString()));
      word.setLength(0);
    }
  }

  /** The longest pieces from the left; the unknown one where a rest is in no piece. */
  private List<Integer> cut(String word) {
    if (word.codePointCount(0, word.length()) > LONGEST_WORD) {
      return List.of(unknown);
    }
    List<Integer> pieces = new ArrayList<>();
    int from = 0;
    while (from < word.length()) {
      int to = word.length();
      Integer piece = lookUp(word, from, to);
      while (piece == null && to > from + 1) {
        piece = lookUp(word, from, --to);
      }
      if (piece == null) {
        return List.of(unknown);
      }
      pieces.add(piece);
      from = to;
    }
    return List.copyOf(pieces);
  }

  private @Nullable Integer lookUp(String word, int from, int to) {
    return vocabulary.get((from == 0 ? "" : INSIDE) + word.substring(from, to));
  }
}
