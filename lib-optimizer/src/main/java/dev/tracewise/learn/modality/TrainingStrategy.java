package dev.tracewise.learn.modality;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** On which rows a modality is trained. */
public enum TrainingStrategy {
  /** Real rows alone. */
  PURE_REAL(0),
  /** As many synthetic rows as real ones. */
  HYBRID(1),
  /** Synthetic rows alone: twice as many as there are real ones, at least 50. */
  SYNTHETIC(2),
  /** None: nothing is trained. */
  SKIP(3);

  private static final long LEAST_SYNTHETIC = 50;

  private final int label;

  TrainingStrategy(int label) {
    this.label = label;
  }

  /** The name in tables, such as {@code pure_real}. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Class label of the meta-model: 0 pure_real, 1 hybrid, 2 synthetic, 3 skip. */
  public int label() {
    return label;
  }

  /** The strategy of that name, with hyphens or underscores, in any case. */
  public static Optional<TrainingStrategy> of(String name) {
    String id = name.trim().toLowerCase(Locale.ROOT).replace('-', '_');
    return Arrays.stream(values()).filter(s -> s.id().equals(id)).findFirst();
  }

  /** Whether it trains on rows that were made. */
  public boolean isSynthetic() {
    return this == HYBRID || this == SYNTHETIC;
  }

  /** Whether there are the rows that it trains on. */
  public boolean isPossible(ModelingContext context) {
    return switch (this) {
      case PURE_REAL -> context.realSamples() > 0;
      case HYBRID -> context.realSamples() > 0 && context.syntheticSamples() > 0;
      case SYNTHETIC -> context.syntheticSamples() > 0;
      case SKIP -> true;
    };
  }

  /** Which rows the strategy trains on, where there are so many real ones. */
  public Mix mix(long realRows) {
    return switch (this) {
      case PURE_REAL -> new Mix(realRows, 0);
      case HYBRID -> new Mix(realRows, realRows);
      case SYNTHETIC -> new Mix(0, Math.max(LEAST_SYNTHETIC, 2 * realRows));
      case SKIP -> new Mix(0, 0);
    };
  }

  /**
   * Rows of a training set by origin. Synthetic rows are for training only, never for held-out
   * sets.
   *
   * @param realRows rows that happened
   * @param syntheticRows rows to be made
   */
  public record Mix(long realRows, long syntheticRows) {}
}
