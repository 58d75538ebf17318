package dev.tracewise.learn.annotation;

import dev.tracewise.model.Measures;
import dev.tracewise.model.RoutingLabel;

/**
 * What a label says about the parts of the reward, and the types of feedback that carry them to the
 * interaction. With the default weights and no time taken the rewards are 0.96 (correct), 0.12
 * (wrong), 0.24 (ambiguous) and 0.20 (insufficient).
 */
public final class LabelParts {
  /** Type of the feedback whose score is the satisfaction; it has a weight like every type. */
  public static final String SATISFACTION_TYPE = "custom:annotation";

  /** Begins the types that carry the other parts; they weigh nothing in the satisfaction. */
  public static final String PART_PREFIX = SATISFACTION_TYPE + "_";

  /** Type of the feedback whose score stands for the quality, whatever the log says. */
  public static final String QUALITY_TYPE = PART_PREFIX + "quality";

  /** Type of the feedback whose score (1 or 0) stands for success, whatever the log says. */
  public static final String SUCCESS_TYPE = PART_PREFIX + "success";

  private LabelParts() {}

  /** The parts: quality, success and satisfaction. */
  public static Measures of(RoutingLabel label) {
    return switch (label) {
      case CORRECT_ROUTING -> new Measures(0.9, true, 1.0, null, null);
      case WRONG_ROUTING -> new Measures(0.3, false, 0.0, null, null);
      case AMBIGUOUS -> new Measures(0.6, false, 0.0, null, null);
      case INSUFFICIENT_INFO -> new Measures(0.5, false, 0.0, null, null);
    };
  }
}
