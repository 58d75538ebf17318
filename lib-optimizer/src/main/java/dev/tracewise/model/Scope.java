package dev.tracewise.model;

import org.jspecify.annotations.Nullable;

/**
 * What a version is for, written {@code agent/A}, {@code modality/M}, {@code agent/A/modality/M} or
 * {@code component/C}.
 *
 * @param agentId the agent, where the scope names one
 * @param modality the modality, where the scope names one
 * @param component the component, where the scope names one
 */
public record Scope(
    @Nullable String agentId, @Nullable String modality, @Nullable String component) {
  /** The scope of a whole agent. */
  public static Scope agent(String agentId) {
    return new Scope(agentId, null, null);
  }

  /** The scope of an agent, narrowed to a modality where one is given. */
  public static Scope of(String agentId, @Nullable String modality) {
    return new Scope(agentId, modality, null);
  }

  /** The written form. */
  public String id() {
    if (component != null) {
      return "component/" + component;
    }
    String agent = agentId == null ? "" : "agent/" + agentId;
    String narrowed = modality == null ? "" : "modality/" + modality;
    return agent.isEmpty() || narrowed.isEmpty() ? agent + narrowed : agent + "/" + narrowed;
  }
}
