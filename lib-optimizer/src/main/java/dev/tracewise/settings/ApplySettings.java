package dev.tracewise.settings;

/**
 * How a version is applied.
 *
 * @param explore share of decisions drawn evenly among the options, in [0, 1); what is served is
 *     the mixture, and its probabilities are what is logged
 * @param sharedTenant tenant whose live versions decide for a tenant that has none; empty for none.
 *     They are read; nothing is ever written there
 */
public record ApplySettings(double explore, String sharedTenant) {
  /** Refuses values out of range. */
  public ApplySettings {
    if (!(explore >= 0 && explore < 1)) {
      throw new IllegalArgumentException(
          "explore must be at least 0 and below 1, but is " + explore);
    }
  }
}
