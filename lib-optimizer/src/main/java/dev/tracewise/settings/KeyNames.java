package dev.tracewise.settings;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** The spellings of a key, and what one probably meant. */
final class KeyNames {
  private static final Pattern HUMP = Pattern.compile("([a-z0-9])([A-Z])");
  private static final Pattern SECRET =
      Pattern.compile(
          "(.*[.-])?(api-?key|password|passwd|secret|credentials?|token|access-key)",
          Pattern.CASE_INSENSITIVE);

  private KeyNames() {}

  /** {@code minExperiences} as {@code min-experiences}. */
  static String kebab(String component) {
    return HUMP.matcher(component).replaceAll("$1-$2").toLowerCase(Locale.ROOT);
  }

  /** {@code tracewise.policy.min-experiences} as {@code TRACEWISE_POLICY_MIN_EXPERIENCES}. */
  static String variable(String key) {
    return key.replace('.', '_').replace('-', '_').toUpperCase(Locale.ROOT);
  }

  /** Whether a value under this key would be a secret itself rather than the file of one. */
  static boolean secret(String key) {
    return SECRET.matcher(key.replace('_', '-')).matches();
  }

  /** The known name nearest to a wrong one, unless all are far away. */
  static Optional<String> nearest(String wrong, Collection<String> known) {
    return known.stream()
        .min(
            Comparator.<String>comparingInt(name -> distance(wrong, name))
                .thenComparing(Comparator.naturalOrder()))
        .filter(name -> distance(wrong, name) <= Math.max(3, wrong.length() / 2));
  }

  /** Levenshtein distance. */
  static int distance(String left, String right) {
    int[] previous = new int[right.length() + 1];
    for (int column = 0; column <= right.length(); column++) {
      previous[column] = column;
    }
    for (int row = 1; row <= left.length(); row++) {
      int[] current = new int[right.length() + 1];
      current[0] = row;
      for (int column = 1; column <= right.length(); column++) {
        int change = left.charAt(row - 1) == right.charAt(column - 1) ? 0 : 1;
        current[column] =
            Math.min(
                previous[column - 1] + change, 1 + Math.min(previous[column], current[column - 1]));
      }
      previous = current;
    }
    return previous[right.length()];
  }
}
