package dev.tracewise.learn.data;

import java.util.Locale;

/** Names of the bins that distributions are counted in, the same for every training set. */
public final class Bins {
  private static final int TENTHS = 10;

  private Bins() {}

  /** The bin of a text by its words: powers of two, {@code 4..7}. */
  public static String ofWords(int words) {
    int low = Integer.highestOneBit(Math.max(0, words));
    return low == 0 ? "0" : low + ".." + (2L * low - 1);
  }

  /**
   * The bin of a number: tenths in [0, 1], such as {@code 0.3}; beyond, its sign and the power of
   * two below it, such as {@code -2^3}.
   */
  public static String ofNumber(double value) {
    if (!Double.isFinite(value)) {
      return "not finite";
    }
    if (value >= 0 && value <= 1) {
      return String.format(Locale.ROOT, "%.1f", Math.floor(value * TENTHS) / TENTHS);
    }
    return (value < 0 ? "-2^" : "2^") + Math.getExponent(value);
  }
}
