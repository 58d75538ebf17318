package dev.tracewise.judge;

import dev.tracewise.model.Errors;

/**
 * What it costs to look again at the same evidence. The k-th look that includes rows seen before
 * uses level 2.5 % / 2<sup>k−1</sup>, so that all looks together err with at most 5 %; a look at
 * rows never seen starts anew with k = 1.
 */
public final class Looks {
  private static final double FIRST_LEVEL = 0.025;

  private Looks() {}

  /**
   * Level of the one-sided bound.
   *
   * @param look number of the look, from 1
   */
  public static double level(int look) {
    if (look < 1) {
      throw Errors.usage(
          "judge a version", "look " + look + " was asked for", "Looks are counted from 1.");
    }
    return Math.scalb(FIRST_LEVEL, 1 - look);
  }

  /** One-sided confidence of the look's bound: 0.975 at the first. */
  public static double confidence(int look) {
    return 1 - level(look);
  }
}
