package dev.tracewise.model;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What an annotator says about a decision of a routing agent. */
public enum RoutingLabel {
  /** The right option was chosen. */
  CORRECT_ROUTING,
  /** Another option should have been chosen. */
  WRONG_ROUTING,
  /** Several options would have been right. */
  AMBIGUOUS,
  /** The span does not say enough to tell. */
  INSUFFICIENT_INFO;

  /** The name in files and tables, such as {@code wrong_routing}. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The label of that name in any case, with hyphens, spaces or underscores; empty for others. */
  public static Optional<RoutingLabel> of(String text) {
    String name = text.strip().replaceAll("[\\s-]+", "_");
    return Arrays.stream(values()).filter(label -> label.name().equalsIgnoreCase(name)).findFirst();
  }
}
