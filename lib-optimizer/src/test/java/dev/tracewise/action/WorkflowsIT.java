package dev.tracewise.action;

import static dev.tracewise.action.WorkflowLog.T;
import static dev.tracewise.action.WorkflowLog.decision;
import static dev.tracewise.action.WorkflowLog.span;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.lit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.tracewise.SparkSupport;
import dev.tracewise.action.Optimize.Request;
import dev.tracewise.action.Optimize.Search;
import dev.tracewise.action.Optimize.Terms;
import dev.tracewise.action.TrainPredictor.Trained;
import dev.tracewise.action.meta.PredictorRecheck;
import dev.tracewise.action.metrics.MeasuredAgent;
import dev.tracewise.learn.annotation.TriggerSettings;
import dev.tracewise.learn.booster.BoosterSettings;
import dev.tracewise.learn.booster.FeatureWidths;
import dev.tracewise.learn.booster.PredictorSettings;
import dev.tracewise.learn.booster.PredictorSettings.Label;
import dev.tracewise.learn.booster.TextFeatures;
import dev.tracewise.learn.data.DataLimits;
import dev.tracewise.learn.fusion.Agreement;
import dev.tracewise.learn.fusion.Ambiguity;
import dev.tracewise.learn.fusion.FusionRecommendation;
import dev.tracewise.learn.fusion.FusionRecommendation.Verdict;
import dev.tracewise.learn.fusion.ModalityConfidence;
import dev.tracewise.learn.fusion.PairHistory.PairTotal;
import dev.tracewise.learn.modality.DecideSettings;
import dev.tracewise.learn.modality.StrategyRule;
import dev.tracewise.learn.reward.RewardSettings;
import dev.tracewise.learn.text.QueryShape;
import dev.tracewise.learn.workflow.OrchestrationPattern;
import dev.tracewise.learn.workflow.PatternChoice;
import dev.tracewise.learn.workflow.QueryType;
import dev.tracewise.model.Decision;
import dev.tracewise.model.Evidence;
import dev.tracewise.model.Modality;
import dev.tracewise.model.Scope;
import dev.tracewise.model.Span;
import dev.tracewise.model.VersionKind;
import dev.tracewise.source.IngestSettings;
import dev.tracewise.table.Activator.Cause;
import dev.tracewise.table.AgentMetricsTable;
import dev.tracewise.table.CursorsTable;
import dev.tracewise.table.ExperiencesTable;
import dev.tracewise.table.FusionPairsTable;
import dev.tracewise.table.TableDefinition;
import dev.tracewise.table.TenantSql;
import dev.tracewise.table.VersionRegistry;
import dev.tracewise.table.VersionRow;
import dev.tracewise.table.WorkflowsTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** Traces of several agents, from their spans to what is learned of them; one log, told once. */
@TestMethodOrder(OrderAnnotation.class)
class WorkflowsIT {
  private static final int USERS = 40;
  private static final Clock CLOCK =
      Clock.fixed(Log.START.plus(Duration.ofDays(2)), ZoneOffset.UTC);
  private static final DecideSettings DECIDING =
      new DecideSettings(90, 50, 0.99, 7, 0, StrategyRule.SEED);
  private static final Search SEARCH =
      new Search("run", 4, List.of(), 10_000, 42, "test", "test", DataLimits.DEFAULTS);

  private static final PredictorSettings PREDICTORS =
      new PredictorSettings(
          1,
          1,
          1000,
          new PredictorSettings.RewardModel(
              Label.SATISFACTION,
              50,
              20,
              100,
              TextFeatures.HASHED,
              new FeatureWidths(8, 8, 4),
              BoosterSettings.SEED));
  private static final JsonMapper JSON = new JsonMapper();

  private static final Log LOG = new Log();
  private static DescribeWorkflows.Described first;
  private static DescribeWorkflows.Described again;
  private static DescribeWorkflows.Described late;
  private static boolean unchanged;
  private static Map<String, Row> rows;
  private static Map<String, Row> after;

  @BeforeAll
  static void aSeasonOfWorkflows() {
    List<Span> spans = new ArrayList<>(WorkflowLog.shapes());
    List<Decision> decisions = new ArrayList<>();
    for (int i = 0; i < USERS; i++) {
      WorkflowLog.addCompared(i, spans, decisions);
    }
    decisions.add(
        decision("chosen", "u", "report on otters", "video", 0.8, 0.5, List.of("a", "b"), "a"));
    LOG.add(spans.toArray(Span[]::new)).add(decisions.toArray(Decision[]::new));
    new RewardRun(LOG, T).execute();
    DescribeWorkflows describe = new DescribeWorkflows(LOG.warehouse(), T, CLOCK);
    assertThat(describe.isPending()).isTrue();
    first = describe.execute();
    rows = rows();
    long version = version(WorkflowsTable.DEFINITION) + version(CursorsTable.DEFINITION);
    again = describe.execute();
    unchanged =
        version == version(WorkflowsTable.DEFINITION) + version(CursorsTable.DEFINITION)
            && !describe.isPending();
    LOG.add(
        span("sequential", "late", "root", "c", 0.5, 1.5, null, "AGENT"),
        span("fresh", "root", null, "a", 0, 1, null, "AGENT"));
    lowerTheRewardOf("par0/video");
    late = describe.execute();
    after = rows();
  }

  /** As late feedback does. */
  private static void lowerTheRewardOf(String interaction) {
    String table = "delta.`" + LOG.warehouse().table(ExperiencesTable.DEFINITION).location() + "`";
    LOG.warehouse()
        .spark()
        .sql("UPDATE " + table + " SET reward = 0.1 WHERE interaction_id = '" + interaction + "'");
  }

  @Test
  void theShapeOfATraceTellsHowItsAgentsWorkedTogether() {
    assertThat(pattern("single")).isEqualTo("single");
    assertThat(pattern("sequential")).isEqualTo("sequential");
    assertThat(pattern("nested")).isEqualTo("sequential");
    assertThat(pattern("parallel")).isEqualTo("parallel");
    assertThat(pattern("chosen")).isEqualTo("conditional");
    assertThat(pattern("said")).isEqualTo("conditional");
    assertThat(pattern("circle")).isEqualTo("sequential");
    assertThat(rows).doesNotContainKey("silent");
    assertThat(agents("parallel")).containsExactly("boss", "a", "b");
    assertThat(agents("single")).containsExactly("a");
    assertThat(agents("services")).containsExactly("front", "back");
    assertThat(rows.get("services").<Integer>getAs("task_count")).isEqualTo(2);
    assertThat(agents("nested")).containsExactly("boss", "helper");
    assertThat(rows.get("single").<Integer>getAs("task_count")).isEqualTo(1);
    assertThat(number("single", "seconds")).isEqualTo(2);
    assertThat(list("sequential", "modalities")).containsExactly("video", "document");
    assertThat(list("parallel", "modalities")).isEmpty();
  }

  @Test
  void check44TheAgentsThatWorkAtOnceAreEfficientAndWhoWaitsDoesNotCount() {
    assertThat(number("par1", "parallel_efficiency")).isEqualTo(1.35, within(1e-12));
    assertThat(number("parallel", "parallel_efficiency")).isEqualTo(1.35, within(1e-12));
    assertThat(number("seq1", "parallel_efficiency")).isZero();
  }

  @Test
  void whatCameOfAWorkflowIsWhatCameOfItsExperiences() {
    Map<String, Row> experiences =
        new RewardRun(LOG, T)
            .rows().values().stream()
                .collect(Collectors.toMap(row -> row.getAs("interaction_id"), row -> row));
    double mean =
        (experiences.get("par1/document").<Double>getAs("reward")
                + experiences.get("par1/video").<Double>getAs("reward"))
            / 2;
    assertThat(number("par1", "reward")).isEqualTo(mean, within(1e-12));
    assertThat(number("par1", "satisfaction")).isEqualTo(0.85, within(1e-12));
    assertThat(rows.get("par1").<Integer>getAs("interaction_count")).isEqualTo(2);
    assertThat(rows.get("par1").<Boolean>getAs("teaches")).isTrue();
    assertThat(rows.get("par1").<Boolean>getAs("beneficial")).isTrue();
    assertThat(rows.get("seq1").<Boolean>getAs("beneficial")).isFalse();
    assertThat(rows.get("nested").<Boolean>getAs("success")).isTrue();
  }

  @Test
  void theColumnsSayWhatThePureRulesSay() {
    for (Row row : rows.values()) {
      String query = row.getAs("query");
      String text = query == null ? "" : query;
      QueryShape shape = QueryShape.of(text);
      assertThat(row.<Integer>getAs("query_length")).isEqualTo(shape.length());
      assertThat(row.<Boolean>getAs("has_question")).isEqualTo(shape.question());
      assertThat(row.<Boolean>getAs("has_specific_entity")).isEqualTo(shape.specificEntity());
      OrchestrationPattern pattern =
          OrchestrationPattern.of(row.<String>getAs("pattern")).orElseThrow();
      assertThat(row.<String>getAs("query_type")).isEqualTo(QueryType.of(text, pattern));
      Double sure = row.getAs("primary_confidence");
      Double second = row.getAs("secondary_confidence");
      if (sure != null) {
        assertThat(row.<Double>getAs("ambiguity"))
            .isEqualTo(Ambiguity.of(text, sure, second == null ? 0 : second), within(1e-12));
      }
      if (sure != null && second != null) {
        assertThat(row.<Double>getAs("agreement"))
            .isEqualTo(
                Agreement.DOMINANCE.of(
                    new ModalityConfidence(Modality.VIDEO, sure),
                    new ModalityConfidence(Modality.DOCUMENT, second)),
                within(1e-12));
      }
    }
    assertThat(number("par1", "primary_confidence")).isEqualTo(0.6);
    assertThat(number("par1", "secondary_confidence")).isEqualTo(0.5);
    assertThat(list("par1", "modalities")).containsExactly("video", "document");
    assertThat(rows.get("chosen").<String>getAs("query_type")).isEqualTo("detailed_analysis");
    assertThat(rows.get("sequential").<Double>getAs("ambiguity")).isNull();
  }

  @Test
  void eachTraceIsThereOnceAndRunningAgainChangesNothing() {
    assertThat(first.workflowsWritten()).isEqualTo(2 * USERS + 8);
    assertThat(rows).hasSize(2 * USERS + 8);
    assertThat(again).isEqualTo(new DescribeWorkflows.Described(0, 0));
    assertThat(unchanged).isTrue();
  }

  @Test
  void whatArrivesLateChangesOnlyWhatItBelongsTo() {
    assertThat(late).isEqualTo(new DescribeWorkflows.Described(1, 2));
    assertThat(after.get("sequential").<String>getAs("pattern")).isEqualTo("parallel");
    assertThat(after.get("fresh").<String>getAs("pattern")).isEqualTo("single");
    assertThat(after.get("par0").<Double>getAs("reward"))
        .isLessThan(rows.get("par0").<Double>getAs("reward"));
    assertThat(after.get("par1")).isEqualTo(rows.get("par1"));
  }

  @Test
  void orchestrationLearnsThatParallelIsBetterWhereItIsBeyondDoubt() {
    Optimize.Result result = optimize(Optimize.Type.ORCHESTRATION, null, null, null);
    assertThat(result.choices())
        .filteredOn(choice -> choice.queryType().equals("summarization"))
        .singleElement()
        .satisfies(
            choice -> {
              assertThat(choice.pattern()).isEqualTo(OrchestrationPattern.PARALLEL);
              assertThat(choice.advantages().get(OrchestrationPattern.PARALLEL).low())
                  .isGreaterThan(0.1);
            });
    List<PatternChoice> asked =
        optimize(Optimize.Type.ORCHESTRATION, null, null, "an overview of stoats").choices();
    assertThat(asked).extracting(PatternChoice::queryType).containsExactly("summarization");
    List<PatternChoice> unknown =
        optimize(Optimize.Type.ORCHESTRATION, null, null, "images and text of stoats").choices();
    assertThat(unknown.get(0).pattern()).isNull();
    assertThat(new ChoosePatterns(LOG.warehouse(), "nobody").execute(null)).isEmpty();
  }

  @Test
  void crossModalTellsWhatFusingBroughtAndAdvises() {
    FuseModalities.Fused fusion = optimize(Optimize.Type.CROSS_MODAL, null, null, null).fusion();
    assertThat(fusion.history()).extracting(total -> total.pair().id()).contains("video+document");
    PairTotal pair = fusion.history().get(0);
    assertThat(pair.attempts()).isGreaterThanOrEqualTo(USERS);
    assertThat(pair.successRate()).isEqualTo(1);
    assertThat(pair.meanImprovement()).isBetween(0.05, 0.2);
    FusionRecommendation advice = fusion.recommendations().get(0);
    double benefit =
        0.4 * 0.5 + 0.3 * (0.5 / 0.6) + 0.3 * Ambiguity.of("Summarize videos and notes", 0.6, 0.5);
    assertThat(advice.expectedBenefit()).isEqualTo(benefit, within(0.01));
    assertThat(advice.verdict()).isEqualTo(Verdict.FUSE);
    assertThat(advice.decidedBy()).isEqualTo("rule");
    assertThat(fusion.patterns())
        .singleElement()
        .satisfies(
            pattern -> {
              assertThat(pattern.pair().id()).isEqualTo("video+document");
              assertThat(pattern.together()).isEqualTo(USERS + 1);
              assertThat(pattern.difference().low()).isGreaterThan(0);
            });
  }

  @Test
  @Order(Integer.MAX_VALUE)
  void theVersionThatWorkflowsTrainedAdvisesOnceItIsLive() throws IOException {
    List<JsonNode> byRule = fusions(null, 4);
    assertThat(byRule).hasSize(4);
    assertThat(byRule.get(0).path("fuse").booleanValue()).isTrue();
    assertThat(byRule.get(0).path("primary").asText()).isEqualTo("video");
    assertThat(byRule.get(0).path("secondary").asText()).isEqualTo("document");
    assertThat(byRule.get(0).path("reason").asText()).isEqualTo("sufficient_benefit");
    assertThat(byRule.get(1).path("reason").asText()).isEqualTo("only_one_modality");
    assertThat(byRule.get(1).path("primary").asText()).isEqualTo("video");
    assertThat(byRule.get(1).path("secondary").isNull()).isTrue();
    assertThat(byRule.get(2).path("reason").asText()).isEqualTo("insufficient_benefit");
    assertThat(byRule.get(2).path("explanation").asText()).contains("the pair helped in 9");
    assertThat(byRule).allMatch(line -> line.path("decided_by").asText().equals("rule"));

    Trained trained =
        new TrainPredictor(LOG.warehouse(), CLOCK)
            .execute(
                new TrainPredictor.Request(
                    T,
                    VersionKind.FUSION_BENEFIT,
                    null,
                    "video",
                    PREDICTORS,
                    RewardSettings.DEFAULTS,
                    new TrainPredictor.Origin("fusion", 42, "test", "train")))
            .get(0);
    assertThat(trained.status()).isEqualTo("candidate");
    assertThat(trained.rows()).isEqualTo(USERS + 1);
    assertThat(trained.meanLabel()).isBetween(0.05, 0.2);
    VersionRegistry registry = new VersionRegistry(LOG.warehouse(), CLOCK);
    VersionRow version =
        registry.at(T, VersionKind.FUSION_BENEFIT, new Scope(null, "video", null), 1);
    Evidence again = new PredictorRecheck(LOG.warehouse(), CLOCK).against(version, null);
    assertThat(again.method()).isEqualTo("fresh_squared_error");
    assertThat(again.reason()).contains("have 0 groups, 30 are needed");
    new ActivateVersion(LOG.warehouse(), CLOCK)
        .execute(version, new Cause("ann", "trial"), ActivateVersion.Insistence.FORCED);

    List<JsonNode> byVersion = fusions("a", 3);
    JsonNode first = byVersion.get(0);
    assertThat(first.path("decided_by").asText()).isEqualTo("modality/video/fusion_benefit@1");
    assertThat(first.path("expected_benefit").asDouble()).isBetween(0.02, 0.3);
    assertThat(first.path("fuse").booleanValue()).isTrue();
    assertThat(byVersion.get(1).path("decided_by").asText()).isEqualTo("rule");
    FuseModalities action = new FuseModalities(LOG.warehouse(), T, CLOCK);
    assertThat(action.execute().recommendations().get(0).decidedBy())
        .isEqualTo("modality/video/fusion_benefit@1");
    List<ModalityConfidence> detected =
        List.of(
            new ModalityConfidence(Modality.VIDEO, 0.6),
            new ModalityConfidence(Modality.DOCUMENT, 0.5));
    assertThat(action.recommend("Summarize videos and notes", detected).expectedBenefit())
        .isEqualTo(first.path("expected_benefit").asDouble(), within(1e-12));
  }

  /** The recommendations for five lines, of which one is broken and one is of another agent. */
  private static List<JsonNode> fusions(@Nullable String agent, int answered) throws IOException {
    Path folder = SparkSupport.freshFolder("fusions");
    Path input = folder.resolve("queries.jsonl");
    Files.write(
        input,
        List.of(
            "{\"interaction_id\":\"both\",\"context\":{\"text\":\"Summarize videos and notes\"},"
                + "\"modalities\":{\"video\":0.6,\"document\":0.5}}",
            "{\"interaction_id\":\"one\",\"query\":\"otters\",\"modalities\":{\"video\":0.9}}",
            "{\"interaction_id\":\"clear\",\"query\":\"show otters on video please\","
                + "\"modalities\":[{\"modality\":\"Video\",\"confidence\":0.9},"
                + "{\"modality\":\"document\",\"confidence\":0.1}]}",
            "{\"interaction_id\":\"broken\",\"query\":\"x\",\"modalities\":{\"smell\":0.9}}",
            "{\"interaction_id\":\"other\",\"agent_id\":\"b\",\"query\":\"x\","
                + "\"modalities\":{\"audio\":0.9}}"));
    Path output = folder.resolve("advice.jsonl");
    ApplyFusion apply = new ApplyFusion(LOG.warehouse(), IngestSettings.DEFAULT, CLOCK);
    ApplyFusion.Request request =
        new ApplyFusion.Request(T, agent, null, null, input.toString(), output.toString());
    if (agent == null) {
      assertThat(apply.preview(request).quarantined()).isEqualTo(1);
      assertThat(output).doesNotExist();
    }
    ApplyFusion.Result result = apply.execute(request);
    assertThat(result.rows()).isEqualTo(answered);
    assertThat(result.quarantined()).isEqualTo(5 - answered);
    List<JsonNode> lines = new ArrayList<>();
    for (String line : Files.readAllLines(output)) {
      lines.add(JSON.readTree(line));
    }
    return lines;
  }

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

  private static Optimize.Result optimize(
      Optimize.Type type,
      @Nullable String agent,
      @Nullable Modality modality,
      @Nullable String query) {
    return new Optimize(LOG.warehouse(), T, DECIDING, TriggerSettings.DEFAULTS, CLOCK)
        .execute(Request.of(type, new Terms(agent, modality, query, SEARCH)));
  }

  private static long version(TableDefinition table) {
    return LOG.warehouse().table(table).currentVersion();
  }

  private static Map<String, Row> rows() {
    return LOG.warehouse().table(WorkflowsTable.DEFINITION).read(T).collectAsList().stream()
        .collect(Collectors.toMap(row -> row.getAs("workflow_id"), row -> row));
  }

  private static String pattern(String trace) {
    return rows.get(trace).getAs("pattern");
  }

  private static List<String> agents(String trace) {
    return list(trace, "agents");
  }

  private static List<String> list(String trace, String column) {
    Row row = rows.get(trace);
    return row.getList(row.fieldIndex(column));
  }

  private static double number(String trace, String column) {
    return rows.get(trace).<Double>getAs(column);
  }
}
