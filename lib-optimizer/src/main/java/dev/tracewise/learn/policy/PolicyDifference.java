package dev.tracewise.learn.policy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What one policy decides by otherwise than another.
 *
 * @param optionsAdded options that only the second one learned about
 * @param optionsRemoved options that only the first one learned about
 * @param numbersAdded numbers of contexts and options that only the second one looks at
 * @param numbersRemoved numbers that only the first one looks at
 * @param settings settings of features and of the choice that differ
 * @param features features that either has a weight for
 * @param changed features whose weights differ
 * @param weights the largest changes, the largest first; none where features are hashed into
 *     different numbers of slots, since they cannot be compared then
 */
public record PolicyDifference(
    SortedSet<String> optionsAdded,
    SortedSet<String> optionsRemoved,
    SortedSet<String> numbersAdded,
    SortedSet<String> numbersRemoved,
    List<Setting> settings,
    long features,
    long changed,
    List<WeightChange> weights) {
  /** Changes below this are rounding. */
  private static final double NOTHING = 1e-9;

  /** Copies the lists. */
  public PolicyDifference {
    settings = List.copyOf(settings);
    weights = List.copyOf(weights);
  }

  /**
   * A setting that differs.
   *
   * @param name its name, such as {@code word_ngrams}
   * @param from value of the first policy
   * @param to value of the second one
   */
  public record Setting(String name, String from, String to) {}

  /**
   * A weight that changed, as it counts for the choice: divided by the temperature, and compared
   * with the mean of all options, since what is common to all of them moves none.
   *
   * @param option the option that it speaks for; null where it belongs to a feature of options
   * @param feature what it is the weight of
   * @param from weight in the first policy
   * @param to weight in the second one
   */
  public record WeightChange(@Nullable String option, String feature, double from, double to) {
    /** How much more it speaks for the option. */
    public double difference() {
      return to - from;
    }
  }

  /** Compares policies that are nothing but their settings. */
  public static PolicyDifference ofSettings(Map<String, String> from, Map<String, String> to) {
    TreeSet<String> names = new TreeSet<>(from.keySet());
    names.addAll(to.keySet());
    List<Setting> settings =
        names.stream()
            .map(n -> new Setting(n, from.getOrDefault(n, "none"), to.getOrDefault(n, "none")))
            .filter(setting -> !setting.from().equals(setting.to()))
            .toList();
    SortedSet<String> none = Collections.emptySortedSet();
    return new PolicyDifference(none, none, none, none, settings, 0, 0, List.of());
  }

  /**
   * Compares two policies.
   *
   * @param examples choices that the second one was trained on, where there are any: features are
   *     stored as numbers, and get their names back from what has them
   * @param most how many changed weights are told
   */
  public static PolicyDifference between(
      SoftmaxPolicy from, SoftmaxPolicy to, Stream<Choice> examples, int most) {
    Comparison comparison = new Comparison(from, to);
    boolean comparable =
        from.featurizer().settings().hashBits() == to.featurizer().settings().hashBits();
    List<Slot> largest = comparable ? comparison.largest(most) : List.of();
    FeatureNames names =
        new FeatureNames(
            to.featurizer(), largest.stream().map(Slot::index).collect(Collectors.toSet()));
    if (!largest.isEmpty()) {
      names.lookAtNothing();
      examples.forEach(names::look);
    }
    return new PolicyDifference(
        minus(options(to), options(from)),
        minus(options(from), options(to)),
        minus(numbers(to), numbers(from)),
        minus(numbers(from), numbers(to)),
        settings(from, to),
        comparison.slots().size(),
        comparable ? comparison.changed() : comparison.slots().size(),
        largest.stream()
            .map(
                each ->
                    new WeightChange(each.option(), names.of(each.index()), each.from(), each.to()))
            .toList());
  }

  private static SortedSet<String> options(SoftmaxPolicy policy) {
    return new TreeSet<>(List.of(policy.model().options()));
  }

  private static SortedSet<String> numbers(SoftmaxPolicy policy) {
    SortedSet<String> numbers = new TreeSet<>(policy.featurizer().numeric().keySet());
    policy.featurizer().optionNumeric().keySet().forEach(name -> numbers.add("option's " + name));
    return numbers;
  }

  private static SortedSet<String> minus(SortedSet<String> all, Collection<String> without) {
    SortedSet<String> rest = new TreeSet<>(all);
    rest.removeAll(without);
    return rest;
  }

  private static List<Setting> settings(SoftmaxPolicy from, SoftmaxPolicy to) {
    Map<String, String> before = described(from);
    List<Setting> differing = new ArrayList<>();
    described(to)
        .forEach(
            (name, value) -> {
              String old = before.getOrDefault(name, "");
              if (!old.equals(value)) {
                differing.add(new Setting(name, old, value));
              }
            });
    return differing;
  }

  private static SortedMap<String, String> described(SoftmaxPolicy policy) {
    FeatureSettings features = policy.featurizer().settings();
    SortedMap<String, String> settings = new TreeMap<>();
    settings.put("char_ngram_max", Integer.toString(features.charNgramMax()));
    settings.put("char_ngram_min", Integer.toString(features.charNgramMin()));
    settings.put("floor", Double.toString(policy.floor()));
    settings.put("hash_bits", Integer.toString(features.hashBits()));
    settings.put("length_power", Double.toString(features.lengthPower()));
    settings.put("minimum_rows", Integer.toString(features.minimumRows()));
    settings.put("numeric_bins", Integer.toString(features.numericBins()));
    settings.put(
        "sources",
        features.sources().stream()
            .map(source -> source.name().toLowerCase(Locale.ROOT))
            .collect(Collectors.joining(", ")));
    settings.put("temperature", Double.toString(policy.temperature()));
    settings.put("word_ngrams", Integer.toString(features.wordNgrams()));
    return settings;
  }

  /** A weight by the slot of its feature. */
  private record Slot(@Nullable String option, int index, double from, double to) {
    double size() {
      return Math.abs(to - from);
    }
  }

  /** The weights of two policies, slot by slot. */
  private static final class Comparison {
    private final Weights from;
    private final Weights to;
    private final List<String> options;

    Comparison(SoftmaxPolicy from, SoftmaxPolicy to) {
      SortedSet<String> both = options(from);
      both.addAll(options(to));
      options = List.copyOf(both);
      this.from = new Weights(from, options);
      this.to = new Weights(to, options);
    }

    Set<Integer> slots() {
      return Stream.of(
              from.model.features(),
              from.model.pairFeatures(),
              to.model.features(),
              to.model.pairFeatures())
          .flatMap(slots -> IntStream.of(slots).boxed())
          .collect(Collectors.toCollection(TreeSet::new));
    }

    long changed() {
      return changes().filter(slot -> slot.size() > NOTHING).map(Slot::index).distinct().count();
    }

    List<Slot> largest(int most) {
      PriorityQueue<Slot> kept = new PriorityQueue<>(Comparator.comparingDouble(Slot::size));
      changes()
          .filter(slot -> slot.size() > NOTHING)
          .forEach(
              slot -> {
                kept.add(slot);
                if (kept.size() > most) {
                  kept.remove();
                }
              });
      return kept.stream().sorted(Comparator.comparingDouble(Slot::size).reversed()).toList();
    }

    private Stream<Slot> changes() {
      return slots().stream().flatMap(index -> Stream.concat(own(index), ofOptions(index)));
    }

    private Stream<Slot> own(int index) {
      double[] before = from.own(index);
      double[] after = to.own(index);
      return IntStream.range(0, options.size())
          .mapToObj(o -> new Slot(options.get(o), index, before[o], after[o]));
    }

    private Stream<Slot> ofOptions(int index) {
      return Stream.of(new Slot(null, index, from.ofOptions(index), to.ofOptions(index)));
    }
  }

  /** The weights of one policy as they count for the choice. */
  private static final class Weights {
    private final LinearModel model;
    private final double temperature;
    private final int[] columns;

    Weights(SoftmaxPolicy policy, List<String> options) {
      model = policy.model();
      temperature = policy.temperature();
      columns =
          options.stream()
              .mapToInt(option -> Arrays.binarySearch(model.options(), option))
              .toArray();
    }

    double[] own(int index) {
      double[] weights = new double[columns.length];
      int feature = Arrays.binarySearch(model.features(), index);
      if (feature < 0) {
        return weights;
      }
      double sum = 0;
      for (int o = 0; o < weights.length; o++) {
        weights[o] = columns[o] < 0 ? 0 : model.weight(feature, columns[o]) / temperature;
        sum += weights[o];
      }
      for (int o = 0; o < weights.length; o++) {
        weights[o] -= sum / weights.length;
      }
      return weights;
    }

    double ofOptions(int index) {
      return model.pairWeight(index) / temperature;
    }
  }
}
