package dev.tracewise.learn.policy;

import dev.tracewise.judge.GroupSplit;
import dev.tracewise.judge.GroupSplit.Part;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** A log in its three parts, and the search for a winner as a run does it. */
record SplitLog(Map<Part, List<LoggedDecision>> parts, Map<Part, Long> groups) {
  private static final String TENANT = "default";
  private static final String AGENT = "router";

  static SplitLog of(List<LoggedDecision> rows) {
    Map<Part, List<LoggedDecision>> parts = new EnumMap<>(Part.class);
    Map<Part, Set<String>> names = new EnumMap<>(Part.class);
    for (Part part : Part.values()) {
      parts.put(part, new ArrayList<>());
      names.put(part, new HashSet<>());
    }
    for (LoggedDecision row : rows) {
      Part part = GroupSplit.part(TENANT, AGENT, row.group());
      parts.get(part).add(row);
      names.get(part).add(row.group());
    }
    Map<Part, Long> groups = new EnumMap<>(Part.class);
    names.forEach((part, set) -> groups.put(part, (long) set.size()));
    return new SplitLog(parts, groups);
  }

  /** The candidate with the highest doubly robust estimate on selection. */
  SoftmaxPolicy winner(List<PolicySettings> candidates) {
    List<LoggedDecision> training = parts.get(Part.TRAINING);
    RewardEstimates selection =
        CrossFitting.of(TENANT, AGENT).onSelection(training, parts.get(Part.SELECTION));
    SoftmaxPolicy best = null;
    double highest = Double.NEGATIVE_INFINITY;
    for (PolicySettings candidate : candidates) {
      SoftmaxPolicy policy = PolicyTrainer.train(training, candidate).policy();
      double value = selection.terms(policy).estimate().mean();
      if (value > highest) {
        highest = value;
        best = policy;
      }
    }
    return Objects.requireNonNull(best);
  }

  RewardEstimates evidence() {
    return CrossFitting.of(TENANT, AGENT)
        .onEvidence(parts.get(Part.TRAINING), parts.get(Part.SELECTION), parts.get(Part.EVIDENCE));
  }
}
