package dev.tracewise.action.metrics;

import java.util.Comparator;

/**
 * An agent in one modality, which it is measured by.
 *
 * @param agentId agent
 * @param modality modality, mixed where the log names none
 */
public record AgentModality(String agentId, String modality) implements Comparable<AgentModality> {
  private static final Comparator<AgentModality> ORDER =
      Comparator.comparing(AgentModality::agentId).thenComparing(AgentModality::modality);

  @Override
  public int compareTo(AgentModality other) {
    return ORDER.compare(this, other);
  }
}
