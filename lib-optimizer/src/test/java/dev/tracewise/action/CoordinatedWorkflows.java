package dev.tracewise.action;

import static dev.tracewise.action.WorkflowLog.T;
import static dev.tracewise.action.WorkflowLog.decision;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.lit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tracewise.action.metrics.MeasuredAgent;
import dev.tracewise.model.Modality;
import dev.tracewise.table.AgentMetricsTable;
import dev.tracewise.table.ExperiencesTable;
import dev.tracewise.table.FusionPairsTable;
import dev.tracewise.table.TenantSql;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.junit.jupiter.api.Test;

/** What comes of a season through the one door, and beside it. */
abstract class CoordinatedWorkflows extends FusedWorkflows {
  @Test
  void metricsOfSparkAreThoseOfTheRule() {
    Dataset<Row> once = LOG.warehouse().table(ExperiencesTable.DEFINITION).read(T);
    Dataset<Row> twice =
        once.unionByName(
            once.withColumn("interaction_id", concat(col("interaction_id"), lit("!")))
                .withColumn("reward", col("reward").multiply(0.9)));
    List<Row> experiences = twice.collectAsList();
    List<MeasuredAgent> measured = MeasuredAgent.of(twice);
    assertThat(measured).anyMatch(agent -> agent.metrics().improvement() != null);
    assertThat(measured)
        .extracting(agent -> agent.subject().modality())
        .contains("video", "document", "mixed");
    measured.forEach(agent -> MetricsAgreement.assertAgrees(agent, experiences));
  }

  @Test
  void agentMetricsAreWrittenOncePerDayAndReadByStatus() {
    RecordAgentMetrics action = new RecordAgentMetrics(LOG.warehouse(), T, 10, CLOCK);
    RecordAgentMetrics.Recorded written = action.execute();
    long version = version(AgentMetricsTable.DEFINITION);
    assertThat(action.execute()).isEqualTo(new RecordAgentMetrics.Recorded(0, 0));
    assertThat(version(AgentMetricsTable.DEFINITION)).isEqualTo(version);
    List<DescribeAgents.AgentStatus> status =
        new DescribeAgents(LOG.warehouse(), T, 10, CLOCK).execute(null);
    List<Row> table =
        LOG.warehouse()
            .table(AgentMetricsTable.DEFINITION)
            .read(T)
            .orderBy("agent_id", "modality")
            .collectAsList();
    assertThat(table).hasSize(status.size());
    assertThat(written.metricsWritten() + written.metricsUpdated())
        .isLessThanOrEqualTo(table.size());
    for (int i = 0; i < table.size(); i++) {
      assertThat(table.get(i).<String>getAs("agent_id")).isEqualTo(status.get(i).agentId());
      assertThat(table.get(i).<Double>getAs("mean_reward")).isEqualTo(status.get(i).meanReward());
      assertThat(table.get(i).<Double>getAs("moving_reward"))
          .isEqualTo(status.get(i).movingReward());
      assertThat(table.get(i).<Double>getAs("calibration_error"))
          .isEqualTo(status.get(i).calibrationError());
      assertThat(table.get(i).<String>getAs("reason")).isEqualTo(status.get(i).reason());
      assertThat(table.get(i).<String>getAs("period")).isEqualTo("2026-10-01");
    }
  }

  @Test
  void otherProgramsReadRecommendationsOfTheirTenantOnly() {
    new RecordAgentMetrics(LOG.warehouse(), T, 10, CLOCK).execute();
    optimize(Optimize.Type.MODALITY, "router", Modality.VIDEO, null);
    String sql =
        "SELECT type, recommendation, ready, reasoning FROM recommendations"
            + " WHERE agent_id = 'router' AND modality = 'video' ORDER BY type";
    List<Row> found = new TenantSql(LOG.warehouse(), T).run(sql).collectAsList();
    assertThat(found)
        .extracting(row -> row.getString(0))
        .containsExactly("optimizer", "option", "training");
    assertThat(found.get(0).getString(1))
        .isEqualTo(status(Modality.VIDEO).map(DescribeAgents.AgentStatus::optimizer).orElseThrow());
    assertThat(found.get(1).getString(1)).isEqualTo("search");
    assertThat(found.get(1).getBoolean(2)).isTrue();
    assertThat(found.get(1).getString(3)).contains("the highest of 2 options");
    assertThat(found.get(2).getString(1)).isEqualTo("train pure_real");
    assertThat(status(Modality.VIDEO).orElseThrow().calibration()).isNotNull();
    assertThat(new TenantSql(LOG.warehouse(), "other").run(sql).collectAsList()).isEmpty();
    optimize(Optimize.Type.CROSS_MODAL, null, null, null);
    long version = version(FusionPairsTable.DEFINITION);
    optimize(Optimize.Type.CROSS_MODAL, null, null, null);
    assertThat(version(FusionPairsTable.DEFINITION)).isEqualTo(version);
    assertThat(
            new TenantSql(LOG.warehouse(), T)
                .run(
                    "SELECT recommendation, ready, decided_by FROM recommendations WHERE type = 'fusion'")
                .collectAsList())
        .contains(RowFactory.create("fuse video+document", true, "rule"));
  }

  private static Optional<DescribeAgents.AgentStatus> status(Modality modality) {
    return new DescribeAgents(LOG.warehouse(), T, 10, CLOCK)
        .execute("router").stream()
            .filter(each -> each.modality().equals(modality.id()))
            .findFirst();
  }

  @Test
  void routingLearnsAPolicyOrIsRefused() {
    assertThat(optimize(Optimize.Type.ROUTING, "router", Modality.VIDEO, null).policies())
        .singleElement()
        .satisfies(
            policy -> {
              assertThat(policy.status()).isEqualTo("refused");
              assertThat(policy.modality()).isEqualTo("video");
              assertThat(policy.reason()).contains("10000 are needed");
            });
    assertThatThrownBy(() -> optimize(Optimize.Type.ROUTING, null, null, null))
        .hasMessage("Cannot optimize routing: no agent is named.\nName one with --agent.");
  }

  @Test
  void aModalityIsDecidedOnAndTrainedWhereThatIsTheVerdict() {
    Optimize.Result result = optimize(Optimize.Type.MODALITY, null, Modality.VIDEO, null);
    assertThat(result.decisions())
        .filteredOn(decision -> decision.agentId().equals("router"))
        .singleElement()
        .satisfies(decision -> assertThat(decision.modality()).isEqualTo("video"));
    assertThat(result.policies())
        .hasSize(
            (int)
                result.decisions().stream()
                    .filter(decision -> decision.verdict().equals("train"))
                    .count());
    assertThatThrownBy(() -> optimize(Optimize.Type.MODALITY, "router", null, null))
        .hasMessage("Cannot optimize a modality: no modality is named.\nName one with --modality.");
  }

  @Test
  void unifiedBringsEverythingTogether() {
    Optimize.Result result = optimize(Optimize.Type.UNIFIED, null, null, null);
    assertThat(result.workflows()).isNotNull();
    assertThat(result.choices()).isNotEmpty();
    assertThat(result.fusion()).isNotNull();
    assertThat(result.metrics()).isNotNull();
    assertThat(result.policies()).isEmpty();
  }
}
