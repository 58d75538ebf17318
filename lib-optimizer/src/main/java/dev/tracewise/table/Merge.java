package dev.tracewise.table;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;

import io.delta.tables.DeltaMergeBuilder;
import io.delta.tables.DeltaTable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/**
 * A merge of one tenant's rows into a table by its key, as one commit. Conditions and values are
 * SQL over {@code target.column} and {@code source.column}. A commit that another writer made in
 * between is no error: the merge reads again and tries again. Nothing to do makes no commit.
 */
public final class Merge {
  private final WarehouseTable table;
  private final String tenant;
  private final Supplier<Dataset<Row>> source;
  private List<String> matchedBy;
  private final List<UnaryOperator<DeltaMergeBuilder>> clauses = new ArrayList<>();
  private Column bound = lit(true);
  private @Nullable Commitment commitment;
  private boolean insertsAll;

  Merge(WarehouseTable table, String tenant, Supplier<Dataset<Row>> source) {
    this.table = table;
    this.tenant = tenant;
    this.source = source;
    this.matchedBy = table.definition().key();
  }

  /** Matches by these columns instead of the key; a source row may then match several rows. */
  Merge on(List<String> columns) {
    matchedBy = columns;
    return this;
  }

  /**
   * Looks for known keys only among rows of the table where the condition holds, so that the cost
   * does not grow with the table. The caller answers for it that no known key lies outside.
   *
   * @param condition SQL with literals over {@code target}
   */
  public Merge within(String condition) {
    bound = expr(condition);
    return this;
  }

  /** Replaces rows with known keys; the source has all columns of the table. */
  public Merge whenMatchedUpdateAll() {
    return with(merge -> merge.whenMatched().updateAll());
  }

  /** Replaces rows with known keys where the condition holds. */
  public Merge whenMatchedUpdateAll(String condition) {
    return with(merge -> merge.whenMatched(condition).updateAll());
  }

  /**
   * Sets columns of rows with known keys where the condition holds.
   *
   * @param condition SQL, for example {@code source.end_time > target.end_time}
   * @param values SQL by column
   */
  public Merge whenMatchedUpdate(String condition, Map<String, String> values) {
    return with(merge -> merge.whenMatched(condition).updateExpr(values));
  }

  /** Deletes rows with known keys where the condition holds. */
  public Merge whenMatchedDelete(String condition) {
    return with(merge -> merge.whenMatched(condition).delete());
  }

  /** Inserts rows with new keys; the source has all columns of the table. */
  public Merge whenNotMatchedInsertAll() {
    insertsAll = true;
    return with(merge -> merge.whenNotMatched().insertAll());
  }

  /**
   * Inserts rows with new keys where the condition holds, with these columns.
   *
   * @param condition SQL over {@code source}
   * @param values SQL by column; other columns are null
   */
  public Merge whenNotMatchedInsert(String condition, Map<String, String> values) {
    return with(merge -> merge.whenNotMatched(condition).insertExpr(values));
  }

  /**
   * Looks for known keys only where a column of the target is within two instants, both included,
   * so that files outside are not read; every matching row must lie within.
   */
  public Merge within(String column, Instant first, Instant last) {
    bound = col("target." + column).between(lit(first), lit(last));
    return this;
  }

  /** Commits a reading together with the rows, or neither. */
  public Merge carrying(Commitment reading) {
    commitment = reading;
    return this;
  }

  /**
   * Runs it, creating the table where needed.
   *
   * @return what the commit changed
   * @throws Commitment.Overtaken another job committed the reading that this one carries
   */
  public MergeCounts execute() {
    return Conflicts.retry("merge into " + table.definition().name(), this::attempt);
  }

  private Merge with(UnaryOperator<DeltaMergeBuilder> clause) {
    clauses.add(clause);
    return this;
  }

  private MergeCounts attempt() {
    Dataset<Row> rows = source.get().where(WarehouseTable.tenantIs("tenant_id", tenant));
    if (rows.isEmpty()) {
      return MergeCounts.NONE;
    }
    table.ensure();
    if (insertsAll && commitment == null) {
      Optional<MergeCounts> first = FirstRows.into(table, rows);
      if (first.isPresent()) {
        return first.get();
      }
    }
    DeltaMergeBuilder merge =
        DeltaTable.forPath(table.spark(), table.location())
            .as("target")
            .merge(rows.as("source"), onKey());
    for (UnaryOperator<DeltaMergeBuilder> clause : clauses) {
      merge = clause.apply(merge);
    }
    DeltaMergeBuilder ready = merge;
    Commitment reading = commitment;
    return reading == null
        ? MergeCounts.of(ready.execute().head())
        : reading.carriedBy(table, () -> reading.counted(ready.execute()));
  }

  private Column onKey() {
    Column condition =
        WarehouseTable.tenantIs("target.tenant_id", tenant)
            .and(WarehouseTable.tenantIs("source.tenant_id", tenant));
    for (String column : matchedBy) {
      if (!column.equals("tenant_id")) {
        condition = condition.and(col("target." + column).equalTo(col("source." + column)));
      }
    }
    return condition.and(bound);
  }
}
