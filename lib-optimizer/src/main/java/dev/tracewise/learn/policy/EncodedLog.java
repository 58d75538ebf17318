package dev.tracewise.learn.policy;

import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;

/**
 * Logged choices as primitive arrays, features hashed once: rows of compact context features
 * (compressed sparse rows), rows of slots (one for each option offered, by ascending column), and
 * compact features of each slot. Compact numbers count the features that enough rows have.
 */
final class EncodedLog {
  private static final int MAXIMUM_WEIGHTS = 1 << 24;
  private static final int ROWS_FOR_EACH_MINIMUM = 10_000;

  final int rows;
  final String[] options;
  final int[] features;
  final SparseRows context;
  final int[] pairFeatures;
  final SparseRows pairs;

  /** Slots of row i are slotStart[i] to slotStart[i + 1]. */
  final int[] slotStart;

  final int[] slotColumn;

  /** Position of the slot's option among the options as they were given. */
  final int[] slotPosition;

  /** Slot of the option that was chosen. */
  final int[] chosenSlot;

  /** Whether the row offers every option there is, so that slots and columns coincide. */
  final boolean[] complete;

  private EncodedLog(Featurizer featurizer, List<Choice> choices) {
    rows = choices.size();
    options = optionNames(choices);
    slotStart = new int[rows + 1];
    for (int i = 0; i < rows; i++) {
      slotStart[i + 1] = Math.addExact(slotStart[i], choices.get(i).options().size());
    }
    slotColumn = new int[slotStart[rows]];
    slotPosition = new int[slotStart[rows]];
    chosenSlot = new int[rows];
    complete = new boolean[rows];
    SparseRows.Builder contexts = new SparseRows.Builder(rows);
    SparseRows.Builder slots = new SparseRows.Builder(slotStart[rows]);
    for (int i = 0; i < rows; i++) {
      encodeSlots(i, choices.get(i));
      contexts.add(featurizer.context(choices.get(i).context()));
      for (int slot = slotStart[i]; slot < slotStart[i + 1]; slot++) {
        Choice choice = choices.get(i);
        slots.add(featurizer.option(choice.context(), choice.options().get(slotPosition[slot])));
      }
    }
    FeatureSettings settings = featurizer.settings();
    int bias = MurmurHash3.hash(Featurizer.BIAS) & ((1 << settings.hashBits()) - 1);
    int room = MAXIMUM_WEIGHTS / (options.length + 1);
    int minimum = Math.max(settings.minimumRows(), rows / ROWS_FOR_EACH_MINIMUM);
    features = contexts.vocabulary(settings.hashBits(), minimum, room, bias);
    context = contexts.build(features);
    pairFeatures = slots.vocabulary(settings.hashBits(), minimum, room, -1);
    pairs = slots.build(pairFeatures);
    biasFeature = Arrays.binarySearch(features, bias);
  }

  /** Compact number of the constant feature. */
  final int biasFeature;

  static EncodedLog of(Featurizer featurizer, List<Choice> choices) {
    return new EncodedLog(featurizer, choices);
  }

  private static String[] optionNames(List<Choice> choices) {
    TreeSet<String> names = new TreeSet<>();
    choices.forEach(choice -> choice.options().forEach(option -> names.add(option.name())));
    return names.toArray(String[]::new);
  }

  private void encodeSlots(int row, Choice choice) {
    int offered = choice.options().size();
    long[] order = new long[offered];
    for (int o = 0; o < offered; o++) {
      order[o] = (long) Arrays.binarySearch(options, choice.options().get(o).name()) << 32 | o;
    }
    Arrays.sort(order);
    complete[row] = offered == options.length;
    for (int o = 0; o < offered; o++) {
      int slot = slotStart[row] + o;
      slotColumn[slot] = (int) (order[o] >>> 32);
      slotPosition[slot] = (int) order[o];
      complete[row] &= slotColumn[slot] == o;
      if (slotPosition[slot] == choice.chosen()) {
        chosenSlot[row] = slot;
      }
    }
  }

  int offered(int row) {
    return slotStart[row + 1] - slotStart[row];
  }

  int mostOffered() {
    int most = 0;
    for (int i = 0; i < rows; i++) {
      most = Math.max(most, offered(i));
    }
    return most;
  }

  /** Scores of a row's slots by a model with this log's features and options. */
  void scores(int row, LinearModel aligned, double[] scores) {
    int from = slotStart[row];
    int offered = offered(row);
    int common = options.length;
    Arrays.fill(scores, 0, offered, 0);
    for (int e = context.start[row]; e < context.start[row + 1]; e++) {
      double value = context.value[e];
      int feature = context.feature[e];
      double shared = aligned.weight(feature, common);
      for (int o = 0; o < offered; o++) {
        scores[o] += value * (shared + aligned.weight(feature, slotColumn[from + o]));
      }
    }
    for (int o = 0; o < offered; o++) {
      for (int e = pairs.start[from + o]; e < pairs.start[from + o + 1]; e++) {
        scores[o] += (double) pairs.value[e] * aligned.pairWeights()[pairs.feature[e]];
      }
    }
  }
}
