package dev.tracewise.learn.policy;

import dev.tracewise.model.Context;
import dev.tracewise.model.Option;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Names of hashed features, found again by looking at contexts that have them: a policy stores only
 * their slots.
 */
final class FeatureNames {
  private final Featurizer featurizer;
  private final Set<Integer> wanted;
  private final SortedMap<Integer, Set<String>> found = new TreeMap<>();

  /**
   * @param wanted slots whose names are asked for
   */
  FeatureNames(Featurizer featurizer, Set<Integer> wanted) {
    this.featurizer = featurizer;
    this.wanted = wanted;
  }

  /** Looks at what a context and its options have. */
  void look(Choice choice) {
    Collector collector = new Collector();
    featurizer.addContext(choice.context(), collector);
    for (Option option : choice.options()) {
      featurizer.addOption(choice.context(), option, collector);
    }
  }

  /** Looks at what every context has. */
  void lookAtNothing() {
    featurizer.addContext(Context.EMPTY, new Collector());
  }

  /** What is in a slot; several names where they share it, its number where none was seen. */
  String of(int slot) {
    Set<String> names = found.get(slot);
    return names == null ? "feature " + slot : String.join(" or ", names);
  }

  private static String readable(String name) {
    int colon = name.indexOf(':');
    String rest = name.substring(colon + 1);
    return switch (colon < 0 ? name : name.substring(0, colon)) {
      case Featurizer.BIAS -> "always";
      case "n", "c" -> rest;
      case "b" -> "bin " + rest;
      case "i" -> "entity " + rest;
      case "y" -> "entity of type " + rest;
      case "tw" -> "text \"" + rest + "\"";
      case "tc" -> "characters \"" + rest + "\"";
      case "sw" -> "previous text \"" + rest + "\"";
      case "sc" -> "characters of previous text \"" + rest + "\"";
      case "ew" -> "enhanced text \"" + rest + "\"";
      case "ec" -> "characters of enhanced text \"" + rest + "\"";
      case "o" -> "option's " + rest;
      default -> name;
    };
  }

  /** Notes names instead of values. */
  private final class Collector extends SparseVector.Builder {
    private static final int MOST_NAMES = 3;

    Collector() {
      super(featurizer.settings().hashBits());
    }

    @Override
    void add(String name, double value) {
      int slot = slot(name);
      if (wanted.contains(slot)) {
        Set<String> names = found.computeIfAbsent(slot, each -> new TreeSet<>());
        if (names.size() < MOST_NAMES) {
          names.add(readable(name));
        }
      }
    }
  }
}
