package dev.tracewise.action.policy;

import dev.tracewise.judge.GroupSplit;
import dev.tracewise.judge.GroupSplit.Part;
import dev.tracewise.learn.data.DataSummary;
import dev.tracewise.learn.data.TrainingRow;
import dev.tracewise.learn.modality.ModalityExample.Origin;
import dev.tracewise.learn.modality.TrainingStrategy;
import dev.tracewise.learn.policy.CrossFitting;
import dev.tracewise.learn.policy.LearningRows;
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
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A training set in memory, split into its parts; rows in the order of their keys. Synthetic rows
 * belong to no part: they are learned from, and neither judge nor help to judge anything.
 */
final class TrainingData {
  private final TrainingStrategy strategy;
  private final Map<Part, List<LoggedDecision>> parts = new EnumMap<>(Part.class);
  private final List<LoggedDecision> synthetic = new ArrayList<>();

  private DataSummary summary = DataSummary.of(List.of());
  private @Nullable RewardEstimates onSelection;

  private TrainingData(TrainingStrategy strategy) {
    this.strategy = strategy;
    for (Part part : Part.values()) {
      parts.put(part, new ArrayList<>());
    }
  }

  /**
   * Reads and splits.
   *
   * @param strategy which rows are learned from
   * @param lines lines in the order of their keys
   */
  static TrainingData of(Subject subject, TrainingStrategy strategy, Stream<String> lines) {
    List<Read> read = lines.map(text -> Read.of(subject, text)).filter(subjectTo(subject)).toList();
    PropensityModel model =
        subject.missingPropensity() == MissingPropensity.MODELLED ? model(read) : null;
    TrainingData data = new TrainingData(strategy);
    List<TrainingRow> checked = new ArrayList<>();
    for (Read each : read) {
      TrainingLine row = each.line();
      data.add(row, each.part(), propensity(row, model));
      if (row.origin() == Origin.SYNTHETIC || !data.leavesOut(each.part())) {
        checked.add(each.checked());
      }
    }
    data.summary = DataSummary.of(checked);
    return data;
  }

  /** A line with its part and what a check has to know of it; its text is not held. */
  private record Read(TrainingLine line, Part part, TrainingRow checked) {
    static Read of(Subject subject, String text) {
      TrainingLine line = TrainingLine.parse(text);
      Part part = GroupSplit.part(subject.tenantId(), subject.agentId(), line.group());
      return new Read(line, part, TrainingLine.checked(text, line, use(line, part)));
    }
  }

  /** Rows without a propensity count only where a model fills in. */
  private static Predicate<Read> subjectTo(Subject subject) {
    return read ->
        read.line().propensity() != null
            || subject.missingPropensity() == MissingPropensity.MODELLED;
  }

  private static PropensityModel model(List<Read> read) {
    return PropensityModel.fit(
        read.stream()
            .filter(each -> each.line().origin() == Origin.REAL && each.part() == Part.TRAINING)
            .map(each -> each.line().choice())
            .toList());
  }

  private static double propensity(TrainingLine row, @Nullable PropensityModel model) {
    Double logged = row.propensity();
    return logged == null ? Objects.requireNonNull(model).propensity(row.choice()) : logged;
  }

  /** Whether the strategy does not learn from rows of the part, which do not judge either. */
  private boolean leavesOut(Part part) {
    return strategy == TrainingStrategy.SYNTHETIC && part == Part.TRAINING;
  }

  private static TrainingRow.Part use(TrainingLine row, Part part) {
    return row.origin() == Origin.SYNTHETIC || part == Part.TRAINING
        ? TrainingRow.Part.TRAINING
        : TrainingRow.Part.HELD_OUT;
  }

  private void add(TrainingLine row, Part part, double propensity) {
    List<LoggedDecision> rows = row.origin() == Origin.SYNTHETIC ? synthetic : part(part);
    rows.add(row.decision(propensity));
  }

  /** The rows that a candidate learns from. */
  LearningRows learningRows() {
    List<LoggedDecision> log = part(Part.TRAINING);
    return switch (strategy) {
      case PURE_REAL, SKIP -> LearningRows.ofLog(log);
      case HYBRID -> LearningRows.hybrid(log, synthetic);
      case SYNTHETIC -> LearningRows.synthetic(log, synthetic);
    };
  }

  /** What was counted in it. */
  DataSummary summary() {
    return summary;
  }

  /** The rows of the log in a part. */
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

  /** All rows of the log, by part and then by key. */
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
