package dev.tracewise.action;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import dev.tracewise.action.metrics.AgentLedger;
import dev.tracewise.action.metrics.AgentLedger.Look;
import dev.tracewise.action.metrics.AgentModality;
import dev.tracewise.action.metrics.WrittenMetrics;
import dev.tracewise.table.AgentMetricsTable;
import dev.tracewise.table.AgentMetricsTable.Metrics;
import dev.tracewise.table.Commitment;
import dev.tracewise.table.MergeCounts;
import dev.tracewise.table.Warehouse;
import dev.tracewise.table.WarehouseTable;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Row;

/**
 * Writes how each agent of a tenant does, by modality, into the table {@code agent_metrics}: the
 * row of the day of its newest experience. Those of earlier days stay as they were known then, so
 * that the table tells how an agent came along. Measured are those of which experiences changed
 * since the last time; running it again changes nothing, and a run that was killed is made good by
 * the next. Run it after {@link ComputeRewards}.
 */
public final class RecordAgentMetrics {
  private final Warehouse warehouse;
  private final WarehouseTable table;
  private final String tenant;
  private final long minimumExperiences;
  private final Clock clock;
  private final AgentLedger ledger;

  /**
   * The action for a tenant.
   *
   * @param minimumExperiences rewarded experiences from which an agent is ready
   * @param clock gives {@code updated_at}
   */
  public RecordAgentMetrics(
      Warehouse warehouse, String tenant, long minimumExperiences, Clock clock) {
    this.warehouse = warehouse;
    this.table = warehouse.table(AgentMetricsTable.DEFINITION);
    this.tenant = tenant;
    this.minimumExperiences = minimumExperiences;
    this.clock = clock;
    this.ledger = new AgentLedger(warehouse, tenant);
  }

  /**
   * What was done.
   *
   * @param metricsWritten rows that are new
   * @param metricsUpdated rows that changed or went
   */
  public record Recorded(long metricsWritten, long metricsUpdated) {}

  /** Does it. */
  public Recorded execute() {
    return Attempts.of(warehouse, "measure agents", this::attempt);
  }

  private Recorded attempt() {
    Look look = ledger.look(null);
    Instant now = clock.instant();
    Map<AgentModality, Metrics> current = new TreeMap<>();
    look.agents()
        .forEach(
            agent -> current.put(agent.subject(), WrittenMetrics.of(agent, minimumExperiences)));
    List<Row> rows = new ArrayList<>();
    current.forEach(
        (subject, metrics) -> {
          if (!metrics.equals(look.written().get(subject))) {
            rows.add(AgentMetricsTable.row(tenant, metrics, now));
          }
        });
    Optional<Column> outlived = outlived(look.written(), current);
    if (rows.isEmpty() && outlived.isEmpty()) {
      if (!look.isUpToDate()) {
        table.acknowledge(ledger.announce(look, now));
      }
      return new Recorded(0, 0);
    }
    return write(rows, outlived.orElse(lit(false)), ledger.announce(look, now));
  }

  private Recorded write(List<Row> rows, Column outlived, Commitment reading) {
    MergeCounts counts =
        table
            .merge(
                tenant,
                () ->
                    table
                        .rows(rows)
                        .unionByName(
                            table.read(tenant).where(outlived).withColumn("experiences", lit(0L))))
            .carrying(reading)
            .whenMatchedDelete("source.experiences = 0")
            .whenMatchedUpdateAll()
            .whenNotMatchedInsertAll()
            .execute();
    return new Recorded(counts.inserted(), counts.updated() + counts.deleted());
  }

  /** Rows of days after the newest experience that is left; empty where there are none. */
  private static Optional<Column> outlived(
      Map<AgentModality, Metrics> written, Map<AgentModality, Metrics> current) {
    List<Column> outlived = new ArrayList<>();
    written.forEach(
        (subject, before) -> {
          Metrics left = current.get(subject);
          if (left == null || left.period().compareTo(before.period()) < 0) {
            Column later = left == null ? lit(true) : col("period").gt(lit(left.period()));
            outlived.add(
                col("agent_id")
                    .equalTo(lit(subject.agentId()))
                    .and(col("modality").equalTo(lit(subject.modality())))
                    .and(later));
          }
        });
    return outlived.stream().reduce(Column::or);
  }
}
