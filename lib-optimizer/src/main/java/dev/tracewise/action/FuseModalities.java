package dev.tracewise.action;

import dev.tracewise.action.meta.ServedModel;
import dev.tracewise.action.workflow.PairCensus;
import dev.tracewise.action.workflow.Sessions;
import dev.tracewise.learn.fusion.FusionAdvice;
import dev.tracewise.learn.fusion.FusionPattern;
import dev.tracewise.learn.fusion.FusionRecommendation;
import dev.tracewise.learn.fusion.ModalityConfidence;
import dev.tracewise.learn.fusion.PairHistory;
import dev.tracewise.learn.fusion.PairHistory.PairTotal;
import dev.tracewise.model.VersionKind;
import dev.tracewise.table.FusionPairsTable;
import dev.tracewise.table.VersionRegistry;
import dev.tracewise.table.Warehouse;
import dev.tracewise.table.WorkflowsTable;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/**
 * Says of two modalities whether to answer from both, by what workflows that used both were like
 * and how often they helped; and which pairs sessions used together that earned more than sessions
 * with one of the two. The benefit is that of the live version, of the stated rule where none is.
 */
public final class FuseModalities {
  private static final String SESSIONS = "sessions";

  private final Warehouse warehouse;
  private final String tenant;
  private final Clock clock;

  /**
   * The action for a tenant.
   *
   * @param clock says how long ago a fusion was
   */
  public FuseModalities(Warehouse warehouse, String tenant, Clock clock) {
    this.warehouse = warehouse;
    this.tenant = tenant;
    this.clock = clock;
  }

  /**
   * What is known of fusing.
   *
   * @param history what each pair brought, the surest first
   * @param successRate share of all fusions that helped; null before the first
   * @param recommendations whether to fuse the pair, in the same order
   * @param patterns pairs that sessions used together, against those that used one of the two
   */
  public record Fused(
      List<PairTotal> history,
      @Nullable Double successRate,
      List<FusionRecommendation> recommendations,
      List<FusionPattern> patterns) {
    /** Copies the lists. */
    public Fused {
      history = List.copyOf(history);
      recommendations = List.copyOf(recommendations);
      patterns = List.copyOf(patterns);
    }
  }

  /** Looks at all pairs that workflows used, and writes what is new of them. */
  public Fused execute() {
    Fused fused = look();
    List<Row> rows =
        IntStream.range(0, fused.history().size())
            .mapToObj(i -> pair(fused.history().get(i), fused.recommendations().get(i)))
            .map(pair -> FusionPairsTable.row(tenant, pair, clock.instant()))
            .toList();
    if (!rows.isEmpty()) {
      during(
          "write fusions",
          () -> ChangedRows.write(warehouse.table(FusionPairsTable.DEFINITION), tenant, rows));
    }
    return fused;
  }

  private static FusionPairsTable.Pair pair(PairTotal total, FusionRecommendation advice) {
    return new FusionPairsTable.Pair(
        total.pair().primary().id(),
        total.pair().secondary().id(),
        total.attempts(),
        total.successRate(),
        total.meanImprovement(),
        advice.fuses(),
        advice.verdict().id(),
        advice.expectedBenefit(),
        advice.decidedBy(),
        advice.reason());
  }

  /** Looks at all pairs that workflows used, and writes nothing. */
  Fused look() {
    PairCensus census = census();
    FusionKnowledge knowledge = knowledge(census, live());
    FusionKnowledge.Advisor advisor = knowledge.advisor();
    FusionAdvice advice = advisor.advice(null);
    PairHistory history = advisor.history();
    long today = knowledge.today();
    List<FusionRecommendation> recommendations =
        history.totals().stream()
            .map(PairTotal::pair)
            .map(
                pair ->
                    advice.recommend(pair, census.context(pair, history.successRate(pair, today))))
            .toList();
    List<FusionPattern> ofSessions =
        knowledge.patterns().stream().filter(p -> p.unit().equals(SESSIONS)).toList();
    return new Fused(history.totals(), history.overallSuccessRate(), recommendations, ofSessions);
  }

  /**
   * Whether to answer a query from two modalities, by the versions that are live for all agents.
   *
   * @param detected modalities with their confidences
   */
  public FusionRecommendation recommend(String query, List<ModalityConfidence> detected) {
    return knowledge(live()).advisor().recommend(null, query, detected);
  }

  /** What advice is made of, with these versions. */
  FusionKnowledge knowledge(List<ServedModel> models) {
    return knowledge(census(), models);
  }

  /** The versions that are live. */
  List<ServedModel> live() {
    VersionRegistry registry = new VersionRegistry(warehouse, clock);
    return registry.active(tenant, VersionKind.FUSION_BENEFIT).stream()
        .map(version -> ServedModel.live(registry, version))
        .toList();
  }

  private FusionKnowledge knowledge(PairCensus census, List<ServedModel> models) {
    List<FusionPattern> patterns = new ArrayList<>();
    patterns.addAll(
        during(
            "compare sessions", () -> FusionPattern.discover(SESSIONS, Sessions.of(workflows()))));
    patterns.addAll(
        during(
            "compare workflows",
            () -> FusionPattern.discover("workflows", Sessions.ofWorkflows(workflows()))));
    long today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC).toEpochDay();
    return new FusionKnowledge(census.buckets(), patterns, models, today);
  }

  private PairCensus census() {
    return during("count fusions", () -> PairCensus.of(workflows()));
  }

  private Dataset<Row> workflows() {
    return warehouse.table(WorkflowsTable.DEFINITION).read(tenant);
  }

  private <T> T during(String step, Supplier<T> work) {
    return JobDescription.during(warehouse.spark().sparkContext(), step, work);
  }
}
