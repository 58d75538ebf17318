package dev.tracewise.learn.text;

import java.util.ArrayList;
import java.util.List;

/**
 * Words of a text: runs of letters and decimal digits (Unicode), case folded as a regular
 * expression with {@code (?iu)} folds it.
 */
public final class Words {
  private Words() {}

  /** The words in their order. */
  public static List<String> of(String text) {
    List<String> words = new ArrayList<>();
    StringBuilder word = new StringBuilder();
    text.codePoints()
        .forEach(
            codePoint -> {
              if (Character.isLetterOrDigit(codePoint)) {
                word.appendCodePoint(Character.toLowerCase(Character.toUpperCase(codePoint)));
              } else {
                flush(word, words);
              }
            });
    flush(word, words);
    return words;
  }

  private static void flush(StringBuilder word, List<String> words) {
    if (!word.isEmpty()) {
      words.add(word.toString());
      word.setLength(0);
    }
  }
}
