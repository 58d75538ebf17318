package dev.tracewise.action.rewards;

import static org.apache.spark.sql.functions.broadcast;

import dev.tracewise.table.CodeGeneration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.execution.LogicalRDD;
import org.jspecify.annotations.Nullable;

/**
 * Rows computed once and cut from their plan. Plans of an increment use each part many times over;
 * left whole they grow beyond what the optimizer can carry. Executors keep the rows until the
 * driver collects garbage, or to the end of the work that holds them, see {@link #during}.
 *
 * @param rows a leaf; an empty one is a relation that the optimizer knows to be empty
 * @param count how many
 */
public record Held(Dataset<Row> rows, long count) {
  private static final long MOST_BROADCAST = 200_000;
  private static final long MOST_NARROW_BROADCAST = 1_000_000;
  private static final ThreadLocal<@Nullable List<Dataset<Row>>> SCOPE = new ThreadLocal<>();

  /** Work whose rows, held on this thread, are let go when it ends. */
  public static <T> T during(Supplier<T> work) {
    List<Dataset<Row>> outer = SCOPE.get();
    List<Dataset<Row>> inner = new ArrayList<>();
    SCOPE.set(inner);
    try {
      return work.get();
    } finally {
      inner.forEach(Held::release);
      SCOPE.set(outer);
    }
  }

  /** Holds rows, and lets go at once what was held only to compute them. */
  static Held outliving(Supplier<Dataset<Row>> work) {
    List<Dataset<Row>> outer = SCOPE.get();
    return during(
        () -> {
          Dataset<Row> computed = work.get();
          SCOPE.set(outer);
          return of(computed);
        });
  }

  /** Computes rows and holds them. */
  public static Held of(Dataset<Row> computed) {
    return CodeGeneration.sized(computed, () -> held(computed));
  }

  private static Held held(Dataset<Row> computed) {
    Dataset<Row> leaf = computed.localCheckpoint(false);
    List<Dataset<Row>> scope = SCOPE.get();
    if (scope != null) {
      scope.add(leaf);
    }
    long count = leaf.count();
    return new Held(count > 0 ? leaf : nothingLike(computed), count);
  }

  private static void release(Dataset<Row> leaf) {
    if (leaf.queryExecution().logical() instanceof LogicalRDD held) {
      held.rdd().unpersist(false);
    }
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
