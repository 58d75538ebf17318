package dev.tracewise.jobs.command;

import dev.tracewise.action.DescribeWorkflows;
import dev.tracewise.action.FuseModalities;
import dev.tracewise.action.Optimize;
import dev.tracewise.action.RecordAgentMetrics;
import dev.tracewise.jobs.command.OptimizeCommand.Optimized;
import dev.tracewise.jobs.output.Page;
import dev.tracewise.jobs.output.TextTable;
import dev.tracewise.learn.fusion.FusionPattern;
import dev.tracewise.learn.fusion.FusionRecommendation;
import dev.tracewise.learn.fusion.PairHistory.PairTotal;
import dev.tracewise.learn.workflow.PatternChoice;
import dev.tracewise.model.Interval;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** What came of {@code optimize coordinator}; what the type is not about is empty. */
record Coordinated(
    String type,
    List<DecideCommand.Line> decisions,
    List<Optimized> policies,
    @Nullable Long workflowsWritten,
    @Nullable Long workflowsUpdated,
    List<Choice> choices,
    List<Pair> pairs,
    @Nullable Double fusionSuccessRate,
    List<Pattern> fusionPatterns,
    @Nullable Long metricsWritten,
    @Nullable Long metricsUpdated)
    implements Result {
  /** Which pattern a type of query deserves. */
  record Choice(
      String queryType,
      @Nullable String pattern,
      Map<String, Interval> values,
      Map<String, Interval> advantages,
      String reason) {
    static Choice of(PatternChoice choice) {
      return new Choice(
          choice.queryType(),
          choice.pattern() == null ? null : choice.pattern().id(),
          byName(choice.values()),
          byName(choice.advantages()),
          choice.reason());
    }

    private static <E extends Enum<E>> Map<String, Interval> byName(Map<E, Interval> intervals) {
      Map<String, Interval> byName = new TreeMap<>();
      intervals.forEach(
          (name, interval) -> byName.put(name.name().toLowerCase(Locale.ROOT), interval));
      return byName;
    }
  }

  /** What a pair of modalities brought, and whether to fuse it. */
  record Pair(
      String pair,
      long attempts,
      double successRate,
      double meanImprovement,
      String verdict,
      double expectedBenefit,
      String decidedBy,
      String reason) {
    static Pair of(PairTotal total, FusionRecommendation recommendation) {
      return new Pair(
          total.pair().id(),
          total.attempts(),
          total.successRate(),
          total.meanImprovement(),
          recommendation.verdict().id(),
          recommendation.expectedBenefit(),
          recommendation.decidedBy(),
          recommendation.reason());
    }
  }

  /** A pair that sessions used together. */
  record Pattern(String pair, long together, long alone, Interval difference, String reason) {
    static Pattern of(FusionPattern pattern) {
      return new Pattern(
          pattern.pair().id(),
          pattern.together(),
          pattern.alone(),
          pattern.difference(),
          pattern.sentence());
    }
  }

  static Coordinated of(Optimize.Result result) {
    DescribeWorkflows.Described workflows = result.workflows();
    FuseModalities.Fused fusion = result.fusion();
    RecordAgentMetrics.Recorded metrics = result.metrics();
    return new Coordinated(
        result.type().id(),
        DecideCommand.lines(result.decisions()),
        result.policies().stream().map(Optimized::of).toList(),
        workflows == null ? null : workflows.workflowsWritten(),
        workflows == null ? null : workflows.workflowsUpdated(),
        result.choices().stream().map(Choice::of).toList(),
        fusion == null ? List.of() : pairs(fusion),
        fusion == null ? null : fusion.successRate(),
        fusion == null ? List.of() : fusion.patterns().stream().map(Pattern::of).toList(),
        metrics == null ? null : metrics.metricsWritten(),
        metrics == null ? null : metrics.metricsUpdated());
  }

  private static List<Pair> pairs(FuseModalities.Fused fusion) {
    return IntStream.range(0, fusion.history().size())
        .mapToObj(i -> Pair.of(fusion.history().get(i), fusion.recommendations().get(i)))
        .toList();
  }

  /** Learning one policy that is refused is a refusal; of several each says its own. */
  @Override
  public int exitCode() {
    boolean one = type.equals(Optimize.Type.ROUTING.id());
    return one ? policies.get(0).exitCode() : 0;
  }

  @Override
  public void show(Page page) {
    if (workflowsWritten != null) {
      page.line("Workflows: " + workflowsWritten + " new, " + workflowsUpdated + " changed.");
    }
    if (metricsWritten != null) {
      page.line("Metrics: " + metricsWritten + " new, " + metricsUpdated + " changed.");
    }
    if (type.equals(Optimize.Type.MODALITY.id())) {
      new DecideCommand.Decided("done", decisions, 0, "there are no recent experiences of it")
          .show(page);
    }
    policies.forEach(policy -> policy.show(page));
    if (type.equals(Optimize.Type.ORCHESTRATION.id()) || type.equals(Optimize.Type.UNIFIED.id())) {
      page.table(choiceTable(), "No rewarded workflows yet.");
    }
    if (type.equals(Optimize.Type.CROSS_MODAL.id()) || type.equals(Optimize.Type.UNIFIED.id())) {
      page.table(pairTable(), "No workflow used two modalities yet.");
      fusionPatterns.forEach(pattern -> page.line(pattern.reason() + "."));
    }
  }

  private TextTable choiceTable() {
    TextTable table = TextTable.of("query type", "pattern", "why");
    choices.forEach(choice -> table.row(choice.queryType(), choice.pattern(), choice.reason()));
    return table;
  }

  private TextTable pairTable() {
    TextTable table =
        TextTable.of("pair", "fusions", "helped", "improvement", "verdict", "benefit", "by");
    for (Pair each : pairs) {
      table.row(
          each.pair(),
          each.attempts(),
          each.successRate(),
          each.meanImprovement(),
          each.verdict(),
          each.expectedBenefit(),
          each.decidedBy());
    }
    return table;
  }
}
