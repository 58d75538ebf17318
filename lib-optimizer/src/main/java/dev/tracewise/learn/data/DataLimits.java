package dev.tracewise.learn.data;

import java.io.Serializable;

/**
 * How much a training set may hold, from where on it is doubted, and from where on refused.
 *
 * @param warnShare share of rows with a fault that is reported, default 0.1
 * @param refuseShare share of copies, or of rows whose labels contradict each other, that is
 *     refused, default 0.5
 * @param refuseShortShare share of too short texts that is refused, default 0.9
 * @param leakShare share of held-out rows with a copy in training that is refused, default 0.05
 * @param minimumClassRows rows of the rarest class below which nothing can be learned, default 5
 * @param rareClassShare share of the rarest class below which it is reported, default 0.01
 * @param drift population stability index from which a move is reported, default 0.1
 * @param policyRows decisions of a log that a policy learns from and is judged by, at most; of
 *     more, whole groups are drawn until about so many are left, default 100 000
 */
public record DataLimits(
    double warnShare,
    double refuseShare,
    double refuseShortShare,
    double leakShare,
    long minimumClassRows,
    double rareClassShare,
    double drift,
    int policyRows)
    implements Serializable {
  /** The defaults. */
  public static final DataLimits DEFAULTS =
      new DataLimits(0.1, 0.5, 0.9, 0.05, 5, 0.01, 0.1, 100_000);

  private static final int LEAST_ROWS = 1000;

  /** Refuses values out of range. */
  public DataLimits {
    requireShare("warn-share", warnShare);
    requireShare("refuse-share", refuseShare);
    requireShare("refuse-short-share", refuseShortShare);
    requireShare("leak-share", leakShare);
    requireShare("rare-class-share", rareClassShare);
    if (minimumClassRows < 1) {
      throw new IllegalArgumentException(
          "minimum-class-rows must be at least 1, but is " + minimumClassRows);
    }
    if (!(drift > 0 && Double.isFinite(drift))) {
      throw new IllegalArgumentException("drift must be above 0, but is " + drift);
    }
    if (policyRows < LEAST_ROWS) {
      throw new IllegalArgumentException(
          "policy-rows must be at least " + LEAST_ROWS + ", but is " + policyRows);
    }
  }

  private static void requireShare(String key, double value) {
    if (!(value >= 0 && value <= 1)) {
      throw new IllegalArgumentException(key + " must be in [0, 1], but is " + value);
    }
  }
}
