package dev.tracewise.settings;

/**
 * Who activates the versions of an agent that says nothing else.
 *
 * @param by a person, or the gate where the evidence passed it
 */
public record ActivationSettings(By by) {
  /** Who activates. */
  public enum By {
    /** A person, by {@code versions activate}. */
    HAND,
    /** The cycle, for versions that passed the gate. */
    GATE
  }
}
