package dev.tracewise.action;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.greatest;
import static org.apache.spark.sql.functions.least;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.when;

import dev.tracewise.action.rewards.Held;
import dev.tracewise.action.rewards.LostHistory;
import dev.tracewise.action.rewards.Windows;
import dev.tracewise.action.workflow.Workflows;
import dev.tracewise.table.CodeGeneration;
import dev.tracewise.table.Commitment;
import dev.tracewise.table.Cursors;
import dev.tracewise.table.ExperiencesTable;
import dev.tracewise.table.SpansTable;
import dev.tracewise.table.TableDefinition;
import dev.tracewise.table.Warehouse;
import dev.tracewise.table.WarehouseTable;
import dev.tracewise.table.WorkflowsTable;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Brings the table {@code workflows} of a tenant to what its spans and experiences say: by what
 * arrived or changed since the last time, each trace once however often it is run. Run it after
 * {@link ComputeRewards}. A trace must not span more than seven days.
 */
public final class DescribeWorkflows {
  private static final String READER = "workflows";
  private static final String LAYOUT = "layout";
  private static final long CURRENT_LAYOUT = 1;
  private static final String[] TRACE = {"trace_id"};
  private static final String[] KEY = {"workflow_id"};
  private static final List<TableDefinition> SOURCES =
      List.of(SpansTable.DEFINITION, ExperiencesTable.DEFINITION);

  private final Warehouse warehouse;
  private final String tenant;
  private final Clock clock;
  private final Cursors cursors;
  private final WarehouseTable target;

  /**
   * The action for a tenant.
   *
   * @param clock gives {@code updated_at}
   */
  public DescribeWorkflows(Warehouse warehouse, String tenant, Clock clock) {
    this.warehouse = warehouse;
    this.tenant = tenant;
    this.clock = clock;
    this.cursors = new Cursors(warehouse, tenant, READER, WorkflowsTable.DEFINITION);
    this.target = warehouse.table(WorkflowsTable.DEFINITION);
  }

  /**
   * What was done.
   *
   * @param workflowsWritten rows that are new
   * @param workflowsUpdated rows that changed
   */
  public record Described(long workflowsWritten, long workflowsUpdated) {}

  /** Whether there is anything to do. */
  public boolean isPending() {
    return !cursors.last().versions().equals(versions());
  }

  /** Does it. */
  public Described execute() {
    return Attempts.of(warehouse, "describe workflows", this::attempt);
  }

  private Described attempt() {
    Cursors.Reading last = cursors.last();
    Map<String, Long> now = versions();
    if (last.versions().equals(now)) {
      return new Described(0, 0);
    }
    Instant instant = clock.instant();
    Commitment reading = cursors.announce(last, now, instant);
    if (isContinued(last.versions(), now)) {
      try {
        return increment(last.versions(), now, reading, instant);
      } catch (Exception e) {
        if (!LostHistory.isCauseOf(e)) {
          throw e;
        }
      }
    }
    long bytes = warehouse.table(SpansTable.DEFINITION).bytes();
    return CodeGeneration.sized(warehouse.spark(), bytes, () -> everything(now, reading, instant));
  }

  private Map<String, Long> versions() {
    Map<String, Long> versions = new HashMap<>();
    versions.put(LAYOUT, CURRENT_LAYOUT);
    for (TableDefinition source : SOURCES) {
      versions.put(source.name(), warehouse.table(source).currentVersion());
    }
    return versions;
  }

  private static boolean isContinued(Map<String, Long> before, Map<String, Long> now) {
    return before.keySet().equals(now.keySet())
        && version(before, LAYOUT) == version(now, LAYOUT)
        && before.keySet().stream().allMatch(name -> version(before, name) <= version(now, name));
  }

  private static long version(Map<String, Long> versions, String name) {
    return versions.getOrDefault(name, WarehouseTable.NO_VERSION);
  }

  private Described everything(Map<String, Long> now, Commitment reading, Instant instant) {
    Dataset<Row> rows =
        Workflows.of(readAt(SpansTable.DEFINITION, now), readAt(ExperiencesTable.DEFINITION, now));
    return write(rows, target.read(tenant), reading, instant);
  }

  private Described increment(
      Map<String, Long> before, Map<String, Long> now, Commitment reading, Instant instant) {
    Dataset<Row> spans = changes(SpansTable.DEFINITION, before, now, "start_time");
    Dataset<Row> experiences = changes(ExperiencesTable.DEFINITION, before, now, "time");
    Held touched = Held.of(spans.unionByName(experiences).distinct());
    if (touched.isEmpty()) {
      target.acknowledge(reading);
      return new Described(0, 0);
    }
    Windows near = Windows.around(touched.rows());
    Held traces = Held.of(touched.rows().select(TRACE[0]).distinct());
    Dataset<Row> rows =
        Workflows.of(
            readAt(SpansTable.DEFINITION, now)
                .where(near.contain(col("start_time")))
                .join(traces.side(), TRACE, "left_semi"),
            readAt(ExperiencesTable.DEFINITION, now)
                .where(near.contain(col("time")))
                .join(traces.side(), TRACE, "left_semi"));
    Dataset<Row> existing = target.read(tenant).where(near.contain(col("time")));
    return write(rows, existing, reading, instant);
  }

  private Dataset<Row> readAt(TableDefinition definition, Map<String, Long> versions) {
    return warehouse.table(definition).readAt(tenant, version(versions, definition.name()));
  }

  private Dataset<Row> changes(
      TableDefinition definition, Map<String, Long> before, Map<String, Long> now, String time) {
    String name = definition.name();
    return warehouse
        .table(definition)
        .changes(tenant, version(before, name) + 1, version(now, name))
        .where(col(TRACE[0]).isNotNull())
        .select(col(TRACE[0]), col(time).as("time"));
  }

  private Described write(
      Dataset<Row> computed, Dataset<Row> existing, Commitment reading, Instant instant) {
    Dataset<Row> before =
        existing.select(
            col(KEY[0]), col("time").as("time_before"), Workflows.fingerprint().as("before"));
    Held changed =
        Held.of(
            computed
                .withColumn("updated_at", lit(instant))
                .withColumn("after", Workflows.fingerprint())
                .join(before, KEY, "left")
                .where(not(col("before").eqNullSafe(col("after"))))
                .drop("before", "after"));
    if (changed.isEmpty()) {
      target.acknowledge(reading);
      return new Described(0, 0);
    }
    Column earlier = coalesce(col("time_before"), col("time"));
    Row summary =
        changed
            .rows()
            .agg(
                count(when(col("time_before").isNull(), 1)),
                count(col("time_before")),
                min(least(col("time"), earlier)),
                max(greatest(col("time"), earlier)))
            .head();
    target
        .merge(tenant, changed.rows().select(columns()))
        .carrying(reading)
        .within("time", summary.getAs(2), summary.getAs(3))
        .whenMatchedUpdateAll()
        .whenNotMatchedInsertAll()
        .execute();
    return new Described(summary.getLong(0), summary.getLong(1));
  }

  private static Column[] columns() {
    return Arrays.stream(WorkflowsTable.DEFINITION.schema().names())
        .map(name -> col(name))
        .toArray(Column[]::new);
  }
}
