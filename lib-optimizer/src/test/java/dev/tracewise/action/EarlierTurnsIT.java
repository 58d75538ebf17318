package dev.tracewise.action;

import static org.apache.spark.sql.functions.col;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tracewise.SparkSupport;
import dev.tracewise.action.policy.MissingPropensity;
import dev.tracewise.action.policy.SessionColumns;
import dev.tracewise.action.policy.Subject;
import dev.tracewise.action.policy.TrainingPlan;
import dev.tracewise.learn.policy.Algorithm;
import dev.tracewise.learn.policy.EarlierTurns;
import dev.tracewise.learn.reward.RewardSettings;
import dev.tracewise.model.Context;
import dev.tracewise.model.Scope;
import dev.tracewise.model.VersionKind;
import dev.tracewise.source.IngestSettings;
import dev.tracewise.source.RecordOrigin.TenantField;
import dev.tracewise.source.RecordReader.Tenancy;
import dev.tracewise.source.SpanDecisionMapping;
import dev.tracewise.table.Activator.Cause;
import dev.tracewise.table.Decisions;
import dev.tracewise.table.DecisionsTable;
import dev.tracewise.table.ExperiencesTable;
import dev.tracewise.table.SpansTable;
import dev.tracewise.table.VersionRegistry;
import dev.tracewise.table.Warehouse;
import dev.tracewise.table.WarehouseTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * What decisions know of the turns before them. The agent "guide" is told a side in the first turn
 * of a session and "as before" in the second; the right one pays. The log of the agent "late" has
 * everything that could tell of the future.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EarlierTurnsIT {
  private static final String TENANT = "acme";

  private static final JsonMapper JSON = new JsonMapper();

  private Warehouse warehouse;
  private OptimizePolicy.Result learned;

  @BeforeAll
  void aLogAndAPolicyThatLooksAtEarlierTurns() throws IOException {
    warehouse = SparkSupport.freshWarehouse();
    List<String> lines = new ArrayList<>(TurnsLog.ofLate());
    SplittableRandom random = new SplittableRandom(11);
    for (int session = 0; session < 600; session++) {
      lines.addAll(TurnsLog.ofGuide(session, random));
    }
    lines.add(TurnsLog.first("asked-0", "left").toString());
    ingest(lines);
    OptimizePolicy optimize = new OptimizePolicy(warehouse, PolicyLog.CLOCK);
    learned = optimize.execute(request("with-turns", EarlierTurns.QUERIES));
    assertThat(learned.status()).as(learned.reason()).isEqualTo("candidate");
    new ActivateVersion(warehouse, PolicyLog.CLOCK)
        .execute(
            new VersionRegistry(warehouse, PolicyLog.CLOCK)
                .at(TENANT, VersionKind.ROUTING_POLICY, Scope.agent("guide"), 1),
            new Cause("tester", "because"),
            ActivateVersion.Insistence.ON_EVIDENCE);
  }

  private static OptimizePolicy.Request request(String runId, EarlierTurns turns) {
    TrainingPlan log = TrainingPlan.OF_LOG;
    return new OptimizePolicy.Request(
        subject(TENANT, "guide"),
        runId,
        1,
        List.of(Algorithm.DIRECT),
        50,
        42,
        "test",
        "tester",
        new TrainingPlan(log.strategy(), log.synthetic(), null, log.limits(), turns));
  }

  @Test
  void aPolicyThatLooksAtEarlierTurnsGainsWhereTheyTell() {
    // .3 in every turn for who knows the turn before, .15 for who does not
    assertThat(Objects.requireNonNull(learned.evidence()).difference()).isGreaterThan(0.22);
  }

  @Test
  void servingKnowsWhatTrainingKnows() throws IOException {
    List<ObjectNode> requests =
        List.of(
            TurnsLog.second("asked-0"),
            TurnsLog.first("asked-1", "right"),
            TurnsLog.second("asked-1"));

    List<JsonNode> decided = apply(TENANT, requests, null);

    assertThat(decided)
        .extracting(line -> line.path("interaction_id").asText())
        .containsExactly("asked-0-2", "asked-1-1", "asked-1-2");
    assertThat(decided.get(0).at("/probabilities/left").asDouble()).isGreaterThan(0.7);
    assertThat(decided.get(2).at("/probabilities/right").asDouble()).isGreaterThan(0.7);
    Map<String, Context> served = logged(TENANT);
    Map<String, Context> derived = told("guide", EarlierTurns.QUERIES);
    for (String id : List.of("asked-0-1", "g1-1", "g1-2")) {
      assertThat(of(served, id).numeric()).doesNotContainKey("session.turns");
    }
    assertThat(of(served, "asked-0-2").numeric()).isEqualTo(of(derived, "g0-2").numeric());
    assertThat(of(served, "asked-0-2").categorical())
        .containsOnly(entry("session.previous_text", "please go left"));
    assertThat(of(served, "asked-1-1").numeric()).containsOnly(entry("session.turns", 0.0));
    assertThat(of(served, "asked-1-2").numeric()).isEqualTo(of(derived, "g0-2").numeric());
    assertThat(of(served, "asked-1-2").categorical())
        .containsOnly(entry("session.previous_text", "please go right"));
  }

  @Test
  void aSessionOfAnotherTenantIsAnotherSession() throws IOException {
    apply("umbrella", List.of(TurnsLog.second("asked-0")), TENANT);

    Context context = of(logged("umbrella"), "asked-0-2");
    assertThat(context.numeric()).containsOnly(entry("session.turns", 0.0));
    assertThat(context.categorical()).isEmpty();
  }

  @Test
  void onlyWhatWasKnownByThenIsTold() {
    Map<String, Context> told = told("late", EarlierTurns.CHOICES);

    assertThat(of(told, "a1").numeric()).containsOnly(entry("session.turns", 0.0));
    assertThat(of(told, "a1").categorical()).isEmpty();
    assertThat(of(told, "a2").numeric()).containsEntry("session.turns", 1.0);
    assertThat(of(told, "a2").numeric().get("session.pause"))
        .isEqualTo(Math.log(11), within(1e-12));
    assertThat(of(told, "a2").categorical())
        .as("the log says success after 5 s, a person says failure a day later")
        .containsOnly(
            entry("session.previous_choice", "left: succeeded"),
            entry("session.previous_modality", "video"),
            entry("session.previous_option", "left"),
            entry("session.previous_outcome", "succeeded"),
            entry("session.previous_text", "text of a1"));
    assertThat(of(told, "a3").categorical())
        .as("it was still running")
        .containsEntry("session.previous_choice", "right: unknown");
    assertThat(of(told, "a4").numeric())
        .as("what is decided at the same time is not earlier")
        .containsEntry("session.turns", 2.0);
    assertThat(of(told, "a4").categorical()).containsEntry("session.previous_text", "text of a2");
    assertThat(of(told, "a5").numeric())
        .as("a context may state it")
        .containsOnly(entry("session.turns", 7.0));
    assertThat(of(told, "b2").categorical())
        .as("the outcome came an hour later")
        .containsEntry("session.previous_outcome", "unknown");
    assertThat(of(told, "n1").numeric()).as("no session").isEmpty();
    assertThat(of(told, "n2").categorical()).as("an empty one").isEmpty();
    assertThat(of(told, "t:c2").categorical())
        .as("a span says it when it ends")
        .containsEntry("session.previous_choice", "left: failed");
  }

  private void ingest(List<String> lines) throws IOException {
    Path file = SparkSupport.freshFolder("turns").resolve("log.jsonl");
    Files.write(file, lines);
    new Ingest(warehouse, Formats.shipped(PolicyLog.CLOCK), IngestSettings.DEFAULT, PolicyLog.CLOCK)
        .execute(
            List.of(file.toString()), Ingest.AUTO, new Tenancy(TENANT, TenantField.MUST_AGREE));
    WarehouseTable spans = warehouse.table(SpansTable.DEFINITION);
    Map<String, String> chosen = Map.of("tracewise.decision.chosen_agent", "left");
    spans.upsert(
        TENANT,
        spans.rows(
            List.of(
                SpansTable.row(
                    Log.span(TENANT, "t", "c1", null, 0, "ERROR", "late", "s-c", chosen),
                    Log.START),
                SpansTable.row(
                    Log.span(TENANT, "t", "c2", null, 30, "OK", "late", "s-c", chosen),
                    Log.START))));
    new ComputeRewards(
            warehouse,
            TENANT,
            RewardSettings.DEFAULTS,
            SpanDecisionMapping.SHIPPED,
            PolicyLog.CLOCK)
        .execute();
  }

  private List<JsonNode> apply(
      String tenant, List<ObjectNode> requests, @Nullable String sharedTenant) throws IOException {
    Path input = SparkSupport.freshFolder("turns").resolve("requests.jsonl");
    Path output = input.resolveSibling("decided.jsonl");
    List<String> lines = new ArrayList<>();
    requests.forEach(line -> lines.add(line.without(List.of("chosen")).toString()));
    Files.write(input, lines);
    new ApplyPolicy(warehouse, IngestSettings.DEFAULT, PolicyLog.CLOCK)
        .execute(
            new ApplyPolicy.Request(
                subject(tenant, "guide"),
                null,
                input.toString(),
                output.toString(),
                0,
                42,
                ApplyPolicy.Log.DECISIONS,
                sharedTenant,
                ApplyPolicy.Fallback.EVEN));
    List<JsonNode> decided = new ArrayList<>();
    for (String line : Files.readAllLines(output)) {
      decided.add(JSON.readTree(line));
    }
    return decided;
  }

  private Map<String, Context> told(String agent, EarlierTurns turns) {
    Dataset<Row> experiences =
        warehouse
            .table(ExperiencesTable.DEFINITION)
            .read(TENANT)
            .where(col("agent_id").equalTo(agent));
    return byInteraction(
        new SessionColumns(warehouse, subject(TENANT, agent), turns).told(experiences));
  }

  private Map<String, Context> logged(String tenant) {
    return byInteraction(
        warehouse
            .table(DecisionsTable.DEFINITION)
            .read(tenant)
            .where(col("agent_id").equalTo("guide")));
  }

  private static Context of(Map<String, Context> contexts, String interaction) {
    return Objects.requireNonNull(contexts.get(interaction), interaction);
  }

  private static Map<String, Context> byInteraction(Dataset<Row> rows) {
    Map<String, Context> contexts = new TreeMap<>();
    for (Row row : rows.select("interaction_id", "context").collectAsList()) {
      contexts.put(row.getString(0), Decisions.context(row.getStruct(1)));
    }
    return contexts;
  }

  private static Subject subject(String tenant, String agent) {
    return new Subject(tenant, agent, null, MissingPropensity.LEFT_OUT);
  }
}
