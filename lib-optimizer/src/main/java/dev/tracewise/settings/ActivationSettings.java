package dev.tracewise.settings;

/**
 * Who activates the versions of an agent whose description says nothing about it.
 *
 * @param policy by a person, or by the gate where the evidence passed it
 */
public record ActivationSettings(Policy policy) {
  /** Who activates. */
  public enum Policy {
    /** By a person, by {@code versions activate}. */
    MANUAL,
    /** By the cycle, for versions that passed the gate. */
    GATE
  }
}
