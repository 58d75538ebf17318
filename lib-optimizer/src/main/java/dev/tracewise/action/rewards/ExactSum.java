package dev.tracewise.action.rewards;

import static org.apache.spark.sql.functions.floor;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;

import org.apache.spark.sql.Column;

/**
 * Sums that are the same whatever the order of the rows: each value is cut into two whole numbers,
 * which together hold its first 64 bits behind the point. Decimals would do the same at ten times
 * the cost.
 *
 * @param unit power of two that no value exceeds
 */
record ExactSum(double unit) {
  private static final double SCALE = 0x1p32;

  /** Sums of values in [0, 1]. */
  static final ExactSum OF_SHARES = new ExactSum(1);

  /** Sums of values in [0, most]. */
  static ExactSum upTo(double most) {
    return new ExactSum(Math.scalb(1.0, Math.getExponent(Math.max(1, most)) + 1));
  }

  /** The sum of the values that are known; null of none. */
  Column of(Column value) {
    Column scaled = value.multiply(lit(SCALE / unit));
    Column high = floor(scaled);
    Column low = floor(scaled.minus(high).multiply(lit(SCALE)));
    return exactly(high).plus(exactly(low).multiply(lit(1 / SCALE))).multiply(lit(unit / SCALE));
  }

  private static Column exactly(Column whole) {
    return sum(whole).cast("double");
  }
}
