package dev.tracewise.action;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tracewise.SparkSupport;
import dev.tracewise.action.policy.JudgedPolicy;
import dev.tracewise.action.policy.MissingPropensity;
import dev.tracewise.action.policy.Subject;
import dev.tracewise.learn.policy.Algorithm;
import dev.tracewise.source.IngestSettings;
import dev.tracewise.table.Activator.Cause;
import dev.tracewise.table.TableDefinition;
import dev.tracewise.table.Warehouse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;

/** Agents with a log of which policies are learned, in one warehouse. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class PolicyLife {
  static final String TENANT = "acme";
  static final Cause CAUSE = new Cause("tester", "because");

  Warehouse warehouse;

  @BeforeAll
  void aLog() {
    warehouse = SparkSupport.freshWarehouse();
    PolicyLog.of("turner", 1200, 1).and(PolicyLog.routed("desk", 1600, 5)).into(warehouse, TENANT);
  }

  Path renamed(Path input) throws IOException {
    Path renamed = input.resolveSibling("renamed.jsonl");
    Files.write(
        renamed,
        Files.readAllLines(input).stream()
            .map(line -> line.replace("\"turner-", "\"new-").replace("\"desk-", "\"new-desk-"))
            .toList());
    return renamed;
  }

  ApplyPolicy.Result apply(String agent, Path input, Path output) {
    return new ApplyPolicy(warehouse, IngestSettings.DEFAULT, PolicyLog.CLOCK)
        .execute(
            new ApplyPolicy.Request(
                subject(agent),
                null,
                input.toString(),
                output.toString(),
                0.1,
                42,
                ApplyPolicy.Log.DECISIONS,
                null,
                ApplyPolicy.Fallback.EVEN));
  }

  OptimizePolicy.Result optimize(String runId, String agent) {
    return new OptimizePolicy(warehouse, PolicyLog.CLOCK)
        .execute(
            new OptimizePolicy.Request(
                subject(agent),
                runId,
                2,
                List.of(Algorithm.DIRECT, Algorithm.SNIPS),
                50,
                42,
                "test",
                "tester"));
  }

  static Subject subject(String agent) {
    return new Subject(TENANT, agent, null, MissingPropensity.LEFT_OUT);
  }

  static EvidenceReport evidence(OptimizePolicy.Result result) {
    @Nullable EvidenceReport evidence = result.evidence();
    assertThat(evidence).isNotNull();
    return evidence;
  }

  long count(TableDefinition table, String condition) {
    return warehouse.table(table).read(TENANT).where(condition).count();
  }

  EvaluatePolicy.Result evaluate(JudgedPolicy policy) {
    return new EvaluatePolicy(warehouse, PolicyLog.CLOCK)
        .execute(new EvaluatePolicy.Request(subject("turner"), policy, List.of()));
  }

  static double value(EvaluatePolicy.Result result, String estimator) {
    return result.estimates().stream()
        .filter(each -> each.estimator().equals(estimator))
        .findFirst()
        .orElseThrow()
        .value();
  }
}
