package dev.tracewise.learn.data;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.tracewise.learn.data.TrainingRow.Part;
import dev.tracewise.learn.modality.ModalityExample.Origin;
import dev.tracewise.model.Errors;
import java.io.Serializable;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Counts over a training set, as one aggregation of Spark makes them, or {@link #of} for rows in
 * memory.
 *
 * @param trainingRows rows to learn from
 * @param heldOutRows rows to judge by
 * @param duplicateRows training rows that are copies of an earlier training row
 * @param conflictingRows training rows whose content has several labels in one group
 * @param sharedContentRows held-out rows of which there is a copy in training
 * @param sharedGroups groups that are in both parts
 * @param syntheticRows training rows that were made
 * @param syntheticHeldOutRows held-out rows that were made
 * @param shortRows training rows with a text of fewer words than {@link #SHORT}
 * @param labels training rows of each class; empty where a number is learned
 * @param distributions training rows that happened in each bin, by feature; bins are named by their
 *     bounds
 */
public record DataSummary(
    long trainingRows,
    long heldOutRows,
    long duplicateRows,
    long conflictingRows,
    long sharedContentRows,
    long sharedGroups,
    long syntheticRows,
    long syntheticHeldOutRows,
    long shortRows,
    Map<String, Long> labels,
    Map<String, Map<String, Long>> distributions)
    implements Serializable {
  /** Words from which a text is not too short. */
  public static final int SHORT = 3;

  private static final JsonMapper JSON = new JsonMapper();

  /** Sorts the maps. */
  public DataSummary {
    labels = Collections.unmodifiableMap(new TreeMap<>(labels));
    Map<String, Map<String, Long>> sorted = new TreeMap<>();
    distributions.forEach(
        (feature, bins) -> sorted.put(feature, Collections.unmodifiableMap(new TreeMap<>(bins))));
    distributions = Collections.unmodifiableMap(sorted);
  }

  /** Counts rows in memory. The distribution of the words is that of the rows with a text. */
  public static DataSummary of(List<TrainingRow> rows) {
    List<TrainingRow> training = rows.stream().filter(r -> r.part() == Part.TRAINING).toList();
    List<TrainingRow> heldOut = rows.stream().filter(r -> r.part() == Part.HELD_OUT).toList();
    Map<List<String>, Set<String>> labelsOfContent = new HashMap<>();
    Set<String> copies = new HashSet<>();
    Map<String, Long> labels = new TreeMap<>();
    Map<String, Map<String, Long>> distributions = new TreeMap<>();
    for (TrainingRow row : training) {
      copies.add(row.copy());
      if (row.label() != null) {
        labelsOfContent.computeIfAbsent(told(row), c -> new TreeSet<>()).add(row.label());
        labels.merge(row.label(), 1L, Long::sum);
      }
      if (row.origin() == Origin.REAL) {
        watched(row).forEach((feature, bin) -> count(distributions, feature, bin));
      }
    }
    return new DataSummary(
        training.size(),
        heldOut.size(),
        training.size() - copies.size(),
        training.stream()
            .filter(r -> labelsOfContent.getOrDefault(told(r), Set.of()).size() > 1)
            .count(),
        heldOut.stream().filter(r -> copies.contains(r.copy())).count(),
        sharedGroups(training, heldOut),
        synthetic(training),
        synthetic(heldOut),
        training.stream().filter(r -> r.words() > 0 && r.words() < SHORT).count(),
        labels,
        distributions);
  }

  /** The same where only these classes are told apart; none where a number is learned. */
  public DataSummary telling(Set<String> classes) {
    Map<String, Long> told = new TreeMap<>(labels);
    told.keySet().retainAll(classes);
    return new DataSummary(
        trainingRows,
        heldOutRows,
        duplicateRows,
        conflictingRows,
        sharedContentRows,
        sharedGroups,
        syntheticRows,
        syntheticHeldOutRows,
        shortRows,
        told,
        distributions);
  }

  /** What {@link #parse} reads. */
  public String json() {
    try {
      return JSON.writeValueAsString(this);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a plain record", e);
    }
  }

  /** Reads what {@link #json} wrote. */
  public static DataSummary parse(String json) {
    try {
      return JSON.readValue(json, DataSummary.class);
    } catch (JsonProcessingException e) {
      throw Errors.failed(
          "read the counts of a training set",
          "they are no JSON of ours",
          "Was the file beside the training set changed? Remove it: the next training writes one.",
          e);
    }
  }

  private static Map<String, String> watched(TrainingRow row) {
    Map<String, String> watched = new TreeMap<>(row.bins());
    if (row.label() != null) {
      watched.put("label", row.label());
    }
    if (row.words() > 0) {
      watched.put("words", Bins.ofWords(row.words()));
    }
    return watched;
  }

  private static List<String> told(TrainingRow row) {
    return List.of(row.group(), row.content());
  }

  private static void count(
      Map<String, Map<String, Long>> distributions, String feature, String bin) {
    distributions.computeIfAbsent(feature, f -> new TreeMap<>()).merge(bin, 1L, Long::sum);
  }

  private static long synthetic(List<TrainingRow> rows) {
    return rows.stream().filter(r -> r.origin() == Origin.SYNTHETIC).count();
  }

  private static long sharedGroups(List<TrainingRow> training, List<TrainingRow> heldOut) {
    Set<String> groups = new HashSet<>();
    training.forEach(r -> groups.add(r.group()));
    return heldOut.stream().map(TrainingRow::group).distinct().filter(groups::contains).count();
  }
}
