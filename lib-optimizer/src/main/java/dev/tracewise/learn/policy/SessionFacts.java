package dev.tracewise.learn.policy;

import dev.tracewise.model.Context;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a context says of the turns before it in its session: numbers and categories of reserved
 * names. A decision log may state them; {@link #TURNS} says that it does, and then nothing is added
 * to them. Where it does not, they are derived from the decisions of the session that were earlier.
 */
public final class SessionFacts {
  /** What all of the names begin with. */
  public static final String PREFIX = "session.";

  /** Number: how many turns there were, at most {@link #MOST_TURNS}. */
  public static final String TURNS = PREFIX + "turns";

  /** Number: ln(1 + seconds since the last one). */
  public static final String PAUSE = PREFIX + "pause";

  /** Category: modality of the last one. */
  public static final String MODALITY = PREFIX + "previous_modality";

  /** Text of the last one, the first {@link #MOST_CHARACTERS} characters of it. */
  public static final String TEXT = PREFIX + "previous_text";

  /** Category: the option that the last one got. */
  public static final String OPTION = PREFIX + "previous_option";

  /** Category: succeeded, failed, or unknown where that was not known yet. */
  public static final String OUTCOME = PREFIX + "previous_outcome";

  /** Category: both together, as {@code search: failed}. */
  public static final String CHOICE = PREFIX + "previous_choice";

  /** More turns than this are not told apart. */
  public static final int MOST_TURNS = 20;

  /** Characters of an earlier text that count. */
  public static final int MOST_CHARACTERS = 2_000;

  private static final Set<String> OF_CHOICES = Set.of(OPTION, OUTCOME, CHOICE);

  private SessionFacts() {}

  /** Whether a context says anything of earlier turns. */
  static boolean areIn(Context context) {
    return context.numeric().containsKey(TURNS);
  }

  /**
   * A context as a policy sees its numbers and categories: without what it does not look at, and
   * without {@link #TEXT}, which is no category.
   */
  static Context seen(Context context, EarlierTurns lookedAt) {
    if (!areIn(context)) {
      return context;
    }
    Map<String, Double> numeric = new TreeMap<>(context.numeric());
    Map<String, String> categorical = new TreeMap<>(context.categorical());
    if (lookedAt == EarlierTurns.NONE) {
      numeric.keySet().removeIf(name -> name.startsWith(PREFIX));
      categorical.keySet().removeIf(name -> name.startsWith(PREFIX));
    } else if (lookedAt == EarlierTurns.QUERIES) {
      categorical.keySet().removeAll(OF_CHOICES);
    }
    categorical.remove(TEXT);
    return new Context(
        context.text(),
        context.enhancedText(),
        numeric,
        categorical,
        context.entities(),
        context.relationships());
  }

  /** The text of the last turn; null where there was none, or none is looked at. */
  static @Nullable String text(Context context, EarlierTurns lookedAt) {
    return lookedAt != EarlierTurns.NONE && areIn(context) ? context.categorical().get(TEXT) : null;
  }
}
