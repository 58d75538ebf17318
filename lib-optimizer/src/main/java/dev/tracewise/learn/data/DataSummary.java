package dev.tracewise.learn.data;

import dev.tracewise.learn.data.TrainingRow.Part;
import dev.tracewise.learn.modality.ModalityExample.Origin;
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
 * @param duplicateRows training rows whose content and label an earlier training row has
 * @param conflictingRows training rows whose content has more than one label
 * @param sharedContentRows held-out rows whose content is also in training
 * @param sharedGroups groups that are in both parts
 * @param syntheticHeldOutRows held-out rows that were made
 * @param shortRows training rows with fewer words than {@link #SHORT}
 * @param labels training rows of each class; empty where a number is learned
 * @param distributions training rows in each bin, by feature; bins are named by their bounds
 */
public record DataSummary(
    long trainingRows,
    long heldOutRows,
    long duplicateRows,
    long conflictingRows,
    long sharedContentRows,
    long sharedGroups,
    long syntheticHeldOutRows,
    long shortRows,
    Map<String, Long> labels,
    Map<String, Map<String, Long>> distributions)
    implements Serializable {
  /** Words from which a text is not too short. */
  public static final int SHORT = 3;

  /** Sorts the maps. */
  public DataSummary {
    labels = Collections.unmodifiableMap(new TreeMap<>(labels));
    Map<String, Map<String, Long>> sorted = new TreeMap<>();
    distributions.forEach(
        (feature, bins) -> sorted.put(feature, Collections.unmodifiableMap(new TreeMap<>(bins))));
    distributions = Collections.unmodifiableMap(sorted);
  }

  /** Counts rows in memory; distributions are those of the label and of the words. */
  public static DataSummary of(List<TrainingRow> rows) {
    List<TrainingRow> training = rows.stream().filter(r -> r.part() == Part.TRAINING).toList();
    List<TrainingRow> heldOut = rows.stream().filter(r -> r.part() == Part.HELD_OUT).toList();
    Map<String, Set<String>> labelsOfContent = new HashMap<>();
    Set<List<String>> seen = new HashSet<>();
    long duplicates = 0;
    Map<String, Long> labels = new TreeMap<>();
    Map<String, Long> words = new TreeMap<>();
    for (TrainingRow row : training) {
      String label = row.label() == null ? "" : row.label();
      labelsOfContent.computeIfAbsent(row.content(), c -> new TreeSet<>()).add(label);
      duplicates += seen.add(List.of(row.content(), label)) ? 0 : 1;
      if (row.label() != null) {
        labels.merge(row.label(), 1L, Long::sum);
      }
      words.merge(wordBin(row.words()), 1L, Long::sum);
    }
    return new DataSummary(
        training.size(),
        heldOut.size(),
        duplicates,
        training.stream().filter(r -> labelsOf(labelsOfContent, r).size() > 1).count(),
        heldOut.stream().filter(r -> labelsOfContent.containsKey(r.content())).count(),
        sharedGroups(training, heldOut),
        heldOut.stream().filter(r -> r.origin() == Origin.SYNTHETIC).count(),
        training.stream().filter(r -> r.words() < SHORT).count(),
        labels,
        Map.of("label", labels, "words", words));
  }

  /** The bin of a text by its words: powers of two, {@code 4..7}. */
  public static String wordBin(int words) {
    int low = Integer.highestOneBit(Math.max(0, words));
    return low == 0 ? "0" : low + ".." + (2L * low - 1);
  }

  private static Set<String> labelsOf(Map<String, Set<String>> labels, TrainingRow row) {
    return labels.getOrDefault(row.content(), Set.of());
  }

  private static long sharedGroups(List<TrainingRow> training, List<TrainingRow> heldOut) {
    Set<String> groups = new HashSet<>();
    training.forEach(r -> groups.add(r.group()));
    return heldOut.stream().map(TrainingRow::group).distinct().filter(groups::contains).count();
  }
}
