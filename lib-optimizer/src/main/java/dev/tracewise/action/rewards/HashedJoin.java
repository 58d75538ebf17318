package dev.tracewise.action.rewards;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.xxhash64;

import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Joins of strings by their 64-bit hashes: Spark finds a long much sooner than a string. That the
 * strings are the same is asked as an order, as Spark would take an equality for one more key.
 */
final class HashedJoin {
  private HashedJoin() {}

  /** The rows with the hash of a column, which {@link #join} asks for on both sides. */
  static Dataset<Row> hashed(Dataset<Row> rows, String key) {
    return rows.withColumn(hash(key), xxhash64(col(key)));
  }

  /** Name of the column with the hash of another one. */
  static String hash(String key) {
    return key + "_hash";
  }

  /**
   * The rows of both sides whose keys are the same; no column has the same name on both.
   *
   * @param how a join of Spark, such as {@code left_semi}
   */
  static Dataset<Row> join(
      Dataset<Row> left, String leftKey, Dataset<Row> right, String rightKey, String how) {
    Column same =
        col(hash(leftKey))
            .equalTo(col(hash(rightKey)))
            .and(col(leftKey).leq(col(rightKey)))
            .and(col(leftKey).geq(col(rightKey)));
    return left.join(right, same, how);
  }
}
