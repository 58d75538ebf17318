package dev.tracewise.learn.policy;

import dev.tracewise.model.Context;
import dev.tracewise.model.Option;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Turns contexts and options into hashed features. Names of features are prefixed by their source
 * and hashed by MurmurHash3 (32 bits, seed 0, UTF-8); numbers are scaled by what the training rows
 * showed. A block of text features is divided by a power of its length, that of sequences of n
 * words by n² more: longer sequences are rarer and more numerous, so they count for less until many
 * rows speak for them.
 */
public final class Featurizer {
  static final String BIAS = "bias";

  private final FeatureSettings settings;
  private final SortedMap<String, Scaling> numeric;
  private final SortedMap<String, Scaling> optionNumeric;
  private final EarlierTurns turns;

  Featurizer(
      FeatureSettings settings,
      SortedMap<String, Scaling> numeric,
      SortedMap<String, Scaling> optionNumeric) {
    this.settings = settings;
    this.numeric = Collections.unmodifiableSortedMap(new TreeMap<>(numeric));
    this.optionNumeric = Collections.unmodifiableSortedMap(new TreeMap<>(optionNumeric));
    this.turns =
        numeric.containsKey(SessionFacts.TURNS)
            ? EarlierTurns.of(settings.sources())
            : EarlierTurns.NONE;
  }

  /** Learns the scales of numbers from training rows. */
  public static Featurizer fit(List<Choice> rows, FeatureSettings settings) {
    SortedMap<String, List<Double>> ofContexts = new TreeMap<>();
    SortedMap<String, List<Double>> ofOptions = new TreeMap<>();
    EarlierTurns turns = EarlierTurns.of(settings.sources());
    for (Choice row : rows) {
      collect(SessionFacts.seen(row.context(), turns).numeric(), ofContexts);
      for (Option option : row.options()) {
        collect(option.features(), ofOptions);
      }
    }
    return new Featurizer(
        settings, scales(ofContexts, settings.numericBins()), scales(ofOptions, 0));
  }

  private static void collect(Map<String, Double> from, Map<String, List<Double>> into) {
    from.forEach((name, value) -> into.computeIfAbsent(name, n -> new ArrayList<>()).add(value));
  }

  private static SortedMap<String, Scaling> scales(Map<String, List<Double>> columns, int bins) {
    SortedMap<String, Scaling> scales = new TreeMap<>();
    columns.forEach(
        (name, values) ->
            scales.put(
                name,
                Scaling.of(values.stream().mapToDouble(Double::doubleValue).toArray(), bins)));
    return scales;
  }

  /** The settings it was made with. */
  public FeatureSettings settings() {
    return settings;
  }

  /** What it looks at of earlier turns: nothing where the rows it was fitted to had none. */
  EarlierTurns turns() {
    return turns;
  }

  SortedMap<String, Scaling> numeric() {
    return numeric;
  }

  SortedMap<String, Scaling> optionNumeric() {
    return optionNumeric;
  }

  /** Features of a context; the first to be added is the constant one. */
  public SparseVector context(Context context) {
    SparseVector.Builder features = new SparseVector.Builder(settings.hashBits());
    addContext(context, features);
    return features.build();
  }

  void addContext(Context given, SparseVector.Builder features) {
    Context context = SessionFacts.seen(given, turns);
    features.add(BIAS, 1);
    if (settings.uses(FeatureSource.NUMERIC)) {
      addNumbers(context, features);
    }
    if (settings.uses(FeatureSource.CATEGORICAL)) {
      context.categorical().forEach((name, value) -> features.add("c:" + name + "=" + value, 1));
    }
    if (settings.uses(FeatureSource.ENTITIES)) {
      addEntities(context, features);
    }
    if (settings.uses(FeatureSource.TEXT)) {
      addText("t", context.text(), features);
      addText("s", SessionFacts.text(given, turns), features);
    }
    if (settings.uses(FeatureSource.ENHANCED_TEXT)) {
      addText("e", context.enhancedText(), features);
    }
  }

  private void addNumbers(Context context, SparseVector.Builder features) {
    context
        .numeric()
        .forEach(
            (name, value) -> {
              Scaling scaling = numeric.get(name);
              if (scaling != null) {
                features.add("n:" + name, scaling.scale(value));
                if (settings.numericBins() > 0) {
                  features.add("b:" + name + "=" + scaling.bin(value), 1);
                }
              }
            });
  }

  private static void addEntities(Context context, SparseVector.Builder features) {
    features.startBlock();
    for (Context.Entity entity : context.entities()) {
      features.add("i:" + entity.text().toLowerCase(Locale.ROOT), 1);
      if (entity.type() != null) {
        features.add("y:" + entity.type().toLowerCase(Locale.ROOT), 1);
      }
    }
    features.normaliseBlock(1, 1);
  }

  private void addText(String prefix, @Nullable String text, SparseVector.Builder features) {
    if (text == null) {
      return;
    }
    List<String> tokens = Tokens.of(text);
    for (int n = 1; n <= settings.wordNgrams(); n++) {
      features.startBlock();
      for (int i = 0; i + n <= tokens.size(); i++) {
        features.add(prefix + "w:" + String.join(" ", tokens.subList(i, i + n)), 1);
      }
      features.normaliseBlock(1.0 / (n * n), settings.lengthPower());
    }
    if (settings.charNgramMax() > 0) {
      addCharacters(prefix, tokens, features);
    }
  }

  private void addCharacters(String prefix, List<String> tokens, SparseVector.Builder features) {
    features.startBlock();
    for (String token : tokens) {
      String padded = " " + token + " ";
      for (int n = settings.charNgramMin(); n <= settings.charNgramMax(); n++) {
        for (int i = 0; i + n <= padded.length(); i++) {
          features.add(prefix + "c:" + padded.substring(i, i + n), 1);
        }
      }
    }
    features.normaliseBlock(1, settings.lengthPower());
  }

  /** Features of an option in a context: its own numbers, alone and crossed with the context's. */
  public SparseVector option(Context context, Option option) {
    if (!settings.uses(FeatureSource.OPTION_FEATURES) || option.features().isEmpty()) {
      return SparseVector.EMPTY;
    }
    SparseVector.Builder features = new SparseVector.Builder(settings.hashBits());
    addOption(context, option, features);
    return features.build();
  }

  void addOption(Context given, Option option, SparseVector.Builder features) {
    Context context = SessionFacts.seen(given, turns);
    option
        .features()
        .forEach(
            (name, value) -> {
              Scaling scaling = optionNumeric.get(name);
              if (scaling != null) {
                addCrossed("o:" + name, scaling.scale(value), context, features);
              }
            });
  }

  private void addCrossed(
      String name, double value, Context context, SparseVector.Builder features) {
    features.add(name, value);
    if (settings.uses(FeatureSource.CATEGORICAL)) {
      context
          .categorical()
          .forEach((c, level) -> features.add(name + "*" + c + "=" + level, value));
    }
    if (settings.uses(FeatureSource.NUMERIC)) {
      context
          .numeric()
          .forEach(
              (n, number) -> {
                Scaling scaling = numeric.get(n);
                if (scaling != null) {
                  features.add(name + "*" + n, value * scaling.scale(number));
                }
              });
    }
  }
}
