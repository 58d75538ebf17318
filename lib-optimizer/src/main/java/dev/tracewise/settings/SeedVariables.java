package dev.tracewise.settings;

import java.util.Map;

/**
 * Environment variables of the systems that Tracewise grew out of, where they name a key of ours.
 */
final class SeedVariables {
  /** Key by variable. */
  static final Map<String, String> KEYS =
      Map.of("MIN_FEEDBACK_THRESHOLD", "tracewise.policy.min-experiences");

  private SeedVariables() {}
}
