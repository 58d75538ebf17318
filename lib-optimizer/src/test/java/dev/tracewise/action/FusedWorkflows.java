package dev.tracewise.action;

import static dev.tracewise.action.WorkflowLog.T;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tracewise.SparkSupport;
import dev.tracewise.action.TrainPredictor.Trained;
import dev.tracewise.action.meta.PredictorRecheck;
import dev.tracewise.learn.booster.SmallPredictors;
import dev.tracewise.learn.fusion.Ambiguity;
import dev.tracewise.learn.fusion.FusionRecommendation;
import dev.tracewise.learn.fusion.FusionRecommendation.Verdict;
import dev.tracewise.learn.fusion.ModalityConfidence;
import dev.tracewise.learn.fusion.PairHistory.PairTotal;
import dev.tracewise.learn.reward.RewardSettings;
import dev.tracewise.learn.workflow.OrchestrationPattern;
import dev.tracewise.learn.workflow.PatternChoice;
import dev.tracewise.model.Evidence;
import dev.tracewise.model.Modality;
import dev.tracewise.model.Scope;
import dev.tracewise.model.VersionKind;
import dev.tracewise.source.IngestSettings;
import dev.tracewise.table.Activator.Cause;
import dev.tracewise.table.VersionRegistry;
import dev.tracewise.table.VersionRow;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** What workflows teach about working together. */
abstract class FusedWorkflows extends SeasonOfWorkflows {
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
                    SmallPredictors.HASHED,
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
}
