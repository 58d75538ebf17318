package dev.tracewise.action.policy;

import dev.tracewise.judge.GroupSplit.Part;
import dev.tracewise.learn.data.DataSummary;
import dev.tracewise.learn.policy.LoggedDecision;
import java.io.Serializable;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.function.Function;

/**
 * What a training set holds.
 *
 * @param rows rows of the log that can be learned from
 * @param groups groups in each part
 * @param lowestReward smallest reward, 0 without rows
 * @param highestReward largest reward, 0 without rows
 * @param summary what a check of it has to know
 */
record Census(
    long rows,
    Map<Part, Long> groups,
    double lowestReward,
    double highestReward,
    DataSummary summary)
    implements Serializable {
  /** Copies the groups. */
  Census {
    groups = new EnumMap<>(groups);
  }

  /** Whether there is nothing to tell options apart by. */
  boolean rewardsAreAllEqual() {
    return lowestReward == highestReward;
  }

  /** Counts, in one task. */
  static final class Task implements Function<Subject, Census> {
    private static final long serialVersionUID = 1L;

    private final TrainingSet dataset;

    Task(TrainingSet dataset) {
      this.dataset = dataset;
    }

    @Override
    public Census call(Subject subject) {
      TrainingData data = TrainingDataCache.of(subject, dataset);
      List<LoggedDecision> all = data.all();
      double lowest = all.stream().mapToDouble(LoggedDecision::reward).min().orElse(0);
      double highest = all.stream().mapToDouble(LoggedDecision::reward).max().orElse(0);
      return new Census(all.size(), data.groups(), lowest, highest, data.summary());
    }
  }
}
