package dev.tracewise.learn.reward;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A reward with what it is made of.
 *
 * @param value the reward in [0, 1]; null when nothing is known
 * @param parts contribution of {@code quality}, {@code success}, {@code satisfaction} (those known,
 *     weights renormalised) and {@code time_penalty} (≤ 0, where the time is known); they sum to
 *     the reward before it is brought into [0, 1]
 */
public record Reward(@Nullable Double value, Map<String, Double> parts) {
  /** Nothing is known. */
  public static final Reward UNKNOWN = new Reward(null, Map.of());

  /** Copies the parts, sorted by name. */
  public Reward {
    parts = Collections.unmodifiableMap(new TreeMap<>(parts));
  }
}
