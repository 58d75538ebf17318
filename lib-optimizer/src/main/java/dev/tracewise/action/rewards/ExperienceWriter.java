package dev.tracewise.action.rewards;

import static org.apache.spark.sql.functions.avg;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.greatest;
import static org.apache.spark.sql.functions.least;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.to_json;
import static org.apache.spark.sql.functions.when;

import dev.tracewise.table.CodeGeneration;
import dev.tracewise.table.Commitment;
import dev.tracewise.table.ExperiencesTable;
import dev.tracewise.table.MergeCounts;
import dev.tracewise.table.Warehouse;
import dev.tracewise.table.WarehouseTable;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Observation;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/**
 * Brings the table {@code experiences} of one tenant to what was computed, in one commit or none.
 */
public final class ExperienceWriter {
  private static final String[] KEY = {"interaction_id"};
  private static final Set<String> WITH_MAPS =
      Set.of("context", "options", "reward_parts", "outcomes_by_option");
  private static final String CHANGE = "change";
  private static final String BEFORE = "time_before";

  private final WarehouseTable table;
  private final String tenant;
  private final Commitment reading;
  private final Instant now;

  /**
   * Writes rows as changed at that instant.
   *
   * @param reading how far the sources were read, in force with the commit of the rows
   */
  public ExperienceWriter(Warehouse warehouse, String tenant, Commitment reading, Instant now) {
    this.table = warehouse.table(ExperiencesTable.DEFINITION);
    this.tenant = tenant;
    this.reading = reading;
    this.now = now;
  }

  /**
   * What was written.
   *
   * @param written rows that are new
   * @param updated rows that changed, those that went included
   * @param meanReward mean reward of the rows written or changed; null when none has one
   */
  public record Written(long written, long updated, @Nullable Double meanReward) {
    /** Nothing was to be done. */
    public static final Written NOTHING = new Written(0, 0, null);
  }

  /** Whether the tenant has no experiences yet. */
  public boolean isFirst() {
    return table.read(tenant).isEmpty();
  }

  /**
   * Writes the tenant's first rows. They are counted on their way, before they are stamped: so the
   * instant, which differs each time, is not part of the code that Spark compiles for them.
   */
  public Written insert(Dataset<Row> computed) {
    List<String> columns = List.of(table.definition().schema().names());
    Observation written = new Observation();
    Column rows = count(lit(1)).as("rows");
    Column mean = avg("reward").as("mean_reward");
    Dataset<Row> counted = stamped(computed.observe(written, rows, mean));
    table.replace(tenant, counted.select(ExperienceColumns.columns(columns)), reading);
    Row seen = written.getRowOrEmpty().getOrElse(() -> table.read(tenant).agg(rows, mean).head());
    return new Written(seen.getLong(0), 0, seen.getAs(1));
  }

  /** Says that the sources were read and nothing came of it. */
  public Written nothing() {
    table.acknowledge(reading);
    return Written.NOTHING;
  }

  /**
   * Inserts what is new, updates what differs, deletes what is no choice any more.
   *
   * @param computed rows as they should be
   * @param existing rows of the table that they stand for
   */
  public Written merge(Dataset<Row> computed, Dataset<Row> existing) {
    Held present = Held.of(computed);
    Held changed = Held.of(changes(present.rows(), existing));
    if (changed.isEmpty()) {
      return nothing();
    }
    Row summary =
        changed
            .rows()
            .agg(
                count(when(col(CHANGE).equalTo("insert"), 1)),
                count(when(col(CHANGE).notEqual("insert"), 1)),
                avg(when(col(CHANGE).notEqual("delete"), col("reward"))),
                min(least(col("time"), coalesce(col(BEFORE), col("time")))),
                max(greatest(col("time"), coalesce(col(BEFORE), col("time")))))
            .head();
    commit(changed.rows(), summary.getAs(3), summary.getAs(4));
    return new Written(summary.getLong(0), summary.getLong(1), summary.getAs(2));
  }

  /** The files that hold the changed rows are written anew, whole: much may be read for little. */
  private void commit(Dataset<Row> changed, Instant first, Instant last) {
    Dataset<Row> near = table.read(tenant).where(col("time").between(lit(first), lit(last)));
    CodeGeneration.sized(near, () -> merged(changed, first, last));
  }

  private MergeCounts merged(Dataset<Row> changed, Instant first, Instant last) {
    Map<String, String> values =
        Arrays.stream(table.definition().schema().names())
            .collect(Collectors.toMap(Function.identity(), name -> "source." + name));
    return table
        .merge(tenant, changed)
        .carrying(reading)
        .within("time", first, last)
        .whenMatchedDelete("source.change = 'delete'")
        .whenMatchedUpdateAll("source.change <> 'delete'")
        .whenNotMatchedInsert("source.change <> 'delete'", values)
        .execute();
  }

  private Dataset<Row> changes(Dataset<Row> computed, Dataset<Row> existing) {
    Dataset<Row> before =
        existing.select(col("interaction_id"), col("time").as(BEFORE), fingerprint().as("before"));
    Column unchanged = col("before").eqNullSafe(col("after"));
    Dataset<Row> present =
        stamped(computed)
            .withColumn("after", fingerprint())
            .join(before.hint("shuffle_hash"), KEY, "left")
            .where(not(coalesce(unchanged, lit(false))))
            .withColumn(CHANGE, when(col("before").isNull(), "insert").otherwise("update"))
            .drop("before", "after");
    Dataset<Row> gone =
        existing
            .join(computed.select(KEY[0]), KEY, "left_anti")
            .withColumn(BEFORE, col("time"))
            .withColumn(CHANGE, lit("delete"));
    return present.unionByName(gone);
  }

  private Dataset<Row> stamped(Dataset<Row> rows) {
    return rows.withColumn("updated_at", lit(now));
  }

  /** Everything that the row says, comparable: maps cannot be compared, their JSON can. */
  private static Column fingerprint() {
    return struct(
        ExperienceColumns.EXPERIENCE.stream()
            .filter(name -> !name.equals("interaction_id"))
            .map(name -> WITH_MAPS.contains(name) ? to_json(col(name)).as(name) : col(name))
            .toArray(Column[]::new));
  }
}
