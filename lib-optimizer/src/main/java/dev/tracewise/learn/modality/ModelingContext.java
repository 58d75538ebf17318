package dev.tracewise.learn.modality;

import dev.tracewise.model.Errors;
import dev.tracewise.model.Modality;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a modality when it is decided whether to train it: the eight features of the
 * seed's ModelingContext. Null means not known, and stays apart from zero; a number that is not
 * finite or out of range is refused.
 *
 * @param modality which modality
 * @param realSamples rows from real interactions, ≥ 0
 * @param syntheticSamples synthetic rows on hand, or that the generator can make; ≥ 0
 * @param successRate share of the real rows that succeeded, in [0, 1]; null without real rows
 * @param averageConfidence mean confidence of the agent, in [0, 1]; null where none is logged
 * @param daysSinceLastTraining full days, ≥ 0, {@link #NEVER_TRAINED} where there was none
 * @param performance 0.7 · success + 0.3 · confidence, in [0, 1]; null where neither is known
 * @param dataQuality in [0, 1], see {@link ModalityCounts#dataQuality()}
 * @param featureDiversity in [0, 1], see {@link ModalityCounts#featureDiversity()}
 */
public record ModelingContext(
    Modality modality,
    long realSamples,
    long syntheticSamples,
    @Nullable Double successRate,
    @Nullable Double averageConfidence,
    int daysSinceLastTraining,
    @Nullable Double performance,
    double dataQuality,
    double featureDiversity)
    implements Serializable {
  /** Days since the last training of what was never trained. */
  public static final int NEVER_TRAINED = 999;

  /** Data quality of rows that nobody measured. */
  public static final double DEFAULT_DATA_QUALITY = 0.8;

  /** Diversity of rows that nobody measured. */
  public static final double DEFAULT_FEATURE_DIVERSITY = 0.7;

  private static final double SUCCESS_WEIGHT = 0.7;
  private static final double CONFIDENCE_WEIGHT = 0.3;

  /** Refuses counts below zero and shares that are not in [0, 1]. */
  public ModelingContext {
    requireCount("real_sample_count", realSamples);
    requireCount("synthetic_sample_count", syntheticSamples);
    requireCount("days_since_last_training", daysSinceLastTraining);
    requireShare("success_rate", successRate);
    requireShare("avg_confidence", averageConfidence);
    requireShare("current_performance_score", performance);
    requireShare("data_quality_score", dataQuality);
    requireShare("feature_diversity", featureDiversity);
  }

  /** A context with performance from success and confidence, default quality and diversity. */
  public static ModelingContext of(
      Modality modality,
      long realSamples,
      long syntheticSamples,
      @Nullable Double successRate,
      @Nullable Double averageConfidence,
      int daysSinceLastTraining) {
    return new ModelingContext(
        modality,
        realSamples,
        syntheticSamples,
        successRate,
        averageConfidence,
        daysSinceLastTraining,
        performance(successRate, averageConfidence),
        DEFAULT_DATA_QUALITY,
        DEFAULT_FEATURE_DIVERSITY);
  }

  /** Weighted mean of what is known of the two; null where neither is. */
  static @Nullable Double performance(
      @Nullable Double successRate, @Nullable Double averageConfidence) {
    if (successRate == null) {
      return averageConfidence;
    }
    return averageConfidence == null
        ? successRate
        : Double.valueOf(SUCCESS_WEIGHT * successRate + CONFIDENCE_WEIGHT * averageConfidence);
  }

  private static void requireCount(String name, long value) {
    if (value < 0) {
      throw invalid(name, value + " is below zero");
    }
  }

  private static void requireShare(String name, @Nullable Double value) {
    if (value != null && !(value >= 0 && value <= 1)) {
      throw invalid(name, value + " is not in [0, 1]");
    }
  }

  private static RuntimeException invalid(String name, String why) {
    return Errors.usage(
        "describe a modality",
        name + " " + why,
        "Counts are 0 or more; shares are numbers in [0, 1], or null where they are not known.");
  }
}
