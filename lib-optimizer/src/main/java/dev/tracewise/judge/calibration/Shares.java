package dev.tracewise.judge.calibration;

import dev.tracewise.judge.ClusteredMean;
import dev.tracewise.model.Errors;
import dev.tracewise.model.Interval;
import java.util.List;
import org.apache.commons.statistics.distribution.NormalDistribution;

/**
 * A share with Wilson's interval, which stays within [0, 1] and does not collapse where all rows
 * agree. Rows that depend on each other count as fewer: as many independent rows as would give the
 * same standard error, where none varies as many as there are groups.
 *
 * @see <a href="https://doi.org/10.1080/01621459.1927.10502953">Wilson 1927</a>
 * @see <a href="https://doi.org/10.1093/jssam/smv024">Dean &amp; Pagano 2015 (effective rows)</a>
 */
public final class Shares {
  private static final double Z = NormalDistribution.of(0, 1).inverseSurvivalProbability(0.025);

  private Shares() {}

  /**
   * Wilson's two-sided 95 % interval.
   *
   * @param share observed share, in [0, 1]
   * @param rows independent rows, &gt; 0, not necessarily a whole number
   */
  public static Interval wilson(double share, double rows) {
    if (!(share >= 0 && share <= 1 && rows > 0)) {
      throw Errors.usage(
          "bound a share",
          "the share is " + share + " of " + rows + " rows",
          "Give a share in [0, 1] of more than no rows.");
    }
    double z2 = Z * Z / rows;
    double center = (share + z2 / 2) / (1 + z2);
    double margin = Z * Math.sqrt(share * (1 - share) / rows + z2 / (4 * rows)) / (1 + z2);
    return new Interval(share, Math.max(0, center - margin), Math.min(1, center + margin));
  }

  /**
   * Share of the rows that hold, by group.
   *
   * @param holds 0 or 1 for each row
   * @param groups the group of each row
   */
  public static Interval of(double[] holds, List<String> groups) {
    ClusteredMean mean = ClusteredMean.of(holds, groups);
    double share = Math.min(1, Math.max(0, mean.mean()));
    double spread = share * (1 - share);
    double error = mean.standardError();
    double independent = spread / Math.max(1, mean.rows() - 1);
    double rows =
        spread == 0 || Double.isInfinite(error) || error == 0
            ? mean.groups()
            : mean.rows() * Math.min(1, independent / (error * error));
    return wilson(share, rows);
  }
}
