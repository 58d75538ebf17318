package dev.tracewise.action;

import dev.tracewise.action.metrics.MeasuredAgent;
import dev.tracewise.judge.calibration.ReliabilityCurve;
import dev.tracewise.learn.routing.Health;
import dev.tracewise.learn.routing.RoutingMetrics;
import dev.tracewise.table.AgentMetricsTable;
import dev.tracewise.table.AgentMetricsTable.Bin;
import dev.tracewise.table.AgentMetricsTable.Metrics;
import dev.tracewise.table.ExperiencesTable;
import dev.tracewise.table.MergeCounts;
import dev.tracewise.table.Warehouse;
import dev.tracewise.table.WarehouseTable;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.apache.spark.sql.Row;

/**
 * Writes how each agent of a tenant does, by modality, into the table {@code agent_metrics}: the
 * row of the day of its newest experience. Those of earlier days stay as they were known then, so
 * that the table tells how an agent came along. Running it again changes nothing.
 */
public final class RecordAgentMetrics {
  private final Warehouse warehouse;
  private final String tenant;
  private final long minimumExperiences;
  private final Clock clock;

  /**
   * The action for a tenant.
   *
   * @param minimumExperiences rewarded experiences from which an agent is ready
   * @param clock gives {@code updated_at}
   */
  public RecordAgentMetrics(
      Warehouse warehouse, String tenant, long minimumExperiences, Clock clock) {
    this.warehouse = warehouse;
    this.tenant = tenant;
    this.minimumExperiences = minimumExperiences;
    this.clock = clock;
  }

  /**
   * What was done.
   *
   * @param metricsWritten rows that are new
   * @param metricsUpdated rows that changed
   */
  public record Recorded(long metricsWritten, long metricsUpdated) {}

  /** Does it. */
  public Recorded execute() {
    return JobDescription.during(
        warehouse.spark().sparkContext(), "measure agents", this::measured);
  }

  private Recorded measured() {
    WarehouseTable table = warehouse.table(AgentMetricsTable.DEFINITION);
    List<Row> rows =
        MeasuredAgent.of(warehouse.table(ExperiencesTable.DEFINITION).read(tenant)).stream()
            .map(agent -> AgentMetricsTable.row(tenant, metrics(agent), clock.instant()))
            .toList();
    MergeCounts counts = ChangedRows.write(table, tenant, rows);
    return new Recorded(counts.inserted(), counts.updated());
  }

  private Metrics metrics(MeasuredAgent agent) {
    RoutingMetrics measured = agent.metrics();
    Health health = Health.of(agent.rewarded(), measured.averageReward(), minimumExperiences);
    ReliabilityCurve curve = measured.reliability();
    return new Metrics(
        agent.agentId(),
        agent.modality(),
        LocalDate.ofInstant(agent.last(), ZoneOffset.UTC).toString(),
        agent.experiences(),
        agent.rewarded(),
        measured.averageReward(),
        measured.successRate(),
        measured.preferences(),
        measured.confidenceAccuracy(),
        measured.calibrationError(),
        curve == null
            ? List.of()
            : curve.bins().stream()
                .map(bin -> new Bin(bin.rows(), bin.predicted(), bin.observed()))
                .toList(),
        measured.improvement(),
        health.ready(),
        health.healthy(),
        health.reason());
  }
}
