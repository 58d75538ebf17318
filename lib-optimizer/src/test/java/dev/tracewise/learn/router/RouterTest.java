package dev.tracewise.learn.router;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.tracewise.learn.routing.KeywordBaseline;
import dev.tracewise.learn.routing.KeywordBaseline.Rule;
import dev.tracewise.learn.text.Phrase;
import dev.tracewise.model.Context;
import dev.tracewise.model.Option;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RouterTest {
  private static final List<Option> OPTIONS =
      List.of(
          Option.named("video").with(Option.MODEL_PROBABILITY, 0.5),
          Option.named("report").with(Option.MODEL_PROBABILITY, 0.3),
          Option.named("summary").with(Option.MODEL_PROBABILITY, 0.2));
  private static final List<Option> UNKNOWN =
      List.of(Option.named("video"), Option.named("report"), Option.named("summary"));
  private static final RouterSettings PLAIN = RouterSettings.AS_LOGGED;

  private static Context text(String text) {
    return new Context(text, null, Map.of(), Map.of(), List.of(), List.of());
  }

  private static double[] of(RouterSettings settings, Context context, List<Option> options) {
    return new Router(settings).probabilities(context, options);
  }

  @Test
  void withoutAnythingSaidItIsTheModelOfTheLog() {
    assertThat(of(PLAIN, Context.EMPTY, OPTIONS)).containsExactly(.5, .3, .2);
    assertThat(of(PLAIN, Context.EMPTY, UNKNOWN)).containsExactly(1.0 / 3, 1.0 / 3, 1.0 / 3);
  }

  @Test
  void temperatureSharpensTheModel() {
    assertThat(of(PLAIN.withTemperature(0), Context.EMPTY, OPTIONS)).containsExactly(1, 0, 0);
    assertThat(of(PLAIN.withTemperature(0.5), Context.EMPTY, OPTIONS))
        .containsExactly(new double[] {.25 / .38, .09 / .38, .04 / .38}, within(1e-12));
    List<Option> tied =
        List.of(
            Option.named("a").with(Option.MODEL_PROBABILITY, 0.5),
            Option.named("b").with(Option.MODEL_PROBABILITY, 0.5));
    assertThat(of(PLAIN.withTemperature(0), Context.EMPTY, tied)).containsExactly(.5, .5);
  }

  @Test
  void theFirstKeywordRuleThatFitsSpeaks() {
    KeywordBaseline rules =
        new KeywordBaseline(
            List.of(
                Rule.of("chat", 0.9, "hello"),
                new Rule("summary", 0.8, List.of(Phrase.exact("in short"))),
                Rule.of("report", 0.9, "analysis"),
                Rule.of("video", 0.6)));
    RouterSettings settings = PLAIN.withKeywords(rules);
    assertThat(of(settings, text("an analysis, in short: hello"), UNKNOWN))
        .containsExactly(new double[] {.1, .1, .8}, within(1e-12));
    assertThat(of(settings, text("the analyses of it"), UNKNOWN))
        .containsExactly(new double[] {.6, .2, .2}, within(1e-12));
    assertThat(of(settings, text("two analysiss"), OPTIONS))
        .containsExactly(new double[] {.275, .6, .125}, within(1e-12));
    assertThat(of(settings, text("nothing"), OPTIONS)).containsExactly(.5, .3, .2);
    assertThat(of(settings, Context.EMPTY, List.of(Option.named("video")))).containsExactly(1);
  }

  @Test
  void entitiesSpeakFromTheThresholdOn() {
    RouterSettings settings =
        PLAIN.withEntities(
            EntityLabels.of(0.5, Map.of("animal", "video", "law", "report", "song", "audio")));
    Context context =
        new Context(
            null,
            null,
            Map.of("entity_score.animal", 0.3, "entity_score.law", 0.6),
            Map.of(),
            List.of(
                new Context.Entity("otter", "animal"),
                new Context.Entity("GDPR", "law"),
                new Context.Entity("Yesterday", "song"),
                new Context.Entity("?", null)),
            List.of());
    assertThat(of(settings, context, UNKNOWN)).containsExactly(0, 1, 0);
    RouterSettings low = settings.withEntities(EntityLabels.of(0.1, settings.entities().options()));
    assertThat(of(low, context, UNKNOWN))
        .containsExactly(new double[] {1.0 / 3, 2.0 / 3, 0}, within(1e-12));
    assertThat(new Router(low).recommend(context, UNKNOWN, 1, "version 1").reasoning())
        .isEqualTo("entities animal, law: 0.67");
  }

  @Test
  void weightsAndTheThresholdDecideWhoWins() {
    RouterSettings settings =
        PLAIN.withKeywords(new KeywordBaseline(List.of(Rule.of("report", 0.9, "analysis"))));
    Context asked = text("an analysis");
    assertThat(of(settings, asked, OPTIONS)[1]).isEqualTo(0.6, within(1e-12));
    assertThat(of(settings.withWeight(Scorer.KEYWORDS, 0), asked, OPTIONS)[1])
        .isEqualTo(0.3, within(1e-12));
    assertThat(of(settings.withConfidenceThreshold(0.5), asked, OPTIONS)).containsExactly(0, 1, 0);
    assertThat(of(settings.withConfidenceThreshold(0.7), asked, OPTIONS)[1])
        .isEqualTo(0.6, within(1e-12));
    assertThat(new Router(settings).recommend(asked, OPTIONS, 1, "version 1"))
        .satisfies(
            r -> {
              assertThat(r.option()).isEqualTo("report");
              assertThat(r.confidence()).isEqualTo(0.6, within(1e-12));
              assertThat(r.reasoning())
                  .isEqualTo("the model at temperature 1.00: 0.30; keywords analysis: 0.90");
              assertThat(r.decidedBy()).isEqualTo("version 1");
            });
    assertThat(new Router(PLAIN).recommend(asked, UNKNOWN, 0, "v").reasoning())
        .isEqualTo("nothing speaks for any option");
  }

  @Test
  void settingsOutOfRangeAreRefused() {
    assertThatThrownBy(() -> PLAIN.withTemperature(-1))
        .hasMessageStartingWith("Cannot make a router: its temperature is -1.0.");
    assertThatThrownBy(() -> PLAIN.withWeight(Scorer.MODEL, Double.NaN))
        .hasMessageStartingWith("Cannot make a router: the weight of its model is NaN.");
    assertThatThrownBy(() -> PLAIN.withConfidenceThreshold(Double.POSITIVE_INFINITY))
        .hasMessageStartingWith("Cannot make a router: its confidence threshold is Infinity.");
    assertThatThrownBy(() -> EntityLabels.of(1.5, Map.of()))
        .hasMessageStartingWith("Cannot make a router: its entity threshold is 1.5.");
  }
}
