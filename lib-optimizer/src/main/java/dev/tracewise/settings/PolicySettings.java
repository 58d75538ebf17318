package dev.tracewise.settings;

import java.time.Duration;
import java.util.List;

/**
 * How policies are looked for.
 *
 * @param minExperiences rewarded interactions with a propensity below which nothing is tried, ≥ 1
 * @param candidates candidates per run, ≥ 1
 * @param algorithms objectives that the candidates are spread over
 * @param hashBits text features are hashed into 2 to this power columns, 8 to 24
 * @param workers candidates in work at once; 0 for as many as Spark has slots
 * @param timeout longest time of a run; candidates not begun by then are left out
 */
public record PolicySettings(
    int minExperiences,
    int candidates,
    List<String> algorithms,
    int hashBits,
    int workers,
    Duration timeout) {
  /** Refuses values out of range. */
  public PolicySettings {
    Ranges.atLeast("min-experiences", minExperiences, 1);
    Ranges.atLeast("candidates", candidates, 1);
    Ranges.between("hash-bits", hashBits, 8, 24);
    Ranges.atLeast("workers", workers, 0);
    Ranges.atLeast("timeout in seconds", timeout.toSeconds(), 1);
    algorithms = List.copyOf(algorithms);
    if (algorithms.isEmpty()) {
      throw new IllegalArgumentException("algorithms must name at least one");
    }
  }
}
