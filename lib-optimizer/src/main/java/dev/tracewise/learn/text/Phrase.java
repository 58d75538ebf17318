package dev.tracewise.learn.text;

import dev.tracewise.model.Errors;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * A word, or several in a row, to be found in a text as whole words: {@code or} is not in {@code
 * tutorial}, {@code and} is not in {@code pandas}.
 *
 * @param words its words, folded, at least one
 * @param form which forms of its last word count
 */
public record Phrase(List<String> words, Form form) implements Serializable {
  /** Consumed, not looked behind at: that would see only the second half of a surrogate pair. */
  private static final String START = "(?:^|[^\\p{L}\\p{Nd}\\p{Cs}])";

  private static final String BETWEEN = "[^\\p{L}\\p{Nd}]+";
  private static final String END = "(?![\\p{L}\\p{Nd}])";

  /** Which forms of the last word count. */
  public enum Form {
    /** Only the word itself. */
    EXACT,
    /** Also its regular plural or third person: -s, -es, and -ies for -y. */
    INFLECTED
  }

  /** Refuses a phrase without words. */
  public Phrase {
    words = List.copyOf(words);
    if (words.isEmpty()) {
      throw Errors.usage(
          "look for a phrase", "it has no letter and no digit", "Give at least one word.");
    }
  }

  /** The phrase itself, no other form of it. */
  public static Phrase exact(String text) {
    return new Phrase(Words.of(text), Form.EXACT);
  }

  /** The phrase, its last word also in the plural or the third person. */
  public static Phrase inflected(String text) {
    return new Phrase(Words.of(text), Form.INFLECTED);
  }

  /** The phrase as text, its words apart by a blank. */
  public String text() {
    return String.join(" ", words);
  }

  /** Whether the words occur in a row. */
  public boolean occursIn(List<String> wordsOfText) {
    int length = words.size();
    Set<String> lastForms = lastForms();
    for (int start = 0; start + length <= wordsOfText.size(); start++) {
      if (lastForms.contains(wordsOfText.get(start + length - 1))
          && wordsOfText.subList(start, start + length - 1).equals(words.subList(0, length - 1))) {
        return true;
      }
    }
    return false;
  }

  /**
   * The same rule as a regular expression to be found in a text, as {@code rlike} does; of the
   * dialect of {@link java.util.regex.Pattern}.
   */
  public String regex() {
    List<String> parts = new ArrayList<>(words.subList(0, words.size() - 1));
    parts.add("(?:" + String.join("|", lastForms()) + ")");
    return "(?iu)" + START + String.join(BETWEEN, parts) + END;
  }

  /** One regular expression that is found where any of the phrases occurs. */
  public static String anyOf(List<Phrase> phrases) {
    return String.join("|", phrases.stream().map(p -> "(?:" + p.regex() + ")").toList());
  }

  /** The forms of its last word that count. */
  public Set<String> lastForms() {
    String last = words.get(words.size() - 1);
    Set<String> forms = new LinkedHashSet<>();
    forms.add(last);
    if (form == Form.INFLECTED) {
      forms.add(last + "s");
      forms.add(last + "es");
      if (last.endsWith("y")) {
        forms.add(last.substring(0, last.length() - 1) + "ies");
      }
    }
    return forms;
  }
}
