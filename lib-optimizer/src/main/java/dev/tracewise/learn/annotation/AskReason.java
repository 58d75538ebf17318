package dev.tracewise.learn.annotation;

import java.util.Locale;

/** Why a span should be labelled; the first that holds, in this order. */
public enum AskReason {
  /** It failed, and the agent was not sure of it. */
  UNSURE_FAILURE(Priority.HIGH),
  /** It failed. */
  FAILURE(Priority.MEDIUM),
  /** The agent was very unsure. */
  VERY_UNSURE(Priority.HIGH),
  /** Nobody can tell what became of it. */
  AMBIGUOUS_OUTCOME(Priority.MEDIUM),
  /** It went well, though the agent was unsure. */
  UNSURE_SUCCESS(Priority.MEDIUM),
  /** It went well, and the agent was only fairly sure. */
  FAIRLY_SURE_SUCCESS(Priority.LOW);

  private final Priority priority;

  AskReason(Priority priority) {
    this.priority = priority;
  }

  /** How urgent that is. */
  public Priority priority() {
    return priority;
  }

  /** The name in tables. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }
}
