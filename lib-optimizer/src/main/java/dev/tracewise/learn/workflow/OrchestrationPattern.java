package dev.tracewise.learn.workflow;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** How agents work together, the simplest first. */
public enum OrchestrationPattern {
  /** One agent. */
  SINGLE,
  /** One after the other. */
  SEQUENTIAL,
  /** The next depends on what the last one found. */
  CONDITIONAL,
  /** At the same time. */
  PARALLEL;

  /** Attributes by which a span says the pattern of its trace; the first that is there counts. */
  public static final List<String> ATTRIBUTES =
      List.of("tracewise.workflow.pattern", "orchestration.pattern", "orchestration_pattern");

  /** The name in tables. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The pattern of that name, in any case. */
  public static Optional<OrchestrationPattern> of(String name) {
    return Arrays.stream(values()).filter(p -> p.name().equalsIgnoreCase(name.trim())).findFirst();
  }
}
