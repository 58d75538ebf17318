package dev.tracewise.learn.workflow;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** How much of the agents' time ran at once. */
public final class ParallelEfficiency {
  private ParallelEfficiency() {}

  /**
   * Sum of the agents' seconds over the seconds of the whole, at most the number of agents; 0 where
   * they did not work in parallel, or nothing took time.
   *
   * @param agentSeconds seconds of each agent
   * @param totalSeconds seconds of the whole
   * @param pattern how the agents worked together
   */
  public static double of(
      List<Double> agentSeconds, double totalSeconds, @Nullable OrchestrationPattern pattern) {
    if (pattern != OrchestrationPattern.PARALLEL || !(totalSeconds > 0)) {
      return 0;
    }
    double sum = agentSeconds.stream().mapToDouble(Double::doubleValue).sum();
    return Math.min(agentSeconds.size(), sum / totalSeconds);
  }
}
