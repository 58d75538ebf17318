package dev.tracewise.action.policy;

import dev.tracewise.model.Scope;
import java.io.Serializable;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Whose policy is learned or judged.
 *
 * @param tenantId tenant
 * @param agentId agent
 * @param modality modality it is narrowed to; null for all
 * @param missingPropensity what becomes of decisions without a logged propensity
 * @param until only decisions up to this time, as in a replay of old logs; null for all
 */
public record Subject(
    String tenantId,
    String agentId,
    @Nullable String modality,
    MissingPropensity missingPropensity,
    @Nullable Instant until)
    implements Serializable {
  /** With all that is known. */
  public Subject(
      String tenantId,
      String agentId,
      @Nullable String modality,
      MissingPropensity missingPropensity) {
    this(tenantId, agentId, modality, missingPropensity, null);
  }

  /** The scope of versions for this subject. */
  public Scope scope() {
    return Scope.of(agentId, modality);
  }

  /** How errors and reports name it, such as {@code agent "router"}. */
  public String title() {
    return "agent \"" + agentId + "\"" + (modality == null ? "" : " for " + modality);
  }
}
