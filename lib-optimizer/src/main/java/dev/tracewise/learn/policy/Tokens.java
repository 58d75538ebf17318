package dev.tracewise.learn.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Words of a text: runs of letters and digits (Unicode), in lower case of the root locale. Only the
 * first 2 000 words count, each cut to 64 characters, within the first 200 000 characters, so that
 * a text of any size costs little.
 */
public final class Tokens {
  static final int MAXIMUM_TOKENS = 2_000;
  static final int MAXIMUM_LENGTH = 64;
  private static final int MAXIMUM_CHARACTERS = 200_000;

  private Tokens() {}

  /** The words of a text, in their order. */
  public static List<String> of(String text) {
    List<String> tokens = new ArrayList<>();
    int end = Math.min(text.length(), MAXIMUM_CHARACTERS);
    int start = -1;
    for (int i = 0; i < end && tokens.size() < MAXIMUM_TOKENS; ) {
      int codePoint = text.codePointAt(i);
      boolean inWord = Character.isLetterOrDigit(codePoint);
      if (inWord && start < 0) {
        start = i;
      } else if (!inWord && start >= 0) {
        tokens.add(word(text, start, i));
        start = -1;
      }
      i += Character.charCount(codePoint);
    }
    if (start >= 0 && tokens.size() < MAXIMUM_TOKENS) {
      tokens.add(word(text, start, end));
    }
    return tokens;
  }

  private static String word(String text, int start, int end) {
    int cut = Math.min(end, start + MAXIMUM_LENGTH);
    if (cut < end && Character.isHighSurrogate(text.charAt(cut - 1))) {
      cut--;
    }
    return text.substring(start, cut).toLowerCase(Locale.ROOT);
  }
}
