package dev.tracewise.source;

import java.util.Locale;
import java.util.Set;

/** The names of what feedback can be about. */
final class FeedbackTypes {
  /** Before the name of a type that is not ours. */
  static final String CUSTOM = "custom:";

  private static final Set<String> KNOWN =
      Set.of(
          "helpfulness",
          "correctness",
          "relevance",
          "clarity",
          "completeness",
          "thumbs",
          "rating",
          "comment");

  private FeedbackTypes() {}

  /** Whether feedback can have this type. */
  static boolean isType(String type) {
    return KNOWN.contains(type) || (type.startsWith(CUSTOM) && type.length() > CUSTOM.length());
  }

  /** The type that another system's name of a score stands for. */
  static String ofName(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return KNOWN.contains(lower) ? lower : CUSTOM + name;
  }
}
