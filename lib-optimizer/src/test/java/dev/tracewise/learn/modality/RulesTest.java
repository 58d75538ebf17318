package dev.tracewise.learn.modality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.tracewise.learn.modality.TrainingVerdict.Verdict;
import dev.tracewise.model.Modality;
import dev.tracewise.model.VersionKind;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RulesTest {
  private static ModelingContext context(long real, long synthetic, Double success, int days) {
    return ModelingContext.of(Modality.VIDEO, real, synthetic, success, null, days);
  }

  @ParameterizedTest(name = "check {0}: ({1}, {2}, {3}, {4}) is {6}, {7}")
  @CsvSource({
    "20, 100, 0, .75, 10, .8, TRAIN, .05",
    "20, 30, 150, .70, 10, .85, TRAIN, .075",
    "20, 20, 10, .85, 2, .8, WAIT, 0",
    "20, 100, 50, .95, 3, .8, WAIT, 0",
    "20, 100, 50, .95, 7, .8, TRAIN, 0",
    "21, 100, 0, .85, 30, .8, TRAIN, 0",
    "21, 10, 0, .6, 5, .8, WAIT, 0",
  })
  void checks20And21WhetherToTrain(
      int check,
      long real,
      long synthetic,
      double success,
      int days,
      double quality,
      Verdict verdict,
      double improvement) {
    ModelingContext context =
        new ModelingContext(
            Modality.VIDEO,
            real,
            synthetic,
            success,
            null,
            days,
            success,
            quality,
            ModelingContext.DEFAULT_FEATURE_DIVERSITY);
    TrainingVerdict decided = TrainingRule.DEFAULTS.decide(context);
    assertThat(decided.verdict()).isEqualTo(verdict);
    assertThat(decided.expectedImprovement()).isEqualTo(improvement, within(1e-12));
    assertThat(decided.decidedBy()).isEqualTo("rule");
    assertThat(decided.probability()).isNull();
    assertThat(decided.reasons()).hasSize(3);
  }

  @Test
  void theReasonsAreInWords() {
    assertThat(TrainingRule.DEFAULTS.decide(context(12, 3, 0.9, 2)).reasons())
        .containsExactly(
            "12 real rows, 50 are needed; 3 synthetic rows at a data quality of 0.80, 100 above"
                + " 0.70 would do",
            "success 0.900, not below the target of 0.85",
            "last trained 2 days ago, less than 7");
    assertThat(Verdict.TRAIN.id()).isEqualTo("train");
  }

  @ParameterizedTest(name = "check 22: ({0}, {1}) is {2}")
  @CsvSource({
    "5, 100, SYNTHETIC",
    "5, 10, SKIP",
    "150, 50, PURE_REAL",
    "50, 80, HYBRID",
    "50, 49, PURE_REAL",
    "29, 500, SKIP",
    "30, 50, HYBRID",
    "10, 50, SKIP",
  })
  void check22TheStrategyOfTheProgram(long real, long synthetic, TrainingStrategy strategy) {
    StrategyVerdict verdict = StrategyRule.PEER.choose(context(real, synthetic, 0.5, 1));
    assertThat(verdict.strategy()).isEqualTo(strategy);
    assertThat(verdict.decidedBy()).isEqualTo("rule");
    assertThat(verdict.reasons()).singleElement().asString().contains("real row");
  }

  @ParameterizedTest(name = "({0}, {1}) is {2}")
  @CsvSource({
    "0, 100, SYNTHETIC",
    "19, 100, SYNTHETIC",
    "20, 100, HYBRID",
    "49, 100, HYBRID",
    "50, 100, PURE_REAL",
    "50, 0, PURE_REAL",
    "49, 0, PURE_REAL",
    "1, 0, SKIP",
  })
  void theStrategyOfTheSeedIsTheDefault(long real, long synthetic, TrainingStrategy strategy) {
    assertThat(StrategyRule.SEED.choose(context(real, synthetic, 0.5, 1)).strategy())
        .isEqualTo(strategy);
  }

  /** The program counts no synthetic rows here, so that its cold start never happens. */
  @Test
  void aModalityWithoutRowsStartsColdOnSyntheticOnes() {
    ModelingContext cold =
        ModalityCounts.NONE.context(Modality.AUDIO, 200, ModelingContext.NEVER_TRAINED);
    TrainingVerdict verdict = TrainingRule.DEFAULTS.decide(cold);
    assertThat(verdict.verdict()).isEqualTo(Verdict.TRAIN);
    assertThat(verdict.expectedImprovement()).isNull();
    assertThat(verdict.reasons())
        .contains("no real row says how often it succeeds", "never trained")
        .first()
        .asString()
        .startsWith("200 synthetic rows at a data quality of 0.80 stand in");
    assertThat(StrategyRule.SEED.choose(cold).strategy()).isEqualTo(TrainingStrategy.SYNTHETIC);
    assertThat(StrategyRule.PEER.choose(cold).strategy()).isEqualTo(TrainingStrategy.SYNTHETIC);
  }

  @Test
  void aModelTrainsWhereItMoreLikelyHelps() {
    TrainingVerdict train = TrainingVerdict.byModel(0.8, "version:4", List.of("it says so"));
    assertThat(train.verdict()).isEqualTo(Verdict.TRAIN);
    assertThat(train.expectedImprovement()).isEqualTo(0.08, within(1e-12));
    assertThat(train.decidedBy()).isEqualTo("version:4");
    assertThat(TrainingVerdict.byModel(0.5, "version:4", List.of()).verdict())
        .isEqualTo(Verdict.WAIT);
    assertThat(train.reasons()).containsExactly("it says so");
    assertThatThrownBy(() -> TrainingVerdict.byModel(Double.NaN, "version:4", List.of()))
        .hasMessageContaining("the probability that it helps is NaN");
  }

  @Test
  void aModelChoosesTheLikeliestStrategyThatThereAreRowsFor() {
    double[] probabilities = {0.2, 0.5, 0.2, 0.1};
    ModelingContext both = ModelingContext.of(Modality.TEXT, 30, 40, 0.5, null, 3);
    StrategyVerdict hybrid = StrategyVerdict.byModel(probabilities, both, "modality/text@2");
    assertThat(hybrid.strategy()).isEqualTo(TrainingStrategy.HYBRID);
    assertThat(hybrid.decidedBy()).isEqualTo("xgboost");
    assertThat(hybrid.reasons())
        .containsExactly("modality/text@2 says hybrid with a probability of 0.500");
    ModelingContext real = ModelingContext.of(Modality.TEXT, 30, 0, 0.5, null, 3);
    assertThat(StrategyVerdict.byModel(probabilities, real, "v").strategy())
        .isEqualTo(TrainingStrategy.PURE_REAL);
    ModelingContext none = ModelingContext.of(Modality.TEXT, 0, 0, null, null, 3);
    assertThat(StrategyVerdict.byModel(probabilities, none, "v").strategy())
        .isEqualTo(TrainingStrategy.SKIP);
    assertThat(TrainingStrategy.SYNTHETIC.isPossible(both)).isTrue();
  }

  @Test
  void strategiesNameDifferentTrainingSets() {
    assertThat(TrainingStrategy.of(" Pure-Real ")).contains(TrainingStrategy.PURE_REAL);
    assertThat(TrainingStrategy.of("made up")).isEmpty();
    assertThat(TrainingStrategy.values())
        .filteredOn(TrainingStrategy::isSynthetic)
        .containsExactly(TrainingStrategy.HYBRID, TrainingStrategy.SYNTHETIC);
    assertThat(TrainingStrategy.PURE_REAL.mix(40)).isEqualTo(new TrainingStrategy.Mix(40, 0));
    assertThat(TrainingStrategy.HYBRID.mix(40)).isEqualTo(new TrainingStrategy.Mix(40, 40));
    assertThat(TrainingStrategy.SYNTHETIC.mix(40)).isEqualTo(new TrainingStrategy.Mix(0, 80));
    assertThat(TrainingStrategy.SYNTHETIC.mix(3)).isEqualTo(new TrainingStrategy.Mix(0, 50));
    assertThat(TrainingStrategy.SKIP.mix(40)).isEqualTo(new TrainingStrategy.Mix(0, 0));
  }

  @Test
  void classLabelsAreThoseOfTheSeed() {
    assertThat(TrainingStrategy.values())
        .extracting(TrainingStrategy::label)
        .containsExactly(0, 1, 2, 3);
    assertThat(TrainingStrategy.values())
        .extracting(TrainingStrategy::id)
        .containsExactly("pure_real", "hybrid", "synthetic", "skip");
  }

  @Test
  void check23FeaturesAndLeastRows() {
    assertThat(MetaModel.TRAINING_DECISION.featureNames()).hasSize(8);
    assertThat(MetaModel.TRAINING_STRATEGY.featureNames()).hasSize(9).endsWith("is_cold_start");
    assertThat(MetaModel.FUSION_BENEFIT.featureNames()).hasSize(5);
    for (MetaModel model : MetaModel.values()) {
      assertThat(model.minimumRows()).isGreaterThan(1);
    }
    assertThat(MetaModel.TRAINING_STRATEGY.minimumRows()).isEqualTo(20);
    assertThat(MetaModel.FUSION_BENEFIT.kind()).isEqualTo(VersionKind.FUSION_BENEFIT);
  }

  @Test
  void vectorsFollowTheNames() {
    ModelingContext context =
        new ModelingContext(Modality.VIDEO, 9, 60, 0.5, 0.75, 12, 0.575, 0.65, 0.4);
    assertThat(MetaModel.decisionFeatures(context))
        .containsExactly(9, 60, 0.5, 0.75, 12, 0.575, 0.65, 0.4);
    assertThat(MetaModel.strategyFeatures(context))
        .containsExactly(9, 60, 0.5, 0.75, 12, 0.575, 0.65, 0.4, 1);
    assertThat(MetaModel.strategyFeatures(context(10, 0, 0.5, 1))[8]).isZero();
    assertThat(MetaModel.TRAINING_DECISION.featureNames())
        .isEqualTo(
            List.of(
                "real_sample_count",
                "synthetic_sample_count",
                "success_rate",
                "avg_confidence",
                "days_since_last_training",
                "current_performance_score",
                "data_quality_score",
                "feature_diversity"));
  }
}
