package dev.tracewise.action;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.tracewise.SparkSupport;
import dev.tracewise.action.ActivateVersion.Insistence;
import dev.tracewise.action.policy.JudgedPolicy;
import dev.tracewise.action.policy.MissingPropensity;
import dev.tracewise.action.policy.Subject;
import dev.tracewise.action.policy.TrainingPlan;
import dev.tracewise.learn.data.DataLimits;
import dev.tracewise.learn.modality.SyntheticSettings;
import dev.tracewise.learn.modality.TrainingStrategy;
import dev.tracewise.learn.policy.Algorithm;
import dev.tracewise.model.Scope;
import dev.tracewise.model.VersionKind;
import dev.tracewise.table.CandidatesTable;
import dev.tracewise.table.Datasets;
import dev.tracewise.table.DecisionsTable;
import dev.tracewise.table.EvaluationsTable;
import dev.tracewise.table.LooksTable;
import dev.tracewise.table.ModelVersionsTable;
import dev.tracewise.table.RunRow;
import dev.tracewise.table.RunsTable;
import dev.tracewise.table.VersionRegistry;
import dev.tracewise.table.VersionRow;
import dev.tracewise.table.WarehouseTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** The life of a policy in one warehouse, from the log to the next log. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class PolicyLifeIT extends RouterLife {
  /** Lines of the input of "apply" that come a second time. */
  private static final int REPEATED = 10;

  @Test
  @Order(1)
  void aPolicyThatIsBetterBecomesAVersionWithItsEvidence() {
    OptimizePolicy.Result result = optimize("run-1", "turner");

    assertThat(result.status()).isEqualTo("candidate");
    assertThat(result.version()).isEqualTo(1);
    EvidenceReport evidence = evidence(result);
    assertThat(evidence.difference()).isBetween(0.15, 0.45);
    assertThat(evidence.differenceLow()).isPositive().isLessThan(evidence.difference());
    assertThat(evidence.baseline().name()).isEqualTo("logged");
    assertThat(evidence.verdict()).isEqualTo("passed");
    assertThat(evidence.confidence()).isEqualTo(0.975);
    assertThat(count(CandidatesTable.DEFINITION, "run_id = 'run-1'")).isEqualTo(2);
    assertThat(count(EvaluationsTable.DEFINITION, "run_id = 'run-1' AND split = 'selection'"))
        .isGreaterThanOrEqualTo(8);
    assertThat(count(EvaluationsTable.DEFINITION, "run_id = 'run-1' AND split = 'evidence'"))
        .isEqualTo(2);
    assertThat(count(RunsTable.DEFINITION, "status = 'candidate' AND version = 1")).isEqualTo(1);
  }

  @Test
  @Order(2)
  void aRunThatIsRepeatedLooksOnceAndMakesTheSameVersion() {
    OptimizePolicy.Result again = optimize("run-1", "turner");

    assertThat(again.version()).isEqualTo(1);
    assertThat(count(LooksTable.DEFINITION, "true")).isEqualTo(1);
    assertThat(count(ModelVersionsTable.DEFINITION, "true")).isEqualTo(1);
  }

  @Test
  @Order(3)
  void aRunIdWithOtherSettingsIsRefused() {
    OptimizePolicy.Request other =
        new OptimizePolicy.Request(
            subject("turner"), "run-1", 3, List.of(), 50, 42, "test", "tester");

    assertThatThrownBy(() -> new OptimizePolicy(warehouse, PolicyLog.CLOCK).execute(other))
        .hasMessageStartingWith("Cannot resume run \"run-1\": it was started with other settings.");
  }

  @Test
  @Order(4)
  void anotherRunLooksAgainAtAHigherPrice() {
    OptimizePolicy.Result second = optimize("run-2", "turner");

    assertThat(evidence(second).confidence()).isEqualTo(0.9875);
    assertThat(second.version()).isEqualTo(2);
  }

  @Test
  @Order(5)
  void whatWasProvenAgainstTheLogGoesLiveOnlyWhileTheLogIsLive() {
    ActivateVersion.Result first =
        new ActivateVersion(warehouse, PolicyLog.CLOCK)
            .execute(version(1), CAUSE, Insistence.ON_EVIDENCE);
    assertThat(first.activated()).isEqualTo(1);
    assertThat(first.evidence()).isNull();

    ActivateVersion.Result second =
        new ActivateVersion(warehouse, PolicyLog.CLOCK)
            .execute(version(2), CAUSE, Insistence.ON_EVIDENCE);

    assertThat(second.status()).isEqualTo("refused");
    assertThat(second.activated()).isEqualTo(1);
    assertThat(second.reason())
        .startsWith("its evidence was made against logged, live is version:1");
    assertThat(count(LooksTable.DEFINITION, "look = 3")).isEqualTo(1);
    assertThat(count(ModelVersionsTable.DEFINITION, "status = 'active' AND version = 1"))
        .isEqualTo(1);
  }

  @Test
  @Order(6)
  void aPersonMayInsist() {
    ActivateVersion.Result forced =
        new ActivateVersion(warehouse, PolicyLog.CLOCK)
            .execute(version(2), CAUSE, Insistence.FORCED);

    assertThat(forced.activated()).isEqualTo(2);
    assertThat(forced.retired()).isEqualTo(1);
    assertThat(forced.reason()).contains("forced: because");
  }

  @Test
  @Order(7)
  void theActiveVersionDecidesAndWhatItDecidesIsLogged() throws IOException {
    Path input = PolicyLog.of("turner", 100, 9).with("agent_id", "turner").undecided().file();
    Path renamed = renamed(input);
    List<String> asked = Files.readAllLines(renamed);
    Files.write(renamed, asked.subList(0, REPEATED), StandardOpenOption.APPEND);
    Path output = input.resolveSibling("decided.jsonl");

    ApplyPolicy.Result first = apply("turner", renamed, output);
    List<String> lines = Files.readAllLines(output);
    ApplyPolicy.Result second = apply("turner", renamed, output);

    assertThat(first.rows()).isEqualTo(100 + REPEATED);
    assertThat(first.version()).isEqualTo(2);
    assertThat(first.logged()).as("each interaction once").isEqualTo(100);
    assertThat(second.logged()).isZero();
    assertThat(Files.readAllLines(output)).isEqualTo(lines);
    JsonNode decided = new JsonMapper().readTree(lines.get(0));
    String option = decided.path("option").asText();
    double probability = decided.path("probability").asDouble();
    assertThat(decided.path("probabilities").path(option).asDouble()).isEqualTo(probability);
    assertThat(probability).isBetween(0.05, 0.95);
    assertThat(decided.path("values").path(option).isNumber()).isTrue();
    assertThat(
            count(
                DecisionsTable.DEFINITION,
                "served_version = 2 AND served_kind = 'routing_policy' AND propensity > 0"))
        .isEqualTo(100);
  }

  @Test
  @Order(8)
  void anyPolicyCanBeEvaluated() throws IOException {
    EvaluatePolicy.Result uniform = evaluate(new JudgedPolicy.Uniform());
    EvaluatePolicy.Result logged = evaluate(new JudgedPolicy.Logged());
    EvaluatePolicy.Result left = evaluate(new JudgedPolicy.Always("left"));
    EvaluatePolicy.Result version = evaluate(JudgedPolicy.parse("version:1"));

    assertThat(uniform.trusted()).isTrue();
    assertThat(uniform.maxWeight()).isEqualTo(1);
    assertThat(value(uniform, "ips")).isEqualTo(logged.meanReward());
    assertThat(value(logged, "dr")).isEqualTo(logged.meanReward());
    assertThat(value(left, "ips")).isBetween(0.4, 0.6);
    assertThat(version.part()).isEqualTo("evidence");
    assertThat(value(version, "dr")).isGreaterThan(0.65);
  }

  @Test
  @Order(9)
  void aPolicyInAFileIsTheSameAsThePolicy() throws IOException {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < 1200; i++) {
      lines.add(
          "{\"interaction_id\":\"turner-%d\",\"probabilities\":{\"left\":0.5,\"right\":0.5}}"
              .formatted(i));
    }
    Path file = SparkSupport.freshFolder("policy").resolve("policy.jsonl");
    Files.write(file, lines);

    EvaluatePolicy.Result fromFile = evaluate(new JudgedPolicy.FromFile(file.toString()));

    assertThat(fromFile.estimates()).isEqualTo(evaluate(new JudgedPolicy.Uniform()).estimates());
    Files.write(file, lines.subList(0, 1000));
    assertThatThrownBy(() -> evaluate(new JudgedPolicy.FromFile(file.toString())))
        .hasMessageStartingWith(
            "Cannot evaluate the policy of a file: 200 rewarded interactions have no"
                + " probabilities in it.");
  }

  @Test
  @Order(10)
  void anotherTenantSeesNothingOfIt() {
    OptimizePolicy.Request other =
        new OptimizePolicy.Request(
            new Subject("umbrella", "turner", null, MissingPropensity.LEFT_OUT),
            "run-1",
            2,
            List.of(),
            50,
            42,
            "test",
            "tester");

    OptimizePolicy.Result result = new OptimizePolicy(warehouse, PolicyLog.CLOCK).execute(other);

    assertThat(result.status()).isEqualTo("refused");
    assertThat(result.reason()).startsWith("agent \"turner\" has 0 rewarded interactions");
  }

  @Test
  @Order(11)
  void aCancelledRunMakesNeitherCandidatesNorAVersion() {
    WarehouseTable runs = warehouse.table(RunsTable.DEFINITION);
    RunRow cancelled =
        RunRow.started(
                TENANT,
                "run-cancelled",
                "optimize policy",
                RunRow.Subject.NONE,
                "s",
                "{}",
                42,
                PolicyLog.CLOCK.instant())
            .finished("cancelled", "cancelled by hand", null, PolicyLog.CLOCK.instant());
    runs.upsert(TENANT, runs.rows(List.of(RunsTable.row(cancelled))));
    long versions = count(ModelVersionsTable.DEFINITION, "true");

    assertThatThrownBy(() -> optimize("run-cancelled", "turner"))
        .hasMessageStartingWith("Cannot finish run \"run-cancelled\": it was cancelled.");

    assertThat(count(RunsTable.DEFINITION, "run_id = 'run-cancelled' AND status = 'cancelled'"))
        .isEqualTo(1);
    assertThat(count(CandidatesTable.DEFINITION, "run_id = 'run-cancelled'")).isZero();
    assertThat(count(ModelVersionsTable.DEFINITION, "true")).isEqualTo(versions);
  }

  /** Half of what it is told is made up, and wrong for half of the contexts; the log judges. */
  @Test
  @Order(12)
  void aHybridTrainingMakesItsRowsAndIsJudgedByTheLogAlone() throws IOException {
    TrainingPlan hybrid =
        new TrainingPlan(
            TrainingStrategy.HYBRID,
            new SyntheticSettings(Map.of("mixed", "left")),
            null,
            DataLimits.DEFAULTS);

    OptimizePolicy.Result result =
        new OptimizePolicy(warehouse, PolicyLog.CLOCK)
            .execute(
                new OptimizePolicy.Request(
                    subject("turner"),
                    "run-hybrid",
                    2,
                    List.of(Algorithm.DIRECT, Algorithm.SNIPS),
                    50,
                    42,
                    "test",
                    "tester",
                    hybrid));

    assertThat(result.strategy()).isEqualTo("hybrid");
    assertThat(result.rows()).isEqualTo(1200);
    assertThat(result.syntheticRows()).isBetween(100L, 1200L);
    assertThat(evidence(result).rows()).isEqualTo(evidence(optimize("run-1", "turner")).rows());
    assertThat(result.data().checks())
        .anyMatch(check -> check.check().equals("drift_reward"))
        .anyMatch(check -> check.words().contains("synthetic), "));
    try (Stream<String> lines =
        new Datasets(warehouse).open(TENANT, result.datasetSha256()).lines()) {
      assertThat(lines.filter(line -> line.contains("\"origin\":\"synthetic\"")))
          .hasSize((int) result.syntheticRows())
          .allMatch(line -> line.contains("\"chosen\":\"left\""))
          .allMatch(line -> line.contains("\"reward\":1.0"));
    }
  }

  private VersionRow version(long number) {
    return new VersionRegistry(warehouse, PolicyLog.CLOCK)
        .at(TENANT, VersionKind.ROUTING_POLICY, Scope.agent("turner"), number);
  }
}
