package dev.tracewise.jobs.demo;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tracewise.model.Interval;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What one optimization came to, beside the truth.
 *
 * @param agentId the agent
 * @param round 1 or 2
 * @param version number of the version; null where the gate refused
 * @param baseline what it was compared with
 * @param estimatedGain estimated gain in reward over the baseline; null where there is no estimate
 * @param trueGain true gain over the same baseline; null where there is no version
 * @param trueValue true value of what serves afterwards
 * @param reason the gate's word
 */
public record Learned(
    String agentId,
    int round,
    @Nullable Long version,
    String baseline,
    @Nullable Interval estimatedGain,
    @Nullable Double trueGain,
    double trueValue,
    String reason) {
  /** The estimated gain in the result of {@code optimize policy}; null where it has none. */
  static @Nullable Interval gain(JsonNode optimized) {
    JsonNode evidence = optimized.path("evidence");
    JsonNode difference = evidence.path("difference");
    if (difference.isObject()) {
      return new Interval(
          difference.path("estimate").asDouble(),
          difference.path("low").asDouble(),
          difference.path("high").asDouble());
    }
    return difference.isNumber()
        ? new Interval(
            difference.asDouble(),
            evidence.path("difference_low").asDouble(),
            evidence.path("difference_high").asDouble())
        : null;
  }

  String label() {
    return agentId + ", round " + round;
  }

  String versionLabel() {
    return version == null ? "none" : agentId + "/routing_policy@" + version;
  }

  String estimatedLabel() {
    Interval gain = estimatedGain;
    return gain == null
        ? "–"
        : String.format(
            Locale.ROOT, "%+.4f [%+.4f, %+.4f]", gain.estimate(), gain.low(), gain.high());
  }

  String trueLabel() {
    return trueGain == null ? "–" : String.format(Locale.ROOT, "%+.4f", trueGain);
  }
}
