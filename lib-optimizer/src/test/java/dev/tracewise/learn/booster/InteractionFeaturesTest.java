package dev.tracewise.learn.booster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.tracewise.judge.calibration.PlattScaling;
import dev.tracewise.model.Context;
import dev.tracewise.model.TracewiseException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class InteractionFeaturesTest {
  private static final InteractionFeatures FEATURES =
      InteractionFeatures.of(
          TextFeatures.BOTH,
          new FeatureWidths(8, 16, 4),
          List.of("turn no", "words"),
          new TextEmbedding("letters", 2));

  /** As many letters and as many words. */
  private static float[] vector(String text) {
    return new float[] {text.length(), text.split(" ").length};
  }

  @Test
  void anInteractionIsAsManyNumbersAsThereAreNames() {
    double[] values = of(interaction("what is an otter?", "An otter.\n\nAn animal.", 2.5));
    List<String> names = FEATURES.names();

    assertThat(values).hasSize(names.size()).hasSize(12 + 6 + 2 + 13 + 4 + 8 + 16 + 4);
    assertThat(names).doesNotHaveDuplicates().allMatch(name -> name.matches("[A-Za-z0-9_]+"));
    assertThat(value("input_characters", values)).isEqualTo(17);
    assertThat(value("input_words", values)).isEqualTo(4);
    assertThat(value("input_is_question", values)).isEqualTo(1);
    assertThat(value("output_lines", values)).isEqualTo(2);
    assertThat(value("output_distinct_words", values)).isEqualTo(0.75);
    assertThat(value("seconds", values)).isEqualTo(2.5);
    assertThat(value("cost_usd", values)).isNaN();
    assertThat(value("modality_text", values)).isEqualTo(1);
    assertThat(value("modality_audio", values)).isZero();
    assertThat(value("number_0_turn_no", values)).isEqualTo(3);
    assertThat(value("number_1_words", values)).isNaN();
    assertThat(sum("category_slot_", values)).isEqualTo(3);
    assertThat(sum("output_slot_", values)).isPositive();
    assertThat(value("input_embedding_0", values)).isEqualTo(17);
    assertThat(value("output_embedding_1", values)).isEqualTo(3);
    assertThat(value("query_video_keywords", values)).isZero();
    assertThat(value("query_specific_entity", values)).isZero();
    double[] named = of(interaction("how to show a Sea Otter in a diagram", "So.", null));
    assertThat(value("query_video_keywords", named)).isEqualTo(1);
    assertThat(value("query_video_temporal", named)).isEqualTo(1);
    assertThat(value("query_image_keywords", named)).isEqualTo(1);
    assertThat(value("query_audio_keywords", named)).isZero();
    assertThat(value("query_specific_entity", named)).isEqualTo(1);
  }

  @Test
  void textsAreHashedOrEmbeddedOrBoth() {
    TextEmbedding letters = new TextEmbedding("letters", 2);
    InteractionFeatures hashed =
        InteractionFeatures.of(
            TextFeatures.HASHED, new FeatureWidths(8, 16, 4), List.of(), letters);
    assertThat(hashed.names()).contains("input_slot_7").noneMatch(n -> n.contains("embedding"));
    Interaction interaction = interaction("what is an otter?", "An otter.", null);
    assertThat(
            hashed.of(
                interaction,
                text -> {
                  throw new AssertionError("nothing is embedded");
                }))
        .hasSize(hashed.names().size());
    InteractionFeatures embedded =
        InteractionFeatures.of(
            TextFeatures.EMBEDDING, new FeatureWidths(8, 16, 4), List.of(), letters);
    assertThat(embedded.names())
        .contains("output_embedding_1")
        .noneMatch(n -> n.contains("put_slot"));
    assertThat(embedded.of(interaction, InteractionFeaturesTest::vector))
        .hasSize(embedded.names().size())
        .endsWith(17, 4, 9, 2);
  }

  @Test
  void whatIsMissingIsNaNAndTextOfAMegabyteIsBounded() {
    double[] nothing = of(interaction(null, null, null));
    assertThat(value("input_words", nothing)).isNaN();
    assertThat(value("output_distinct_words", nothing)).isNaN();
    assertThat(sum("input_slot_", nothing)).isZero();
    assertThat(value("input_embedding_1", nothing)).isNaN();
    assertThat(value("query_video_temporal", nothing)).isNaN();

    double[] large = of(interaction("otter ".repeat(200_000), "", null));
    assertThat(value("input_characters", large)).isEqualTo(1_200_000);
    assertThat(value("input_words", large)).isEqualTo(2000);
    assertThat(Arrays.stream(large).filter(Double::isInfinite)).isEmpty();
  }

  @Test
  void theSlotOfAWordNeverMoves() {
    double[] slots = new double[16];
    TextHashing.add("Otters", slots, 0, 16);
    double[] again = new double[16];
    TextHashing.add("otters", again, 0, 16);
    assertThat(slots).isEqualTo(again);
    assertThat(Arrays.stream(slots).map(Math::expm1).sum()).isCloseTo(1 + 6 + 5 + 4, within(1e-9));
    TextHashing.add("otters", again, 0, 0);
    assertThat(slots).isEqualTo(again);
  }

  @Test
  void aDescriptionIsReadBackAsItWas() {
    PredictorDescription described =
        new PredictorDescription(
            "reward_model",
            "satisfaction",
            BoosterTarget.PROBABILITY,
            FEATURES.names(),
            FEATURES,
            new PlattScaling(0.8, -0.1),
            Map.of("seconds", 2.5),
            Map.of("seconds", 0.25),
            12,
            340);
    assertThat(PredictorDescription.parse(described.json())).isEqualTo(described);
    assertThat(described.predicted(0)).isCloseTo(0.475, within(1e-3));

    PredictorDescription plain =
        new PredictorDescription(
            "fusion_benefit",
            "improvement",
            BoosterTarget.NUMBER,
            List.of("a"),
            null,
            null,
            Map.of(),
            Map.of(),
            1,
            0);
    assertThat(PredictorDescription.parse(plain.json())).isEqualTo(plain);
    assertThat(plain.predicted(0.3)).isEqualTo(0.3);
    assertThatThrownBy(() -> PredictorDescription.parse("{}"))
        .isInstanceOf(TracewiseException.class)
        .hasMessageStartingWith("Cannot read the description of a predictor");
    assertThatThrownBy(() -> PredictorDescription.parse("no json"))
        .isInstanceOf(TracewiseException.class);
  }

  @Test
  void settingsOutOfRangeAreRefused() {
    assertThatThrownBy(() -> new FeatureWidths(8, 5000, 4)).hasMessageContaining("5000");
    assertThatThrownBy(() -> new BoosterSettings(0, 0.1, 5, 1, 1, 1, 0, List.of(), List.of()))
        .hasMessageContaining("rounds is 0");
    assertThatThrownBy(() -> new BoosterSettings(9, 0.1, 5, 1, 1, 1, 0, List.of("a"), List.of("a")))
        .hasMessageContaining("both increasing and decreasing");
    BoosterSettings monotone =
        new BoosterSettings(9, 0.1, 5, 1, 1, 1, 3, List.of("b"), List.of("c"));
    assertThat(monotone.parameters(List.of("a", "b", "c")))
        .containsEntry("monotone_constraints", "(0,1,-1)");
    assertThatThrownBy(() -> monotone.parameters(List.of("a", "b")))
        .hasMessageContaining("there is no feature \"c\"");
    assertThat(monotone.withRounds(4).earlyStoppingRounds()).isZero();
    assertThat(BoosterSettings.SEED.parameters(List.of("a")))
        .doesNotContainKey("monotone_constraints");
    PredictorSettings.RewardModel model =
        new PredictorSettings.RewardModel(
            PredictorSettings.Label.REWARD,
            50,
            20,
            0,
            TextFeatures.HASHED,
            new FeatureWidths(0, 0, 1),
            monotone);
    assertThat(new PredictorSettings(1, 1, 100, model).rewardModel().label())
        .isEqualTo(PredictorSettings.Label.REWARD);
    assertThatThrownBy(() -> new PredictorSettings(0, 1, 100, model))
        .hasMessageContaining("workers is 0, less than 1");
  }

  private static double[] of(Interaction interaction) {
    return FEATURES.of(interaction, InteractionFeaturesTest::vector);
  }

  private static double value(String name, double[] values) {
    return values[FEATURES.names().indexOf(name)];
  }

  private static double sum(String prefix, double[] values) {
    double sum = 0;
    for (int i = 0; i < values.length; i++) {
      sum += FEATURES.names().get(i).startsWith(prefix) ? values[i] : 0;
    }
    return sum;
  }

  private static Interaction interaction(String input, String output, Double seconds) {
    return new Interaction(
        "writer",
        "text",
        new Context(
            input, null, Map.of("turn no", 3.0), Map.of("locale", "en"), List.of(), List.of()),
        2,
        "short",
        output,
        null,
        seconds,
        null);
  }
}
