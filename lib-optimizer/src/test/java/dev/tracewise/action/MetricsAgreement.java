package dev.tracewise.action;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tracewise.action.metrics.MeasuredAgent;
import dev.tracewise.judge.calibration.ReliabilityCurve;
import dev.tracewise.learn.routing.RoutedOutcome;
import dev.tracewise.learn.routing.RoutingMetrics;
import dev.tracewise.model.Modality;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import org.apache.spark.sql.Row;

/** Whether Spark measures an agent as the rule does. */
final class MetricsAgreement {
  private MetricsAgreement() {}

  static void assertAgrees(MeasuredAgent agent, List<Row> experiences) {
    List<Row> own =
        experiences.stream()
            .filter(row -> row.getAs("agent_id").equals(agent.agentId()))
            .filter(row -> modality(row).equals(agent.modality()))
            .toList();
    List<RoutedOutcome> outcomes =
        own.stream()
            .filter(row -> row.getAs("reward") != null)
            .sorted(
                Comparator.comparing((Row row) -> row.<Instant>getAs("time"))
                    .thenComparing(row -> row.<String>getAs("interaction_id")))
            .map(MetricsAgreement::outcome)
            .toList();
    RoutingMetrics rule = RoutingMetrics.of(outcomes);
    assertThat(agent.experiences()).isEqualTo(own.size());
    assertThat(agent.rewarded()).isEqualTo(outcomes.size());
    assertSame(agent.metrics(), rule);
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
