package dev.tracewise.jobs.output;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Text as a terminal and a shell may have it. Names and texts come from logs that anybody may have
 * written: shown as they are, an escape sequence in them could rewrite the screen, and a line end
 * or a {@code $(…)} in a command that is suggested could become a command of its own.
 */
public final class Printable {
  /** Control characters but for line end and tab, and those that turn the direction of writing. */
  private static final Pattern UNSEEN =
      Pattern.compile("[\\p{Cc}\\u202a-\\u202e\\u2066-\\u2069&&[^\\n\\t]]");

  private static final Pattern PLAIN_WORD = Pattern.compile("[A-Za-z0-9_@%+=:,./-]+");
  private static final String INSTEAD = "\ufffd";

  private Printable() {}

  /** The text with nothing in it that a terminal would obey. */
  public static String text(String text) {
    return UNSEEN.matcher(text).replaceAll(INSTEAD);
  }

  /** The text on one line. */
  static String line(String text) {
    return text(text.replaceAll("\\R|\\t", " "));
  }

  /** The word as a shell reads it back: in quotes where it would mean something else. */
  static String word(String word) {
    return PLAIN_WORD.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
  }

  /** The words as a shell reads them back. */
  static String words(List<String> words) {
    return words.stream().map(Printable::word).collect(Collectors.joining(" "));
  }
}
