package dev.tracewise.model;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What was known when an agent chose among its options.
 *
 * @param text what the user said
 * @param enhancedText the same after rewriting, where the agent rewrote it
 * @param numeric numeric features by name, finite
 * @param categorical categorical features by name
 * @param entities recognised entities
 * @param relationships relationships between entities, as flat maps
 */
public record Context(
    @Nullable String text,
    @Nullable String enhancedText,
    Map<String, Double> numeric,
    Map<String, String> categorical,
    List<Entity> entities,
    List<Map<String, String>> relationships) {
  /**
   * Numbers of this name and a type of entity say how sure the recogniser was, in [0, 1]; of
   * several entities of a type the surest counts.
   */
  public static final String ENTITY_SCORE = "entity_score.";

  /** A context of which nothing is known. */
  public static final Context EMPTY =
      new Context(null, null, Map.of(), Map.of(), List.of(), List.of());

  /** Copies the collections; maps are sorted by name, so that iteration has one order. */
  public Context {
    numeric = Collections.unmodifiableMap(new TreeMap<>(numeric));
    categorical = Collections.unmodifiableMap(new TreeMap<>(categorical));
    entities = List.copyOf(entities);
    relationships = List.copyOf(relationships);
  }

  /**
   * A recognised entity.
   *
   * @param text how it was written
   * @param type its type, such as {@code animal}
   */
  public record Entity(String text, @Nullable String type) {}
}
