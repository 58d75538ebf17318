package dev.tracewise.settings;

import dev.tracewise.source.SpanDecisionMapping;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What spans mean.
 *
 * @param decisions which spans are decisions, by the name of their convention
 */
public record SpanSettings(Map<String, SpanDecisionMapping> decisions) {
  /** Sorts the conventions. */
  public SpanSettings {
    decisions = Collections.unmodifiableMap(new TreeMap<>(decisions));
  }

  /** The conventions by name; where several fit a span, the first of them decides. */
  public List<SpanDecisionMapping> mappings() {
    return List.copyOf(decisions.values());
  }
}
