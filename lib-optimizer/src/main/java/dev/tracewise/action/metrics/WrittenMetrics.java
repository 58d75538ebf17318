package dev.tracewise.action.metrics;

import dev.tracewise.judge.calibration.ReliabilityCurve;
import dev.tracewise.learn.routing.ChoiceTotals;
import dev.tracewise.learn.routing.ConfidenceCalibration;
import dev.tracewise.learn.routing.Health;
import dev.tracewise.learn.routing.RoutingMetrics;
import dev.tracewise.table.AgentMetricsTable.Bin;
import dev.tracewise.table.AgentMetricsTable.Calibration;
import dev.tracewise.table.AgentMetricsTable.Metrics;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Between an agent that was measured and its row of the table {@code agent_metrics}. */
public final class WrittenMetrics {
  private WrittenMetrics() {}

  /**
   * What is written of an agent.
   *
   * @param minimumExperiences rewarded experiences from which an agent is ready
   */
  public static Metrics of(MeasuredAgent agent, long minimumExperiences) {
    RoutingMetrics measured = agent.metrics();
    ChoiceTotals totals = agent.totals();
    Health health = Health.of(totals.rewarded(), measured.averageReward(), minimumExperiences);
    ReliabilityCurve curve = measured.reliability();
    return new Metrics(
        agent.subject().agentId(),
        agent.subject().modality(),
        LocalDate.ofEpochDay(Objects.requireNonNull(totals.newest())).toString(),
        totals.experiences(),
        totals.rewarded(),
        totals.meanReward(),
        totals.rewardUnits(),
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
        written(agent.calibration()),
        measured.improvement(),
        health.ready(),
        health.healthy(),
        health.reason(),
        totals.since());
  }

  /** The agent that a row is of. */
  static MeasuredAgent measured(Metrics metrics) {
    Calibration learned = metrics.calibration();
    return new MeasuredAgent(
        new AgentModality(metrics.agentId(), metrics.modality()),
        totals(metrics),
        new RoutingMetrics(
            Math.min(metrics.rewarded(), ChoiceTotals.MEASURED),
            metrics.movingReward(),
            metrics.successRate(),
            metrics.preferences(),
            metrics.confidenceAccuracy(),
            metrics.reliability().isEmpty() ? null : curve(metrics.reliability()),
            metrics.improvement()),
        learned == null
            ? null
            : new ConfidenceCalibration(
                learned.method(), learned.errorBefore(), learned.errorAfter(), learned.rows()));
  }

  /** What a row adds up to. */
  static ChoiceTotals totals(Metrics metrics) {
    return new ChoiceTotals(
        metrics.experiences(),
        metrics.rewarded(),
        metrics.rewardUnits(),
        LocalDate.parse(metrics.period()).toEpochDay(),
        metrics.measuredSince());
  }

  private static @Nullable Calibration written(@Nullable ConfidenceCalibration learned) {
    return learned == null
        ? null
        : new Calibration(
            learned.method(), learned.errorBefore(), learned.errorAfter(), learned.rows());
  }

  private static ReliabilityCurve curve(List<Bin> bins) {
    return new ReliabilityCurve(
        bins.stream()
            .map(bin -> new ReliabilityCurve.Bin(bin.rows(), bin.predicted(), bin.observed()))
            .toList());
  }
}
