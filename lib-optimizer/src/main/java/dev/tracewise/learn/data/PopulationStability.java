package dev.tracewise.learn.data;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.commons.statistics.distribution.ChiSquaredDistribution;

/**
 * How far a distribution moved: Σ (now − before) · ln(now / before) over bins, with half a row
 * added to each bin so that an empty one counts. Two samples of one population differ too: up to
 * {@code noise} with 95 %, the χ² quantile over bins − 1, times 1/n + 1/m.
 *
 * @param index the population stability index, ≥ 0; below 0.1 little, from 0.25 on much
 * @param noise what chance alone reaches at most, with 95 %
 * @see <a href="https://doi.org/10.21314/JRMV.2020.227">Yurdakul &amp; Naranjo 2020</a>
 */
public record PopulationStability(double index, double noise) {
  private static final double HALF_A_ROW = 0.5;
  private static final double CHANCE = 0.05;

  /**
   * Compares two counts of bins. Where either has no rows, or all are in one bin, nothing moved.
   *
   * @param before rows in each bin, before
   * @param now rows in each bin, now
   */
  public static PopulationStability of(Map<String, Long> before, Map<String, Long> now) {
    Set<String> bins = new TreeSet<>(before.keySet());
    bins.addAll(now.keySet());
    double rowsBefore = sum(before);
    double rowsNow = sum(now);
    if (bins.size() < 2 || rowsBefore == 0 || rowsNow == 0) {
      return new PopulationStability(0, 0);
    }
    double added = HALF_A_ROW * bins.size();
    double index = 0;
    for (String bin : bins) {
      double p = (before.getOrDefault(bin, 0L) + HALF_A_ROW) / (rowsBefore + added);
      double q = (now.getOrDefault(bin, 0L) + HALF_A_ROW) / (rowsNow + added);
      index += (q - p) * StrictMath.log(q / p);
    }
    double quantile =
        ChiSquaredDistribution.of(bins.size() - 1.0).inverseSurvivalProbability(CHANCE);
    return new PopulationStability(index, quantile * (1 / rowsBefore + 1 / rowsNow));
  }

  private static double sum(Map<String, Long> bins) {
    return bins.values().stream().mapToLong(Long::longValue).sum();
  }
}
