package dev.tracewise.settings;

/**
 * Who activates versions where nothing else says it.
 *
 * @param policy of an agent whose description says nothing about it: by a person, or by the gate
 *     where the evidence passed it
 * @param metaModels of the models that decide when and how to train
 */
public record ActivationSettings(Policy policy, Policy metaModels) {
  /** Who activates. */
  public enum Policy {
    /** By a person, by {@code versions activate}. */
    MANUAL,
    /** By the cycle, for versions that passed the gate. */
    GATE
  }
}
