package dev.tracewise.learn.modality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.tracewise.learn.modality.ExampleFilter.Outcomes;
import dev.tracewise.learn.modality.ModalityExample.Origin;
import dev.tracewise.learn.text.QueryShape;
import dev.tracewise.model.Modality;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ModelingContextTest {
  private static ModalityExample example(
      String query, String agent, Double confidence, boolean success, int features) {
    return new ModalityExample(query, agent, confidence, success, features, Origin.REAL);
  }

  @Test
  void check24ThreeExamples() {
    List<ModalityExample> examples =
        List.of(
            example("one", "a", 0.9, true, 1),
            example("two", "a", 0.85, true, 1),
            example("three", "a", 0.7, false, 1));
    ModelingContext context =
        ModalityExample.count(examples).context(Modality.VIDEO, 0, ModelingContext.NEVER_TRAINED);
    assertThat(context.realSamples()).isEqualTo(3);
    assertThat(context.successRate()).isEqualTo(0.6667, within(5e-5));
    assertThat(context.averageConfidence()).isEqualTo(0.8166667, within(5e-8));
    assertThat(context.performance()).isEqualTo(0.7116667, within(5e-8));
    assertThat(context.daysSinceLastTraining()).isEqualTo(999);
    assertThat(context.dataQuality()).isEqualTo(0.0043333, within(5e-8));
    assertThat(context.featureDiversity()).isEqualTo(0.7, within(1e-12));
  }

  @Test
  void check25QualityAndDiversity() {
    ModalityCounts rich = ModalityExample.count(List.of(example("q", "a", 0.9, true, 6)));
    assertThat(rich.dataQuality()).isEqualTo(0.7, within(1e-12));
    List<ModalityExample> three =
        Stream.of("a", "b", "c").map(a -> example("about " + a, a, 0.9, true, 6)).toList();
    assertThat(ModalityExample.count(three).featureDiversity()).isEqualTo(0.9, within(1e-12));
    assertThat(ModalityCounts.NONE.dataQuality()).isZero();
    assertThat(ModalityCounts.NONE.featureDiversity()).isZero();
    assertThat(ModalityExample.count(List.of())).isEqualTo(ModalityCounts.NONE);
  }

  @Test
  void check33TwoVideoSpans() {
    List<ModalityExample> spans =
        List.of(
            example("a video of cats", "v", 0.9, true, 6),
            example("a video of dogs", "v", 0.5, false, 6));
    assertThat(ModalityExample.count(spans).successRate()).isEqualTo(0.5);
    ExampleFilter confident = new ExampleFilter(0, 0.7, Outcomes.ALL);
    assertThat(spans.stream().filter(confident::accepts)).hasSize(1);
  }

  @Test
  void check35LengthsAndSuccess() {
    List<ModalityExample> examples =
        List.of(
            example("show me cats", "v", 0.9, true, 6), example("show dogs", "v", 0.5, false, 6));
    assertThat(examples)
        .extracting(each -> QueryShape.of(each.query()).length())
        .containsExactly(3, 2);
    assertThat(ModalityExample.count(examples).successRate()).isEqualTo(0.5);
  }

  @Test
  void theFilterKeepsLongConfidentSuccesses() {
    ExampleFilter filter = ExampleFilter.DEFAULTS;
    assertThat(filter.accepts(example("three words here", "v", 0.7, true, 0))).isTrue();
    assertThat(filter.accepts(example("three words here", "v", null, true, 0))).isTrue();
    assertThat(filter.accepts(example("two words", "v", 0.9, true, 0))).isFalse();
    assertThat(filter.accepts(example("three words here", "v", 0.69, true, 0))).isFalse();
    assertThat(filter.accepts(example("three words here", "v", 0.9, false, 0))).isFalse();
  }

  @Test
  void syntheticRowsRaiseNoEstimate() {
    ModalityExample made =
        new ModalityExample("a made query", "v", null, true, 6, Origin.SYNTHETIC);
    ModalityCounts counts =
        ModalityExample.count(List.of(made, made, example("a real query", "v", 0.9, false, 6)));
    assertThat(counts.successRate()).isZero();
    assertThat(counts.realRows()).isEqualTo(1);
    assertThat(counts.distinctQueries()).isEqualTo(2);
    assertThat(ModalityExample.count(List.of(made)).successRate()).isNull();
  }

  /** A log of thumbs says nothing of success: that is no reason to train, as failure would be. */
  @Test
  void rowsOfUnknownSuccessAreNoFailures() {
    assertThat(new ModalityCounts(10, 10, 4, 3, 0, 0, 0, 0, 0, 0).successRate()).isEqualTo(0.75);
    assertThat(new ModalityCounts(10, 10, 0, 0, 0, 0, 0, 0, 0, 0).successRate()).isNull();
    assertThatThrownBy(() -> new ModalityCounts(10, 10, 4, 5, 0, 0, 0, 0, 0, 0))
        .hasMessageContaining("the counts contradict each other");
  }

  @Test
  void whatIsNotKnownIsMissingAndNotZero() {
    ModelingContext empty =
        ModalityCounts.NONE.context(Modality.AUDIO, 0, ModelingContext.NEVER_TRAINED);
    assertThat(empty.successRate()).isNull();
    assertThat(empty.performance()).isNull();
    assertThat(empty.dataQuality()).isEqualTo(0.8);
    assertThat(empty.featureDiversity()).isEqualTo(0.7);
    double[] features = MetaModel.decisionFeatures(empty);
    assertThat(features[2]).isNaN();
    assertThat(features[3]).isNaN();
    assertThat(features[4]).isEqualTo(999);
    assertThat(ModelingContext.of(Modality.TEXT, 1, 0, 0.5, null, 1).performance()).isEqualTo(0.5);
    assertThat(ModelingContext.of(Modality.TEXT, 1, 0, null, 0.6, 1).performance()).isEqualTo(0.6);
  }

  @ParameterizedTest
  @ValueSource(
      doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, -0.1, 1.1})
  void numbersThatCannotBeAreRefused(double value) {
    assertThatThrownBy(() -> ModelingContext.of(Modality.TEXT, 1, 0, value, null, 1))
        .hasMessageContaining("Cannot describe a modality: success_rate " + value);
    assertThatThrownBy(() -> new ModelingContext(Modality.TEXT, 1, 0, 0.5, 0.5, 1, 0.5, value, 0.7))
        .hasMessageContaining("data_quality_score " + value + " is not in [0, 1]");
    assertThatThrownBy(() -> example("q", "a", value, true, 0))
        .hasMessageContaining("its confidence is " + value);
  }

  @Test
  void countsThatContradictEachOtherAreRefused() {
    assertThatThrownBy(() -> ModelingContext.of(Modality.TEXT, -1, 0, null, null, 1))
        .hasMessageContaining("real_sample_count -1 is below zero");
    assertThatThrownBy(() -> new ModalityCounts(1, 2, 0, 0, 0, 0, 0, 0, 0, 0))
        .hasMessageContaining("the counts contradict each other");
    assertThatThrownBy(() -> new ModalityCounts(1, 1, 0, 0, 0, 1, Double.NaN, 0, 0, 0))
        .hasMessageContaining("a sum is not finite");
  }
}
