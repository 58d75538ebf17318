package dev.tracewise.learn.modality;

import dev.tracewise.model.Errors;
import dev.tracewise.model.Modality;
import java.util.EnumMap;
import java.util.Map;

/**
 * What a modality with few rows borrows from the others: partial pooling, by empirical Bayes.
 *
 * <p>Values of a modality scatter around its mean with variance σ² (pooled within modalities), the
 * means around a common one with variance τ² (DerSimonian and Laird's moments, not below zero).
 * Then the other modalities are worth κ = σ²/τ² rows: a modality with n rows of its own has the
 * mean
 *
 * <pre>(n · own + m · others) / (n + m), m = min(κ, rows of the others)</pre>
 *
 * <p>and a model of it is trained on its own rows with weight 1 and on those of the others with
 * weight m / rows of the others, a power prior. The more modalities differ, the less is borrowed;
 * the more rows a modality has, the less it matters.
 *
 * @see <a href="https://doi.org/10.1016/0197-2456(86)90046-2">DerSimonian &amp; Laird 1986 (τ²)</a>
 * @see <a href="https://doi.org/10.1080/01621459.1975.10479864">Efron &amp; Morris 1975 (the
 *     mean)</a>
 * @see <a href="https://doi.org/10.1214/ss/1009212673">Ibrahim &amp; Chen 2000 (weights of
 *     rows)</a>
 */
public final class PooledPrior {
  private final Map<Modality, Moments> moments;
  private final double rowsWorth;

  private PooledPrior(Map<Modality, Moments> moments, double rowsWorth) {
    this.moments = moments;
    this.rowsWorth = rowsWorth;
  }

  /**
   * Rows, sum and sum of squares of the values of one modality.
   *
   * @param rows rows, ≥ 0
   * @param sum sum of the values
   * @param squares sum of their squares
   */
  public record Moments(long rows, double sum, double squares) {
    /** No rows. */
    public static final Moments NONE = new Moments(0, 0, 0);

    /** Refuses what cannot be moments of numbers. */
    public Moments {
      if (rows < 0 || !Double.isFinite(sum) || !Double.isFinite(squares) || squares < 0) {
        throw Errors.usage(
            "pool modalities",
            rows + " rows have the sum " + sum + " and the sum of squares " + squares,
            "Leave out values that are not finite.");
      }
    }

    private double mean() {
      return sum / rows;
    }

    private double scatter() {
      return rows == 0 ? 0 : Math.max(0, squares - sum * sum / rows);
    }
  }

  /** The prior of modalities with these values, such as their rewards or improvements. */
  public static PooledPrior of(Map<Modality, Moments> momentsByModality) {
    Map<Modality, Moments> present = new EnumMap<>(Modality.class);
    momentsByModality.forEach(
        (modality, moments) -> {
          if (moments.rows() > 0) {
            present.put(modality, moments);
          }
        });
    return new PooledPrior(present, rowsWorth(present));
  }

  /** κ: rows that the other modalities are worth; infinite where modalities do not differ. */
  public double rowsWorth() {
    return rowsWorth;
  }

  /** What the modality borrows. */
  public Borrowing borrowing(Modality modality) {
    Moments own = moments.getOrDefault(modality, Moments.NONE);
    long otherRows = 0;
    double otherSum = 0;
    for (Map.Entry<Modality, Moments> other : moments.entrySet()) {
      if (other.getKey() != modality) {
        otherRows += other.getValue().rows();
        otherSum += other.getValue().sum();
      }
    }
    double borrowed = Math.min(rowsWorth, (double) otherRows);
    double total = own.rows() + borrowed;
    double mean =
        total == 0
            ? Double.NaN
            : (own.sum() + (otherRows == 0 ? 0 : borrowed * otherSum / otherRows)) / total;
    return new Borrowing(
        modality,
        own.rows(),
        otherRows,
        borrowed,
        otherRows == 0 ? 0 : borrowed / otherRows,
        total == 0 ? 0 : own.rows() / total,
        mean);
  }

  private static double rowsWorth(Map<Modality, Moments> moments) {
    long rows = 0;
    double scatter = 0;
    for (Moments m : moments.values()) {
      rows += m.rows();
      scatter += m.scatter();
    }
    long freedom = rows - moments.size();
    if (moments.size() < 2 || freedom < 1) {
      return Double.POSITIVE_INFINITY;
    }
    double within = scatter / freedom;
    double between = between(moments, rows, within);
    return between == 0 ? Double.POSITIVE_INFINITY : within / between;
  }

  private static double between(Map<Modality, Moments> moments, long rows, double within) {
    double total = 0;
    double squaredRows = 0;
    for (Moments m : moments.values()) {
      total += m.sum();
      squaredRows += (double) m.rows() * m.rows();
    }
    double spread = 0;
    for (Moments m : moments.values()) {
      double distance = m.mean() - total / rows;
      spread += m.rows() * distance * distance;
    }
    return Math.max(0, (spread - (moments.size() - 1) * within) / (rows - squaredRows / rows));
  }
}
