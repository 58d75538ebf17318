package dev.tracewise.learn.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tracewise.model.Context;
import dev.tracewise.model.Option;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class SessionFactsTest {
  private static final Option OPTION = new Option("a", Map.of("price", 2.0));
  private static final Context FIRST = turn(0, Map.of());
  private static final Context SECOND =
      turn(
          1,
          Map.of(
              SessionFacts.MODALITY, "video",
              SessionFacts.TEXT, "sea otters",
              SessionFacts.OPTION, "search",
              SessionFacts.OUTCOME, "failed",
              SessionFacts.CHOICE, "search: failed"));

  @Test
  void aPolicySeesAsMuchOfEarlierTurnsAsItsSourcesSay() {
    // constant, turns, pause; then modality, two words and a pair; then option, outcome and both
    assertThat(size(EarlierTurns.CHOICES)).isEqualTo(3 + 4 + 3);
    assertThat(size(EarlierTurns.QUERIES)).isEqualTo(3 + 4);
    assertThat(size(EarlierTurns.NONE)).isEqualTo(1);
  }

  @Test
  void featuresOfOptionsAreCrossedWithWhatIsSeenAlone() {
    // the price alone, with turns, with pause, with the modality
    assertThat(fitted(EarlierTurns.QUERIES).option(SECOND, OPTION).size()).isEqualTo(4);
    assertThat(fitted(EarlierTurns.NONE).option(SECOND, OPTION).size()).isEqualTo(1);
  }

  @Test
  void aPolicyOfRowsWithoutSessionsLooksAtNoSession() {
    Featurizer featurizer =
        Featurizer.fit(
            List.of(new Choice(Context.EMPTY, List.of(OPTION), 0)), FeatureSettings.DEFAULTS);

    assertThat(featurizer.turns()).isEqualTo(EarlierTurns.NONE);
    assertThat(featurizer.context(SECOND))
        .hasToString(featurizer.context(Context.EMPTY).toString());
  }

  @Test
  void namesThatOnlyLookAlikeStayWhatTheyAre() {
    Context given =
        new Context(null, null, Map.of(), Map.of("session.kind", "trial"), List.of(), List.of());

    assertThat(SessionFacts.seen(given, EarlierTurns.NONE)).isSameAs(given);
    assertThat(SessionFacts.text(given, EarlierTurns.CHOICES)).isNull();
  }

  @Test
  void aStoredPolicySaysWhatItLooksAt() {
    List<LoggedDecision> rows = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      rows.add(
          new LoggedDecision(
              "i" + i,
              "g" + i,
              i % 2 == 0 ? FIRST : SECOND,
              List.of(Option.named("a"), Option.named("b")),
              i / 2 % 2,
              0.5,
              i % 3));
    }
    for (EarlierTurns turns : EarlierTurns.values()) {
      PolicySettings settings =
          PolicySettings.of(Algorithm.DIRECT).withFeatures(FeatureSettings.DEFAULTS.within(turns));
      TrainedPolicy trained = PolicyTrainer.train(rows, settings);
      TrainedPolicy stored = PolicyArtifact.read(PolicyArtifact.write(trained));

      assertThat(stored.turns()).isEqualTo(turns);
      assertThat(stored.policy().probabilities(SECOND, rows.get(0).options()))
          .isEqualTo(trained.policy().probabilities(SECOND, rows.get(0).options()));
    }
  }

  @Test
  void theOneThatLooksAtMoreCounts() {
    assertThat(EarlierTurns.NONE.or(EarlierTurns.QUERIES)).isEqualTo(EarlierTurns.QUERIES);
    assertThat(EarlierTurns.CHOICES.or(EarlierTurns.QUERIES)).isEqualTo(EarlierTurns.CHOICES);
  }

  private static int size(EarlierTurns turns) {
    return fitted(turns).context(SECOND).size();
  }

  private static Featurizer fitted(EarlierTurns turns) {
    return Featurizer.fit(
        List.of(new Choice(FIRST, List.of(OPTION), 0), new Choice(SECOND, List.of(OPTION), 0)),
        FeatureSettings.DEFAULTS.within(turns));
  }

  private static Context turn(int before, Map<String, String> categories) {
    Map<String, Double> numbers = new TreeMap<>(Map.of(SessionFacts.TURNS, (double) before));
    if (before > 0) {
      numbers.put(SessionFacts.PAUSE, 2.0);
    }
    return new Context(null, null, numbers, categories, List.of(), List.of());
  }
}
