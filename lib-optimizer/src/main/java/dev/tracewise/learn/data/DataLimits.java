package dev.tracewise.learn.data;

import java.io.Serializable;

/**
 * From where on a training set is doubted, and from where on refused.
 *
 * @param warnShare share of rows with a fault that is reported, default 0.1
 * @param refuseShare share of duplicate, conflicting or too short rows that is refused, default 0.5
 * @param leakShare share of held-out rows with the content of a training row that is refused,
 *     default 0.05; the same short question by two people is no leak by itself
 * @param minimumClassRows rows of the rarest class below which nothing can be learned, default 10
 * @param rareClassShare share of the rarest class below which it is reported, default 0.01
 * @param drift population stability index from which a move is reported, default 0.1
 */
public record DataLimits(
    double warnShare,
    double refuseShare,
    double leakShare,
    long minimumClassRows,
    double rareClassShare,
    double drift)
    implements Serializable {
  /** The defaults. */
  public static final DataLimits DEFAULTS = new DataLimits(0.1, 0.5, 0.05, 10, 0.01, 0.1);
}
