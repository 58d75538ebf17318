package dev.tracewise.settings;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where settings come from, the weakest first; below all of them lie the defaults.
 *
 * @param file HOCON file given by {@code --config}
 * @param environment environment variables: {@code TRACEWISE_POLICY_MIN_EXPERIENCES} is {@code
 *     tracewise.policy.min-experiences}
 * @param assignments {@code KEY=VALUE} given by {@code --set}; the prefix {@code tracewise.} may be
 *     left out
 * @param options values of options that stand for a key, by key
 */
public record Sources(
    @Nullable Path file,
    Map<String, String> environment,
    List<String> assignments,
    Map<String, String> options) {
  /** Copies the collections. */
  public Sources {
    environment = Map.copyOf(environment);
    assignments = List.copyOf(assignments);
    options = Map.copyOf(options);
  }

  /** Nothing but the defaults. */
  public static Sources defaults() {
    return new Sources(null, Map.of(), List.of(), Map.of());
  }
}
