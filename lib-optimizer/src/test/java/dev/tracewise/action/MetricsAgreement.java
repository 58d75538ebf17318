package dev.tracewise.action;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tracewise.action.metrics.MeasuredAgent;
import dev.tracewise.judge.calibration.ReliabilityCurve;
import dev.tracewise.learn.routing.ChoiceTotals;
import dev.tracewise.learn.routing.RoutedOutcome;
import dev.tracewise.learn.routing.RoutingMetrics;
import dev.tracewise.model.Modality;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/** Whether Spark measures an agent as the rule does. */
final class MetricsAgreement {
  private MetricsAgreement() {}

  static void assertAgrees(MeasuredAgent agent, List<Row> experiences) {
    List<Row> own =
        experiences.stream()
            .filter(row -> row.getAs("agent_id").equals(agent.subject().agentId()))
            .filter(row -> modality(row).equals(agent.subject().modality()))
            .toList();
    List<RoutedOutcome> outcomes =
        own.stream()
            .filter(row -> row.getAs("reward") != null)
            .sorted(
                Comparator.comparing((Row row) -> row.<Instant>getAs("time"))
                    .thenComparing(row -> row.<String>getAs("interaction_id")))
            .map(MetricsAgreement::outcome)
            .toList();
    assertThat(agent.totals().experiences()).isEqualTo(own.size());
    assertThat(agent.totals().rewarded()).isEqualTo(outcomes.size());
    assertMean(agent.totals().meanReward(), outcomes);
    int measured = Math.max(0, outcomes.size() - ChoiceTotals.MEASURED);
    assertSame(agent.metrics(), RoutingMetrics.of(outcomes.subList(measured, outcomes.size())));
  }

  private static void assertMean(@Nullable Double mean, List<RoutedOutcome> outcomes) {
    if (outcomes.isEmpty()) {
      assertThat(mean).isNull();
    } else {
      assertThat(mean)
          .isEqualTo(
              outcomes.stream().mapToDouble(RoutedOutcome::reward).average().orElseThrow(),
              within(1e-9));
    }
  }

  private static void assertSame(RoutingMetrics spark, RoutingMetrics rule) {
    assertThat(spark.experiences()).isEqualTo(rule.experiences());
    assertThat(spark.averageReward()).isEqualTo(rule.averageReward());
    assertThat(spark.successRate()).isEqualTo(rule.successRate());
    assertThat(spark.preferences()).isEqualTo(rule.preferences());
    assertThat(spark.confidenceAccuracy()).isEqualTo(rule.confidenceAccuracy(), within(1e-9));
    ReliabilityCurve curve = rule.reliability();
    if (curve == null) {
      assertThat(spark.reliability()).isNull();
    } else {
      assertThat(spark.reliability().bins()).isEqualTo(curve.bins());
    }
    if (rule.improvement() == null) {
      assertThat(spark.improvement()).isNull();
    } else {
      assertThat(spark.improvement().estimate())
          .isEqualTo(rule.improvement().estimate(), within(1e-12));
      assertThat(spark.improvement().low()).isEqualTo(rule.improvement().low(), within(1e-9));
    }
  }

  private static RoutedOutcome outcome(Row row) {
    return new RoutedOutcome(
        row.getAs("chosen"),
        row.getAs("confidence"),
        row.getAs("success"),
        row.<Double>getAs("reward"));
  }

  private static String modality(Row row) {
    String modality = row.getAs("modality");
    return modality == null || Modality.of(modality).isEmpty() ? "mixed" : modality;
  }
}
