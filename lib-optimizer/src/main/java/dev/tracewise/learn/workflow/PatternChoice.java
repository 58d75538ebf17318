package dev.tracewise.learn.workflow;

import dev.tracewise.judge.ClusteredMean;
import dev.tracewise.judge.MeanDifference;
import dev.tracewise.model.Interval;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which pattern queries of a type deserve: the simplest one with evidence, unless a more elaborate
 * one was worth more than it beyond doubt. Nobody drew which query went which way, so the
 * comparison is within one type of query, and says what happened, not why.
 *
 * @param queryType type of the queries
 * @param pattern the pattern to use; null where there is no evidence
 * @param values mean worth of each pattern with enough workflows, 95 % interval by group
 * @param advantages of each more elaborate pattern over the simplest one, 95 % interval by group
 * @param reason why, in words
 */
public record PatternChoice(
    String queryType,
    @Nullable OrchestrationPattern pattern,
    Map<OrchestrationPattern, Interval> values,
    Map<OrchestrationPattern, Interval> advantages,
    String reason) {
  /** Workflows, and groups of them, below which a pattern has no evidence. */
  public static final int MINIMUM = 30;

  private static final double LEVEL = 0.025;

  /** Copies the maps, the simplest pattern first. */
  public PatternChoice {
    values = sorted(values);
    advantages = sorted(advantages);
  }

  /** Chooses for the queries of one type. */
  public static PatternChoice of(String queryType, List<PatternOutcome> outcomes) {
    Map<OrchestrationPattern, List<PatternOutcome>> byPattern =
        new EnumMap<>(OrchestrationPattern.class);
    outcomes.forEach(o -> byPattern.computeIfAbsent(o.pattern(), p -> new ArrayList<>()).add(o));
    List<String> scarce = new ArrayList<>();
    byPattern
        .entrySet()
        .removeIf(
            e -> {
              boolean few = isScarce(e.getValue());
              if (few) {
                scarce.add(e.getKey().id() + " " + e.getValue().size());
              }
              return few;
            });
    if (byPattern.isEmpty()) {
      return new PatternChoice(
          queryType,
          null,
          Map.of(),
          Map.of(),
          "no pattern has 30 workflows of 30 groups" + listed(scarce));
    }
    return compared(queryType, byPattern, scarce);
  }

  private static PatternChoice compared(
      String queryType,
      Map<OrchestrationPattern, List<PatternOutcome>> byPattern,
      List<String> scarce) {
    List<OrchestrationPattern> patterns = new ArrayList<>(byPattern.keySet());
    OrchestrationPattern simplest = patterns.get(0);
    Map<OrchestrationPattern, Interval> values = new EnumMap<>(OrchestrationPattern.class);
    byPattern.forEach((pattern, outcomes) -> values.put(pattern, mean(outcomes).interval()));
    Map<OrchestrationPattern, Interval> advantages = new EnumMap<>(OrchestrationPattern.class);
    OrchestrationPattern chosen = simplest;
    double best = 0;
    for (OrchestrationPattern pattern : patterns.subList(1, patterns.size())) {
      ClusteredMean advantage =
          advantage(
              byPattern.getOrDefault(pattern, List.of()),
              byPattern.getOrDefault(simplest, List.of()));
      advantages.put(pattern, advantage.interval());
      // each comparison at its share of the level, so that many comparisons prove no more than one
      boolean proven = advantage.lowerBound(LEVEL / (patterns.size() - 1)) > 0;
      if (proven && advantage.mean() > best) {
        best = advantage.mean();
        chosen = pattern;
      }
    }
    return new PatternChoice(
        queryType, chosen, values, advantages, reason(simplest, chosen, advantages, scarce));
  }

  private static String reason(
      OrchestrationPattern simplest,
      OrchestrationPattern chosen,
      Map<OrchestrationPattern, Interval> advantages,
      List<String> scarce) {
    Interval advantage = advantages.get(chosen);
    if (advantage != null) {
      return String.format(
          Locale.ROOT,
          "%s was worth %.3f more than %s (%.3f to %.3f)%s",
          chosen.id(),
          advantage.estimate(),
          simplest.id(),
          advantage.low(),
          advantage.high(),
          listed(scarce));
    }
    String others =
        advantages.isEmpty() ? "it alone has evidence" : "nothing else was worth more beyond doubt";
    return simplest.id() + " is the simplest, and " + others + listed(scarce);
  }

  private static String listed(List<String> scarce) {
    return scarce.isEmpty() ? "" : "; too few workflows: " + String.join(", ", scarce);
  }

  private static boolean isScarce(List<PatternOutcome> outcomes) {
    Set<String> groups = new HashSet<>();
    outcomes.forEach(o -> groups.add(o.group()));
    return groups.size() < MINIMUM;
  }

  private static ClusteredMean mean(List<PatternOutcome> outcomes) {
    return ClusteredMean.of(
        outcomes.stream().mapToDouble(PatternOutcome::value).toArray(),
        outcomes.stream().map(PatternOutcome::group).toList());
  }

  private static ClusteredMean advantage(
      List<PatternOutcome> pattern, List<PatternOutcome> simplest) {
    MeanDifference.Builder difference = new MeanDifference.Builder();
    pattern.forEach(o -> difference.addTreated(o.value(), o.group()));
    simplest.forEach(o -> difference.addControl(o.value(), o.group()));
    return difference.difference();
  }

  private static Map<OrchestrationPattern, Interval> sorted(
      Map<OrchestrationPattern, Interval> map) {
    Map<OrchestrationPattern, Interval> sorted = new EnumMap<>(OrchestrationPattern.class);
    sorted.putAll(map);
    return Collections.unmodifiableMap(sorted);
  }
}
