package dev.tracewise.action.rewards;

import static org.apache.spark.sql.functions.broadcast;

import dev.tracewise.table.CodeGeneration;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Rows computed once and cut from their plan. Plans of an increment use each part many times over;
 * left whole they grow beyond what the optimizer can carry.
 *
 * @param rows a leaf; an empty one is a relation that the optimizer knows to be empty
 * @param count how many
 */
public record Held(Dataset<Row> rows, long count) {
  private static final long MOST_BROADCAST = 200_000;
  private static final long MOST_NARROW_BROADCAST = 1_000_000;

  /** Computes rows and holds them. */
  public static Held of(Dataset<Row> computed) {
    return CodeGeneration.sized(computed, () -> held(computed));
  }

  private static Held held(Dataset<Row> computed) {
    Dataset<Row> leaf = computed.localCheckpoint(false);
    long count = leaf.count();
    return new Held(count > 0 ? leaf : nothingLike(computed), count);
  }

  /** No rows with those columns. */
  static Dataset<Row> nothingLike(Dataset<Row> rows) {
    return rows.sparkSession().createDataFrame(List.of(), rows.schema());
  }

  /** Whether there are none. */
  public boolean isEmpty() {
    return count == 0;
  }

  /** The rows as the side of a join that is sent everywhere when it is small. */
  public Dataset<Row> side() {
    return side(MOST_BROADCAST);
  }

  /**
   * The same for rows of an id and a few numbers: sending a million of them costs less than
   * shuffling the wide rows of the other side, which then also stay in the order of their files.
   */
  Dataset<Row> narrowSide() {
    return side(MOST_NARROW_BROADCAST);
  }

  private Dataset<Row> side(long most) {
    return count > 0 && count <= most ? broadcast(rows) : rows;
  }
}
