package dev.tracewise.learn.modality;

import dev.tracewise.model.Errors;
import dev.tracewise.model.Modality;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * Counts and sums over the rows of a modality, as one aggregation of Spark makes them; everything
 * else about the modality follows from them.
 *
 * @param rows all rows
 * @param realRows rows from real interactions
 * @param knownRows those of them of which it is known whether they succeeded
 * @param realSuccesses those of them that succeeded
 * @param richRows rows with more than five features
 * @param confidenceRows rows with a confidence
 * @param confidenceSum sum of the confidences
 * @param confidenceSquares sum of their squares
 * @param distinctQueries different queries, in lower case, without white space around
 * @param distinctAgents different options chosen
 */
public record ModalityCounts(
    long rows,
    long realRows,
    long knownRows,
    long realSuccesses,
    long richRows,
    long confidenceRows,
    double confidenceSum,
    double confidenceSquares,
    long distinctQueries,
    long distinctAgents)
    implements Serializable {
  /** No rows. */
  public static final ModalityCounts NONE = new ModalityCounts(0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

  private static final double RICH_WEIGHT = 0.7;
  private static final double SPREAD_WEIGHT = 0.3;
  private static final double SPREAD_SCALE = 2;
  private static final double QUERIES_WEIGHT = 0.6;
  private static final double AGENTS_WEIGHT = 0.4;
  private static final double ENOUGH_AGENTS = 4;

  /** Refuses counts that cannot be, and sums that are not finite. */
  public ModalityCounts {
    boolean possible =
        realSuccesses >= 0
            && knownRows >= realSuccesses
            && realRows >= knownRows
            && rows >= realRows
            && richRows >= 0
            && rows >= richRows
            && confidenceRows >= 0
            && rows >= confidenceRows
            && distinctQueries >= 0
            && distinctAgents >= 0
            && Double.isFinite(confidenceSum)
            && Double.isFinite(confidenceSquares);
    if (!possible) {
      throw Errors.usage(
          "describe a modality",
          "the counts contradict each other or a sum is not finite",
          "Leave rows out whose confidence is not a number in [0, 1], and count again.");
    }
  }

  /** Share that succeeded of the real rows of which it is known; null where of none. */
  public @Nullable Double successRate() {
    return knownRows == 0 ? null : Double.valueOf((double) realSuccesses / knownRows);
  }

  /** Mean confidence; null where none is logged. */
  public @Nullable Double averageConfidence() {
    return confidenceRows == 0
        ? null
        : Double.valueOf(Math.min(1, Math.max(0, confidenceSum / confidenceRows)));
  }

  /**
   * 0.7 · share of rows with more than five features + 0.3 · twice the population variance of the
   * confidence; 0 without rows.
   */
  public double dataQuality() {
    if (rows == 0) {
      return 0;
    }
    double spread = Math.min(1, SPREAD_SCALE * confidenceVariance());
    return RICH_WEIGHT * richRows / rows + SPREAD_WEIGHT * spread;
  }

  /** 0.6 · share of different queries + 0.4 · different options over four; 0 without rows. */
  public double featureDiversity() {
    if (rows == 0) {
      return 0;
    }
    return QUERIES_WEIGHT * Math.min(1, (double) distinctQueries / rows)
        + AGENTS_WEIGHT * Math.min(1, distinctAgents / ENOUGH_AGENTS);
  }

  /**
   * The context of a modality. Where there are no rows, quality and diversity were not measured and
   * take the seed's defaults, so that a cold start is not refused for the quality of no data.
   *
   * @param modality which modality
   * @param syntheticSamples synthetic rows on hand, or that the generator can make: a count of zero
   *     here would hide the strategies that need them
   * @param daysSinceLastTraining full days, {@link ModelingContext#NEVER_TRAINED} for never
   */
  public ModelingContext context(
      Modality modality, long syntheticSamples, int daysSinceLastTraining) {
    boolean measured = rows > 0;
    return new ModelingContext(
        modality,
        realRows,
        syntheticSamples,
        successRate(),
        averageConfidence(),
        daysSinceLastTraining,
        ModelingContext.performance(successRate(), averageConfidence()),
        measured ? dataQuality() : ModelingContext.DEFAULT_DATA_QUALITY,
        measured ? featureDiversity() : ModelingContext.DEFAULT_FEATURE_DIVERSITY);
  }

  private double confidenceVariance() {
    if (confidenceRows == 0) {
      return 0;
    }
    double mean = confidenceSum / confidenceRows;
    return Math.max(0, confidenceSquares / confidenceRows - mean * mean);
  }
}
