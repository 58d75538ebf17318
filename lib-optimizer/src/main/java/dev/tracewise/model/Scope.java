package dev.tracewise.model;

import java.util.Objects;
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

  /** Reads the written form. */
  public static Scope parse(String id) {
    if (id.startsWith("component/")) {
      return new Scope(null, null, id.substring("component/".length()));
    }
    int narrowed = id.lastIndexOf("/modality/");
    if (id.startsWith("agent/")) {
      String agent = id.substring("agent/".length(), narrowed < 0 ? id.length() : narrowed);
      return new Scope(
          agent, narrowed < 0 ? null : id.substring(narrowed + "/modality/".length()), null);
    }
    if (id.startsWith("modality/")) {
      return new Scope(null, id.substring("modality/".length()), null);
    }
    throw Errors.usage(
        "read scope \"" + id + "\"",
        "it is none",
        "Scopes: agent/A, modality/M, agent/A/modality/M, component/C.");
  }

  /** Whether everything of another scope is in this one too. */
  public boolean covers(Scope other) {
    return (agentId == null || agentId.equals(other.agentId))
        && (modality == null || modality.equals(other.modality))
        && Objects.equals(component, other.component);
  }

  /** How narrow it is: an agent is narrower than a modality, both together narrower still. */
  public int narrowness() {
    return (agentId == null ? 0 : 2) + (modality == null ? 0 : 1);
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
