package dev.tracewise.jobs.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tracewise.action.DescribeWorkflows;
import dev.tracewise.action.FuseModalities;
import dev.tracewise.action.Optimize;
import dev.tracewise.action.OptimizePolicy;
import dev.tracewise.action.RecordAgentMetrics;
import dev.tracewise.jobs.output.Json;
import dev.tracewise.jobs.output.Page;
import dev.tracewise.learn.fusion.FusionPattern;
import dev.tracewise.learn.fusion.FusionRecommendation;
import dev.tracewise.learn.fusion.ModalityPair;
import dev.tracewise.learn.fusion.PairHistory.PairTotal;
import dev.tracewise.learn.workflow.OrchestrationPattern;
import dev.tracewise.learn.workflow.PatternChoice;
import dev.tracewise.model.Interval;
import dev.tracewise.model.Modality;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CoordinatedTest {
  private static final ModalityPair PAIR = new ModalityPair(Modality.VIDEO, Modality.DOCUMENT);
  private static final Interval GAIN = new Interval(0.1, 0.05, 0.15);
  private static final OptimizePolicy.Result REFUSED =
      new OptimizePolicy.Result(
          "r",
          "refused",
          "router",
          null,
          null,
          null,
          "too few rows",
          0,
          null,
          null,
          0,
          0,
          null,
          "pure_real",
          0,
          null);
  private static final FuseModalities.Fused FUSION =
      new FuseModalities.Fused(
          List.of(new PairTotal(PAIR, 40, 30, 0.12)),
          0.75,
          List.of(
              new FusionRecommendation(
                  FusionRecommendation.Verdict.FUSE,
                  Modality.VIDEO,
                  Modality.DOCUMENT,
                  0.6,
                  "rule",
                  "expected benefit 0.600")),
          List.of(new FusionPattern("sessions", PAIR, 41, 50, GAIN)));
  private static final PatternChoice CHOICE =
      new PatternChoice(
          "summarization",
          OrchestrationPattern.PARALLEL,
          Map.of(OrchestrationPattern.PARALLEL, new Interval(0.8, 0.7, 0.9)),
          Map.of(OrchestrationPattern.PARALLEL, GAIN),
          "parallel was worth 0.100 more");

  private static List<String> lines(Optimize.Result result) {
    Page page = new Page();
    Coordinated.of(result).show(page);
    return page.withoutHints();
  }

  private static Optimize.Result ofType(Optimize.Type type, List<OptimizePolicy.Result> policies) {
    return new Optimize.Result(type, List.of(), policies, null, List.of(), null, null);
  }

  @Test
  void unifiedShowsWhatWasWrittenAndLearned() {
    Optimize.Result result =
        new Optimize.Result(
            Optimize.Type.UNIFIED,
            List.of(),
            List.of(),
            new DescribeWorkflows.Described(7, 2),
            List.of(CHOICE),
            FUSION,
            new RecordAgentMetrics.Recorded(3, 1));
    assertThat(lines(result))
        .contains("Workflows: 7 new, 2 changed.", "Metrics: 3 new, 1 changed.")
        .anySatisfy(line -> assertThat(line).contains("summarization", "parallel was worth"))
        .anySatisfy(line -> assertThat(line).contains("video+document", "fuse", "rule"))
        .anySatisfy(
            line ->
                assertThat(line)
                    .isEqualTo(
                        "41 sessions with video+document earned +0.1000 (+0.0500 to +0.1500)"
                            + " beside 50 with one of the two."));
    assertThat(
            Json.tree(Coordinated.of(result)).at("/choices/0/advantages/parallel/low").asDouble())
        .isEqualTo(0.05);
    assertThat(Json.tree(Coordinated.of(result)).at("/pairs/0/success_rate").asDouble())
        .isEqualTo(0.75);
  }

  @Test
  void whatThereIsNothingOfIsSaid() {
    assertThat(lines(ofType(Optimize.Type.CROSS_MODAL, List.of())))
        .containsExactly("No workflow used two modalities yet.");
    assertThat(lines(ofType(Optimize.Type.ORCHESTRATION, List.of())))
        .containsExactly("No rewarded workflows yet.");
    assertThat(lines(ofType(Optimize.Type.MODALITY, List.of())))
        .containsExactly("Nothing to decide about: there are no recent experiences of it.");
  }

  @Test
  void oneRefusedPolicyIsARefusal() {
    Optimize.Result routing = ofType(Optimize.Type.ROUTING, List.of(REFUSED));
    assertThat(lines(routing)).containsExactly("Refused: too few rows.");
    assertThat(Coordinated.of(routing).exitCode()).isEqualTo(3);
    assertThat(Coordinated.of(ofType(Optimize.Type.UNIFIED, List.of(REFUSED))).exitCode()).isZero();
    assertThat(
            new CoordinatorCommand.Pending("would_write", Optimize.Type.UNIFIED, true).exitCode())
        .isZero();
  }
}
