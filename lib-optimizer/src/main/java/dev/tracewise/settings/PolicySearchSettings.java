package dev.tracewise.settings;

import dev.tracewise.learn.policy.Algorithm;
import dev.tracewise.learn.policy.EarlierTurns;
import java.util.List;

/**
 * How policies are looked for.
 *
 * @param minExperiences rewarded interactions with a propensity below which nothing is tried, ≥ 1
 * @param candidates candidates per run, ≥ 1
 * @param algorithms algorithms that the candidates are spread over, each once, at least one
 * @param earlierTurns what policies look at of the session's earlier turns
 */
public record PolicySearchSettings(
    int minExperiences, int candidates, List<Algorithm> algorithms, EarlierTurns earlierTurns) {
  /** Refuses values out of range. */
  public PolicySearchSettings {
    Ranges.atLeast("min-experiences", minExperiences, 1);
    Ranges.atLeast("candidates", candidates, 1);
    algorithms = algorithms.stream().distinct().toList();
    if (algorithms.isEmpty()) {
      throw new IllegalArgumentException("algorithms must name at least one");
    }
  }
}
