package dev.tracewise.action;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat_ws;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max_by;

import dev.tracewise.action.metrics.AgentLedger;
import dev.tracewise.action.metrics.AgentModality;
import dev.tracewise.action.metrics.MeasuredAgent;
import dev.tracewise.learn.routing.ChoiceTotals;
import dev.tracewise.learn.routing.ConfidenceCalibration;
import dev.tracewise.learn.routing.Health;
import dev.tracewise.learn.routing.OptimizerStage;
import dev.tracewise.learn.routing.RoutingMetrics;
import dev.tracewise.model.Interval;
import dev.tracewise.table.RunsTable;
import dev.tracewise.table.TableDefinition;
import dev.tracewise.table.TrainingDecisionsTable;
import dev.tracewise.table.VersionFilter;
import dev.tracewise.table.VersionRegistry;
import dev.tracewise.table.VersionRow;
import dev.tracewise.table.VersionStatus;
import dev.tracewise.table.Warehouse;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/**
 * How each agent of a tenant does, by modality: what it earns and whether that grows, what is live,
 * what was decided and run last, and whether it is ready to be optimized. Metrics are those of
 * {@link MeasuredAgent}.
 */
public final class DescribeAgents {
  private final Warehouse warehouse;
  private final String tenant;
  private final long minimumExperiences;
  private final Clock clock;

  /**
   * The action for a tenant.
   *
   * @param minimumExperiences rewarded experiences from which an agent is ready
   */
  public DescribeAgents(Warehouse warehouse, String tenant, long minimumExperiences, Clock clock) {
    this.warehouse = warehouse;
    this.tenant = tenant;
    this.minimumExperiences = minimumExperiences;
    this.clock = clock;
  }

  /**
   * One agent in one modality.
   *
   * @param agentId agent
   * @param modality modality, mixed where the log names none
   * @param experiences all of them
   * @param rewarded those with a reward
   * @param meanReward plain mean of all rewards; null without any
   * @param movingReward exponentially weighted mean reward, the last choices first; null without
   * @param trend mean reward of the last hundred choices less that of the hundred before; null up
   *     to a hundred
   * @param successRate share of the last choices that succeeded; null where none is known
   * @param calibrationError expected calibration error of the confidence; null where none is logged
   * @param calibration what a calibration learned from the earlier choices brings on the later
   *     ones; null where too few tell
   * @param optimizer the prompt optimizer that all rewarded experiences together carry
   * @param activeVersions labels of what is live for the agent
   * @param lastDecision the last verdict to train or to wait; null before the first
   * @param lastRun id and status of the last run; null before the first
   * @param ready whether there is enough to optimize
   * @param healthy whether it is ready and earns more than half of the reward
   * @param reason why, in words
   */
  public record AgentStatus(
      String agentId,
      String modality,
      long experiences,
      long rewarded,
      @Nullable Double meanReward,
      @Nullable Double movingReward,
      @Nullable Interval trend,
      @Nullable Double successRate,
      @Nullable Double calibrationError,
      @Nullable ConfidenceCalibration calibration,
      String optimizer,
      List<String> activeVersions,
      @Nullable String lastDecision,
      @Nullable String lastRun,
      boolean ready,
      boolean healthy,
      String reason) {
    /** Copies the versions. */
    public AgentStatus {
      activeVersions = List.copyOf(activeVersions);
    }
  }

  /**
   * Describes them.
   *
   * @param agentId only this agent; null for all
   */
  public List<AgentStatus> execute(@Nullable String agentId) {
    Map<List<String>, String> verdicts =
        last(TrainingDecisionsTable.DEFINITION, col("verdict"), "modality", "time");
    Map<List<String>, String> runs = last(RunsTable.DEFINITION, runLabel(), null, "started_at");
    List<VersionRow> active =
        new VersionRegistry(warehouse, clock)
            .list(tenant, VersionFilter.ANY).stream()
                .filter(version -> version.status() == VersionStatus.ACTIVE)
                .toList();
    return new AgentLedger(warehouse, tenant)
        .look(agentId).agents().stream()
            .map(agent -> status(agent, active, verdicts, runs))
            .toList();
  }

  private AgentStatus status(
      MeasuredAgent agent,
      List<VersionRow> active,
      Map<List<String>, String> verdicts,
      Map<List<String>, String> runs) {
    AgentModality subject = agent.subject();
    ChoiceTotals totals = agent.totals();
    RoutingMetrics measured = agent.metrics();
    Health health = Health.of(totals.rewarded(), measured.averageReward(), minimumExperiences);
    List<String> live =
        active.stream().filter(version -> serves(version, subject)).map(VersionRow::label).toList();
    return new AgentStatus(
        subject.agentId(),
        subject.modality(),
        totals.experiences(),
        totals.rewarded(),
        totals.meanReward(),
        measured.averageReward(),
        measured.improvement(),
        measured.successRate(),
        measured.calibrationError(),
        agent.calibration(),
        OptimizerStage.choose(totals.rewarded(), OptimizerStage.ADAPTIVE, "").id(),
        live,
        verdicts.get(List.of(subject.agentId(), subject.modality())),
        runs.get(List.of(subject.agentId(), "")),
        health.ready(),
        health.healthy(),
        health.reason());
  }

  private static boolean serves(VersionRow version, AgentModality subject) {
    return (version.agentId() == null || version.agentId().equals(subject.agentId()))
        && (version.modality() == null || version.modality().equals(subject.modality()));
  }

  /** The last value of a table by agent, and by modality where it has one. */
  private Map<List<String>, String> last(
      TableDefinition table, Column value, @Nullable String modality, String time) {
    Column narrowed = modality == null ? lit("") : col(modality);
    Map<List<String>, String> values = new HashMap<>();
    read(table)
        .where(col("agent_id").isNotNull())
        .groupBy(col("agent_id"), narrowed)
        .agg(max_by(value, col(time)))
        .collectAsList()
        .forEach(row -> values.put(List.of(row.getString(0), row.getString(1)), row.getString(2)));
    return values;
  }

  private static Column runLabel() {
    return concat_ws(" ", col("run_id"), col("status"));
  }

  private Dataset<Row> read(TableDefinition table) {
    return warehouse.table(table).read(tenant);
  }
}
