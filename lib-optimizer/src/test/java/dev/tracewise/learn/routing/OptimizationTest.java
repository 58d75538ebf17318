package dev.tracewise.learn.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OptimizationTest {
  private static final List<String> AGENTS =
      List.of("video_search_agent", "summarizer_agent", "detailed_report_agent");

  @ParameterizedTest(name = "check 10: {0} examples carry {1}")
  @CsvSource({
    "0, BOOTSTRAP",
    "15, BOOTSTRAP",
    "25, BOOTSTRAP",
    "50, SIMBA",
    "60, SIMBA",
    "120, MIPRO",
    "210, GEPA",
    "250, GEPA"
  })
  void check10TheOptimizerByTheSizeOfTheData(long examples, OptimizerStage stage) {
    assertThat(OptimizerStage.choose(examples, OptimizerStage.ADAPTIVE, "")).isEqualTo(stage);
  }

  /** The seed's program decides by the replayed batch of 32, so that it never gets further. */
  @Test
  void theSizeIsThatOfTheDataAndNotOfTheBatch() {
    long experiences = 400;
    long batch = 32;
    assertThat(OptimizerStage.choose(experiences, "adaptive", "")).isEqualTo(OptimizerStage.GEPA);
    assertThat(OptimizerStage.choose(batch, "adaptive", "")).isEqualTo(OptimizerStage.BOOTSTRAP);
  }

  @Test
  void check11ForcedWinsAndUnknownIsBootstrap() {
    assertThat(OptimizerStage.choose(10, "adaptive", "gepa")).isEqualTo(OptimizerStage.GEPA);
    assertThat(OptimizerStage.choose(60, "adaptive", "copro")).isEqualTo(OptimizerStage.SIMBA);
    assertThat(OptimizerStage.choose(500, "magic", "")).isEqualTo(OptimizerStage.BOOTSTRAP);
    assertThat(OptimizerStage.choose(10, "mipro", "")).isEqualTo(OptimizerStage.MIPRO);
    assertThat(OptimizerStage.applicable(120))
        .containsExactly(OptimizerStage.BOOTSTRAP, OptimizerStage.SIMBA, OptimizerStage.MIPRO);
  }

  @Test
  void check12Exploration() {
    ExplorationSchedule schedule = ExplorationSchedule.DEFAULTS;
    assertThat(schedule.share(0)).isEqualTo(.1);
    assertThat(schedule.share(1)).isEqualTo(.0995, within(1e-12));
    assertThat(schedule.share(10)).isEqualTo(.0951110, within(5e-8));
    assertThat(schedule.share(36)).isEqualTo(.0834893, within(5e-8));
    assertThat(schedule.share(100)).isEqualTo(.0605770, within(5e-8));
    assertThat(schedule.share(138)).isGreaterThan(.05);
    assertThat(schedule.share(139)).isEqualTo(.05);
  }

  @Test
  void check14Baseline() {
    Recommendation video = baseline("Find video about machine learning", Map.of());
    assertThat(video.option()).isEqualTo("video_search_agent");
    assertThat(video.confidence()).isEqualTo(.8);
    assertThat(video.reasoning()).isEqualTo("keywords video");
    assertThat(video.decidedBy()).isEqualTo("rule");
    Recommendation summary = baseline("Give me a summary of the document", Map.of());
    assertThat(summary.option()).isEqualTo("summarizer_agent");
    assertThat(baseline("a detailed analysis", Map.of()).option())
        .isEqualTo("detailed_report_agent");
    assertThat(baseline("anything else", Map.of()).confidence()).isEqualTo(.6);
  }

  /** The seed's program finds "brief" in "briefcase" and "clip" in "eclipse". */
  @Test
  void theBaselineFindsWholeWords() {
    assertThat(baseline("the eclipse and my briefcase", Map.of()).confidence()).isEqualTo(.6);
    assertThat(baseline("Videos of otters", Map.of()).confidence()).isEqualTo(.8);
  }

  @Test
  void check15Preference() {
    Recommendation preferred = baseline("video", Map.of("video_search_agent", .9));
    assertThat(preferred.confidence()).isEqualTo(.928, within(1e-12));
    assertThat(preferred.reasoning()).isEqualTo("keywords video; mean reward so far 0.900");
  }

  /** The seed's program imitates failures and ignores what people suggest. */
  @Test
  void onlyWhatWentWellOrWasSuggestedIsImitated() {
    List<RouteExample.Choice> choices =
        List.of(
            new RouteExample.Choice("good", new RoutedOutcome("a", .9, true, .8), null),
            new RouteExample.Choice("failed", new RoutedOutcome("a", .9, false, .8), null),
            new RouteExample.Choice("poor", new RoutedOutcome("a", .9, true, .2), null),
            new RouteExample.Choice("unknown", new RoutedOutcome("c", .9, null, .7), null),
            new RouteExample.Choice("mended", new RoutedOutcome("a", .9, false, .1), "b"));
    assertThat(RouteExample.of(choices))
        .containsExactly(
            new RouteExample("good", "a"),
            new RouteExample("unknown", "c"),
            new RouteExample("mended", "b"));
  }

  /** In the seed's program two missing answers are equal, so that every score is one. */
  @Test
  void noPredictionIsNotRight() {
    RouteExample example = new RouteExample("q", "a");
    assertThat(example.matches("a")).isTrue();
    assertThat(example.matches("b")).isFalse();
    assertThat(example.matches(null)).isFalse();
  }

  @Test
  void onlyOptionsOfferedAreRecommended() {
    KeywordBaseline rules = KeywordBaseline.DEFAULTS;
    assertThat(rules.recommend("a video summary", List.of("summarizer_agent"), Map.of()).option())
        .isEqualTo("summarizer_agent");
    Recommendation other = rules.recommend("a video", List.of("x", "y"), Map.of());
    assertThat(other.option()).isEqualTo("x");
    assertThat(other.reasoning()).contains("the first of them");
    assertThatThrownBy(() -> rules.recommend("a video", List.of(), Map.of()))
        .hasMessageContaining("none is offered");
  }

  private static Recommendation baseline(String query, Map<String, Double> preferences) {
    return KeywordBaseline.DEFAULTS.recommend(query, AGENTS, preferences);
  }

  /** The seed's program only logs a fall, and counts routes without a truth. */
  @Test
  void tuningIsDueByTimeAndByAFallOfTheAccuracy() {
    TuningTrigger trigger = TuningTrigger.DEFAULTS;
    Duration young = Duration.ofMinutes(5);
    assertThat(trigger.due(99, Duration.ofDays(9), .9, .1)).isEmpty();
    assertThat(trigger.due(100, young, .9, .85)).isEmpty();
    assertThat(trigger.due(100, young, .9, .79)).contains("the accuracy fell from 0.900 to 0.790");
    assertThat(trigger.due(100, Duration.ofHours(1), .9, .9))
        .contains("100 routes with a known truth, tuned 60 minutes ago");
    assertThat(trigger.due(100, null, null, .9))
        .contains("100 routes with a known truth, never tuned");
    assertThatThrownBy(() -> new TuningTrigger(0, young, .1))
        .hasMessageContaining("min-labelled must be at least 1, but is 0");
    assertThatThrownBy(() -> new TuningTrigger(1, young.negated(), .1))
        .hasMessageContaining("interval must not be negative");
    assertThatThrownBy(() -> new TuningTrigger(1, young, 0))
        .hasMessageContaining("max-drop must be above 0, to 1, but is 0.0");
  }

  /** The seed's program scores stored predictions, so that the first value always wins. */
  @Test
  void aSettingWithoutEffectStays() {
    List<String> groups = IntStream.range(0, 200).mapToObj(i -> "g" + i).toList();
    Tuning<Double> idle =
        Tuning.choose(
            0.3,
            List.of(0.1, 0.2, 0.3, 0.4),
            value -> groups.stream().mapToDouble(g -> g.hashCode() % 2).toArray(),
            groups);
    assertThat(idle.chosen()).isEqualTo(0.3);
    assertThat(idle.reason()).isEqualTo("none of 3 others changes anything: 0.3 stays");
  }

  @Test
  void aSettingIsTunedWhereItChangesTheOutcome() {
    List<String> groups = IntStream.range(0, 200).mapToObj(i -> "g" + i).toList();
    Tuning<Double> tuned =
        Tuning.choose(
            0.3,
            List.of(0.1, 0.3, 0.5, 0.7),
            threshold ->
                IntStream.range(0, 200)
                    .mapToDouble(i -> (i / 200.0 >= threshold) == (i >= 100) ? 1 : 0)
                    .toArray(),
            groups);
    assertThat(tuned.chosen()).isEqualTo(0.5);
    assertThat(tuned.gain().estimate()).isEqualTo(0.2, within(1e-12));
    assertThat(tuned.previous()).isEqualTo(0.3);
    assertThatThrownBy(() -> Tuning.choose(1, List.of(1), v -> new double[1], List.of("a")))
        .hasMessageContaining("the grid has no value but the current one, 1");
  }
}
