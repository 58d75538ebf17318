package dev.tracewise.action;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.tracewise.action.ActivateVersion.Insistence;
import dev.tracewise.learn.router.Tunable;
import dev.tracewise.learn.router.TuningGrid;
import dev.tracewise.learn.routing.TuningTrigger;
import dev.tracewise.model.Scope;
import dev.tracewise.model.VersionKind;
import dev.tracewise.table.CandidatesTable;
import dev.tracewise.table.DecisionsTable;
import dev.tracewise.table.LooksTable;
import dev.tracewise.table.RunRow;
import dev.tracewise.table.RunsTable;
import dev.tracewise.table.VersionRegistry;
import dev.tracewise.table.VersionRow;
import dev.tracewise.table.WarehouseTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** The life of a router, beside that of a learned policy. */
abstract class RouterLife extends PolicyLife {
  @Test
  @Order(12)
  void aRouterIsTunedWhereItChangesTheOutcomeAndServedLikeEveryPolicy() throws IOException {
    TuneRouter.Result result = tune("night/desk", Tunable.of(Tunable.ALL));

    assertThat(result.run().status()).as(result.toString()).isEqualTo("candidate");
    assertThat(result.tuned())
        .extracting(TuneRouter.Tuned::tunable)
        .containsExactly("entities", "temperature", "keywords", "weights");
    assertThat(result.tuned().get(0).changed()).isTrue();
    assertThat(result.tuned().get(0).tried())
        .extracting(value -> value.gain().estimate())
        .doesNotHaveDuplicates();
    assertThat(evidence(result.run()).differenceLow()).isPositive();
    assertThat(Objects.requireNonNull(result.before()).accuracy().estimate()).isBetween(0.5, 0.7);
    assertThat(Objects.requireNonNull(result.after()).accuracy().estimate()).isGreaterThan(0.7);
    assertThat(count(CandidatesTable.DEFINITION, "run_id = 'night/desk'"))
        .isEqualTo(1 + result.tuned().stream().mapToInt(each -> each.tried().size()).sum());

    VersionRow version =
        new VersionRegistry(warehouse, PolicyLog.CLOCK)
            .at(TENANT, VersionKind.ROUTING_POLICY, Scope.agent("desk"), 1);
    new ActivateVersion(warehouse, PolicyLog.CLOCK).execute(version, CAUSE, Insistence.ON_EVIDENCE);
    Path input = PolicyLog.routed("desk", 40, 9).undecided().file();
    Path output = input.resolveSibling("routed.jsonl");
    ApplyPolicy.Result applied = apply("desk", renamed(input), output);
    JsonNode decided = new JsonMapper().readTree(Files.readAllLines(output).get(0));
    assertThat(applied.version()).isEqualTo(1);
    assertThat(decided.path("reasoning").asText()).contains("the model at temperature");
    assertThat(decided.path("decided_by").asText()).isEqualTo("desk/routing_policy@1");
    assertThat(decided.path("confidence").asDouble()).isBetween(0.0, 1.0);
    assertThat(
            count(
                DecisionsTable.DEFINITION,
                "agent_id = 'desk' AND served_version = 1"
                    + " AND options[0].features['model_probability'] IN (0.4, 0.6)"))
        .isEqualTo(40);
  }

  @Test
  @Order(13)
  void aTunableWithoutEffectLeavesTheRouterAndTakesNoLook() {
    long looks = count(LooksTable.DEFINITION, "true");

    TuneRouter.Result result =
        new TuneRouter(warehouse, PolicyLog.CLOCK)
            .execute(request("turner", "run-nothing", Tunable.of("entities")));

    assertThat(result.run().status()).isEqualTo("refused");
    assertThat(result.run().reason()).startsWith("no value of any tunable is better");
    assertThat(result.tuned().get(0).reason())
        .isEqualTo("none of 17 others changes anything: as it is stays");
    assertThat(count(LooksTable.DEFINITION, "true")).isEqualTo(looks);
  }

  @Test
  @Order(14)
  void aRouterIsDueAgainAfterAWhileAndInTheRunThatTunedIt() {
    TuningTrigger now = new TuningTrigger(100, Duration.ZERO, 0.1);
    assertThat(due(TuningTrigger.DEFAULTS, "desk", "other")).isEmpty();
    assertThat(due(now, "desk", "other"))
        .extracting(DueTunings.Due::reason)
        .containsExactly("1600 routes with a known truth, tuned 0 minutes ago");
    assertThat(due(now, "turner", "other")).as("what is live there was learned").isEmpty();
    assertThat(due(now, "nobody", "other")).isEmpty();
    assertThat(due(TuningTrigger.DEFAULTS, "desk", "night"))
        .as("a run that was cut finds it again")
        .extracting(DueTunings.Due::reason)
        .containsExactly("1600 routes with a known truth, never tuned");
    enterATuningOfAccuracy(1.5);
    assertThat(due(TuningTrigger.DEFAULTS, "desk", "other"))
        .extracting(DueTunings.Due::reason)
        .allMatch(reason -> reason.startsWith("the accuracy fell from 1.500 to "))
        .hasSize(1);
  }

  private void enterATuningOfAccuracy(double accuracy) {
    WarehouseTable runs = warehouse.table(RunsTable.DEFINITION);
    RunRow tuning =
        RunRow.started(
                TENANT,
                "earlier",
                "optimize router",
                new RunRow.Subject("desk", null, "routing_policy", "router"),
                "s",
                "{}",
                42,
                PolicyLog.CLOCK.instant())
            .finished(
                "candidate",
                "passed",
                "{\"quality_after\":{\"accuracy\":{\"estimate\":" + accuracy + "}}}",
                PolicyLog.CLOCK.instant());
    runs.upsert(TENANT, runs.rows(List.of(RunsTable.row(tuning))));
  }

  private List<DueTunings.Due> due(TuningTrigger trigger, String agent, String runId) {
    return new DueTunings(warehouse, TENANT, trigger, PolicyLog.CLOCK)
        .execute(new DueTunings.Request(agent, Set.of(), runId));
  }

  private TuneRouter.Result tune(String runId, List<Tunable> tunables) {
    return new TuneRouter(warehouse, PolicyLog.CLOCK).execute(request("desk", runId, tunables));
  }

  private static TuneRouter.Request request(String agent, String runId, List<Tunable> tunables) {
    return new TuneRouter.Request(
        subject(agent), runId, tunables, TuningGrid.DEFAULTS, null, 50, 42, "test", "tester");
  }
}
