package dev.tracewise.action.policy;

import dev.tracewise.judge.GroupSplit;
import dev.tracewise.judge.GroupSplit.Part;
import dev.tracewise.learn.policy.Choice;
import dev.tracewise.learn.policy.CrossFitting;
import dev.tracewise.learn.policy.LoggedDecision;
import dev.tracewise.learn.policy.PropensityModel;
import dev.tracewise.learn.policy.RewardEstimates;
import dev.tracewise.model.Hashes;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A training set in memory, split into its parts; rows in the order of their keys. */
final class TrainingData {
  private final Map<Part, List<LoggedDecision>> parts = new EnumMap<>(Part.class);

  private @Nullable RewardEstimates onSelection;

  private TrainingData() {
    for (Part part : Part.values()) {
      parts.put(part, new ArrayList<>());
    }
  }

  /**
   * Reads and splits.
   *
   * @param lines lines in the order of their keys
   */
  static TrainingData of(Subject subject, Stream<String> lines) {
    List<TrainingLine> rows = lines.map(TrainingLine::parse).toList();
    return subject.missingPropensity() == MissingPropensity.MODELLED
        ? modelled(subject, rows)
        : logged(subject, rows);
  }

  private static TrainingData logged(Subject subject, List<TrainingLine> rows) {
    TrainingData data = new TrainingData();
    for (TrainingLine row : rows) {
      if (row.propensity() != null) {
        data.add(subject, row, row.propensity());
      }
    }
    return data;
  }

  private static TrainingData modelled(Subject subject, List<TrainingLine> rows) {
    List<Choice> training =
        rows.stream()
            .filter(row -> part(subject, row) == Part.TRAINING)
            .map(TrainingLine::choice)
            .toList();
    PropensityModel model = PropensityModel.fit(training);
    TrainingData data = new TrainingData();
    for (TrainingLine row : rows) {
      Double logged = row.propensity();
      data.add(subject, row, logged == null ? model.propensity(row.choice()) : logged);
    }
    return data;
  }

  private static Part part(Subject subject, TrainingLine row) {
    return GroupSplit.part(subject.tenantId(), subject.agentId(), row.group());
  }

  private void add(Subject subject, TrainingLine row, double propensity) {
    part(part(subject, row)).add(row.decision(propensity));
  }

  /** The rows of a part. */
  List<LoggedDecision> part(Part part) {
    return parts.getOrDefault(part, List.of());
  }

  /** Modelled rewards on the selection part, the same for every candidate, so fitted once. */
  synchronized RewardEstimates onSelection(Subject subject) {
    RewardEstimates estimates = onSelection;
    if (estimates == null) {
      estimates =
          CrossFitting.of(subject.tenantId(), subject.agentId())
              .onSelection(part(Part.TRAINING), part(Part.SELECTION));
      onSelection = estimates;
    }
    return estimates;
  }

  /** All rows, by part and then by key. */
  List<LoggedDecision> all() {
    List<LoggedDecision> all = new ArrayList<>();
    parts.values().forEach(all::addAll);
    return all;
  }

  /** How many groups each part has. */
  Map<Part, Long> groups() {
    Map<Part, Long> groups = new EnumMap<>(Part.class);
    parts.forEach(
        (part, rows) -> {
          HashSet<String> names = new HashSet<>();
          rows.forEach(row -> names.add(row.group()));
          groups.put(part, (long) names.size());
        });
    return groups;
  }

  /** A number for each row of evidence, by which a later look knows it again; sorted. */
  long[] evidenceHashes() {
    return part(Part.EVIDENCE).stream()
        .mapToLong(row -> ByteBuffer.wrap(Hashes.sha256Bytes(row.interactionId())).getLong())
        .sorted()
        .toArray();
  }
}
