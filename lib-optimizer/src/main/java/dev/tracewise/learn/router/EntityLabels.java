package dev.tracewise.learn.router;

import dev.tracewise.model.Errors;
import java.io.Serializable;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Which option entities speak for.
 *
 * @param threshold least score of an entity that counts, in [0, 1]; one without a score counts as 1
 * @param options option by type of entity; other types say nothing
 */
public record EntityLabels(double threshold, SortedMap<String, String> options)
    implements Serializable {
  /** No label says anything. */
  public static final EntityLabels NONE = new EntityLabels(0.5, Collections.emptySortedMap());

  /** Copies the labels; refuses a threshold that no score can have. */
  public EntityLabels {
    if (!(threshold >= 0 && threshold <= 1)) {
      throw Errors.usage(
          "make a router", "its entity threshold is " + threshold, "It must lie in [0, 1].");
    }
    options = Collections.unmodifiableSortedMap(new TreeMap<>(options));
  }

  /** Labels of a threshold. */
  public static EntityLabels of(double threshold, Map<String, String> options) {
    return new EntityLabels(threshold, new TreeMap<>(options));
  }
}
