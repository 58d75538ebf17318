package dev.tracewise.learn.policy;

import dev.tracewise.model.Errors;
import java.io.Serializable;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;
import java.util.TreeSet;

/**
 * How contexts and options become features.
 *
 * @param hashBits features are hashed into 2<sup>hashBits</sup> slots, 8 to 24, default 18
 * @param wordNgrams longest sequence of words that is a feature, 1 to 4, default 2
 * @param charNgramMin shortest sequence of characters, or 0 for none (the default)
 * @param charNgramMax longest sequence of characters, or 0 for none
 * @param numericBins each number also falls in one of so many bins of equal frequency, so that
 *     policies need not be linear in it; 0 (the default) for none, at most 64
 * @param minimumRows features in fewer training rows are dropped, default 2; in large logs those in
 *     fewer than one row of 10 000 as well
 * @param lengthPower each block of text features is divided by its length to this power, in [0, 1]:
 *     with 1 long and short texts weigh alike, with 0 a word counts the same however long the text;
 *     default 0.5
 * @param sources what is used, default everything
 */
public record FeatureSettings(
    int hashBits,
    int wordNgrams,
    int charNgramMin,
    int charNgramMax,
    int numericBins,
    int minimumRows,
    double lengthPower,
    Set<FeatureSource> sources)
    implements Serializable {
  /** The defaults: words and pairs of words, numbers, categories, entities, option features. */
  public static final FeatureSettings DEFAULTS =
      new FeatureSettings(18, 2, 0, 0, 0, 2, 0.5, EnumSet.allOf(FeatureSource.class));

  /** Copies the sources, refuses settings out of range. */
  public FeatureSettings {
    requireRange("hashBits", hashBits, 8, 24);
    requireRange("wordNgrams", wordNgrams, 1, 4);
    requireRange("charNgramMin", charNgramMin, 0, 8);
    requireRange("charNgramMax", charNgramMax, charNgramMin, 8);
    requireRange("numericBins", numericBins, 0, 64);
    requireRange("minimumRows", minimumRows, 1, Integer.MAX_VALUE);
    if (!(lengthPower >= 0 && lengthPower <= 1)) {
      throw invalid("lengthPower is " + lengthPower + ", not in [0, 1]");
    }
    if (charNgramMin == 0 && charNgramMax > 0) {
      throw invalid("charNgramMin is 0 while charNgramMax is " + charNgramMax);
    }
    sources = Collections.unmodifiableSet(new TreeSet<>(sources));
  }

  /** The same with characters of words as features, from three to five at a time. */
  public FeatureSettings withCharacters() {
    return new FeatureSettings(
        hashBits, wordNgrams, 3, 5, numericBins, minimumRows, lengthPower, sources);
  }

  /** The same with bins for numbers. */
  public FeatureSettings withNumericBins(int bins) {
    return new FeatureSettings(
        hashBits, wordNgrams, charNgramMin, charNgramMax, bins, minimumRows, lengthPower, sources);
  }

  /** The same with longest sequences of words of another length. */
  public FeatureSettings withWordNgrams(int longest) {
    return new FeatureSettings(
        hashBits,
        longest,
        charNgramMin,
        charNgramMax,
        numericBins,
        minimumRows,
        lengthPower,
        sources);
  }

  /** The same with texts divided by another power of their length. */
  public FeatureSettings withLengthPower(double power) {
    return new FeatureSettings(
        hashBits, wordNgrams, charNgramMin, charNgramMax, numericBins, minimumRows, power, sources);
  }

  /** The same with other sources. */
  public FeatureSettings withSources(Set<FeatureSource> chosen) {
    return new FeatureSettings(
        hashBits,
        wordNgrams,
        charNgramMin,
        charNgramMax,
        numericBins,
        minimumRows,
        lengthPower,
        chosen);
  }

  /** The same, looking at no more of the session's earlier turns than that. */
  public FeatureSettings within(EarlierTurns turns) {
    return withSources(turns.within(sources));
  }

  boolean uses(FeatureSource source) {
    return sources.contains(source);
  }

  private static void requireRange(String name, int value, int low, int high) {
    if (value < low || value > high) {
      throw invalid(name + " is " + value + ", not in [" + low + ", " + high + "]");
    }
  }

  private static RuntimeException invalid(String why) {
    return Errors.usage("make features", why, "Mend the feature settings.");
  }
}
