package dev.tracewise.learn.annotation;

import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How good the decisions of the judged spans were. There is no recall: spans show what was chosen,
 * not what should have been.
 *
 * @param spans how many
 * @param clear how many of them tell whether they succeeded
 * @param successRate share of successes among all, so that one that does not tell counts as none;
 *     null without spans
 * @param meanConfidence mean confidence of those that have one; null without any
 * @param meanSeconds mean duration in seconds; null without spans
 * @param calibration Pearson's correlation of confidence and success over the spans that tell, 0
 *     where it is not defined
 * @param precision by agent, share of successes among the spans that tell
 * @param agents by agent, how many spans
 */
public record EvaluationSummary(
    long spans,
    long clear,
    @Nullable Double successRate,
    @Nullable Double meanConfidence,
    @Nullable Double meanSeconds,
    double calibration,
    Map<String, Double> precision,
    Map<String, Long> agents) {
  /** Sorts the maps. */
  public EvaluationSummary {
    precision = Collections.unmodifiableMap(new TreeMap<>(precision));
    agents = Collections.unmodifiableMap(new TreeMap<>(agents));
  }

  /** The summary of tallies, any number of them per agent. */
  public static EvaluationSummary of(Collection<AgentTally> tallies) {
    Map<String, AgentTally> byAgent = new TreeMap<>();
    tallies.forEach(tally -> byAgent.merge(tally.agentId(), tally, AgentTally::plus));
    AgentTally all =
        byAgent.values().stream()
            .reduce(
                new AgentTally("", 0, 0, 0, 0, 0, 0, AgentTally.Moments.NONE), AgentTally::plus);
    Map<String, Double> precision = new TreeMap<>();
    Map<String, Long> agents = new TreeMap<>();
    byAgent.forEach(
        (agent, tally) -> {
          agents.put(agent, tally.spans());
          Double share = tally.precision();
          if (share != null) {
            precision.put(agent, share);
          }
        });
    return new EvaluationSummary(
        all.spans(),
        all.clear(),
        mean((double) all.successes(), all.spans()),
        mean(all.confidence(), all.confidences()),
        mean(all.seconds(), all.spans()),
        all.decided().correlation(),
        precision,
        agents);
  }

  private static @Nullable Double mean(double sum, long count) {
    return count == 0 ? null : Double.valueOf(sum / count);
  }
}
