package dev.tracewise.learn.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tracewise.learn.policy.PolicyDifference.WeightChange;
import dev.tracewise.model.Context;
import dev.tracewise.model.Option;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PolicyDifferenceTest {
  private static final FeatureSettings WORDS = FeatureSettings.DEFAULTS.withWordNgrams(1);

  @Test
  void aPolicyDoesNotDifferFromItself() {
    SoftmaxPolicy policy = policy(PolicySettings.of(Algorithm.DIRECT), 1.0, "left", "right");

    PolicyDifference difference = PolicyDifference.between(policy, policy, Stream.of(), 5);

    assertThat(difference.optionsAdded()).isEmpty();
    assertThat(difference.optionsRemoved()).isEmpty();
    assertThat(difference.settings()).isEmpty();
    assertThat(difference.changed()).isZero();
    assertThat(difference.features()).isPositive();
    assertThat(difference.weights()).isEmpty();
  }

  @Test
  void whatTurnedAroundIsAmongTheLargestChangesByItsName() {
    PolicySettings settings = PolicySettings.of(Algorithm.DIRECT).withFeatures(WORDS);
    SoftmaxPolicy before = policy(settings, 1.0, "left", "right");
    SoftmaxPolicy after = policy(settings, -1.0, "left", "right");

    PolicyDifference difference =
        PolicyDifference.between(before, after, log("left", "right").stream(), 4);

    assertThat(difference.weights()).hasSize(4);
    assertThat(difference.weights())
        .isSortedAccordingTo(
            (a, b) -> Double.compare(Math.abs(b.difference()), Math.abs(a.difference())));
    assertThat(difference.weights()).extracting(WeightChange::feature).contains("turn");
    WeightChange turn =
        difference.weights().stream()
            .filter(each -> each.feature().equals("turn") && "left".equals(each.option()))
            .findFirst()
            .orElseThrow();
    assertThat(turn.from()).isNegative();
    assertThat(turn.to()).isPositive();
    assertThat(turn.difference()).isEqualTo(turn.to() - turn.from());
  }

  /** What speaks for all options alike moves none: weights are told relative to their mean. */
  @Test
  void theWeightsOfAFeatureSumToNothing() {
    PolicySettings settings = PolicySettings.of(Algorithm.DIRECT).withFeatures(WORDS);
    PolicyDifference difference =
        PolicyDifference.between(
            policy(settings, 1.0, "left", "right"),
            policy(settings, -1.0, "left", "right"),
            Stream.of(),
            1000);

    assertThat(
            difference.weights().stream()
                .filter(each -> each.option() != null)
                .mapToDouble(WeightChange::to)
                .sum())
        .isBetween(-1e-6, 1e-6);
  }

  @Test
  void optionsNumbersAndSettingsThatCameAndWentAreNamed() {
    SoftmaxPolicy before = policy(PolicySettings.of(Algorithm.DIRECT), 1.0, "left", "right");
    PolicySettings other =
        PolicySettings.of(Algorithm.DIRECT)
            .withFloor(0.1)
            .withFeatures(WORDS.withSources(Set.of(FeatureSource.CATEGORICAL)));
    SoftmaxPolicy after = policy(other, 1.0, "right", "straight");

    PolicyDifference difference = PolicyDifference.between(before, after, Stream.of(), 5);

    assertThat(difference.optionsAdded()).containsExactly("straight");
    assertThat(difference.optionsRemoved()).containsExactly("left");
    assertThat(difference.settings())
        .extracting(PolicyDifference.Setting::name)
        .containsExactly("floor", "sources", "word_ngrams");
    assertThat(difference.settings().get(1).to()).isEqualTo("categorical");
    assertThat(difference.weights())
        .extracting(WeightChange::feature)
        .allMatch(name -> name.equals("always") || name.startsWith("feature "));
  }

  @Test
  void slotsOfAnotherSizeAreNotCompared() {
    FeatureSettings small =
        new FeatureSettings(10, 1, 0, 0, 0, 2, 0.5, FeatureSettings.DEFAULTS.sources());
    SoftmaxPolicy before = policy(PolicySettings.of(Algorithm.DIRECT), 1.0, "left", "right");
    SoftmaxPolicy after =
        policy(PolicySettings.of(Algorithm.DIRECT).withFeatures(small), 1.0, "left", "right");

    PolicyDifference difference = PolicyDifference.between(before, after, Stream.of(), 5);

    assertThat(difference.weights()).isEmpty();
    assertThat(difference.changed()).isEqualTo(difference.features());
    assertThat(difference.settings())
        .contains(new PolicyDifference.Setting("hash_bits", "18", "10"));
  }

  @Test
  void everyKindOfFeatureGetsItsNameBack() {
    FeatureSettings everything = FeatureSettings.DEFAULTS.withCharacters().withNumericBins(2);
    Context context =
        new Context(
            "otters",
            "cats",
            Map.of("load", 0.5),
            Map.of("plan", "pro"),
            List.of(new Context.Entity("sea", "place")),
            List.of());
    Choice choice =
        new Choice(context, List.of(new Option("a", Map.of("price", 1.0)), Option.named("b")), 0);
    Featurizer featurizer = Featurizer.fit(List.of(choice, choice), everything);
    Set<Integer> all = new HashSet<>();
    for (int slot = 0; slot < 1 << everything.hashBits(); slot++) {
      all.add(slot);
    }
    FeatureNames names = new FeatureNames(featurizer, all);
    names.look(choice);

    List<String> found = new ArrayList<>();
    all.forEach(slot -> found.add(names.of(slot)));

    assertThat(found)
        .contains(
            "always",
            "load",
            "plan=pro",
            "entity sea",
            "entity of type place",
            "text \"otters\"",
            "enhanced text \"cats\"",
            "option's price",
            "option's price*load")
        .anyMatch(name -> name.startsWith("bin load="))
        .anyMatch(name -> name.startsWith("characters \""))
        .anyMatch(name -> name.startsWith("characters of enhanced text \""));
  }

  private static SoftmaxPolicy policy(PolicySettings settings, double sign, String... options) {
    List<LoggedDecision> decisions = new ArrayList<>();
    int i = 0;
    for (Choice choice : log(options)) {
      double turn = choice.context().numeric().getOrDefault("turn", 0.0);
      double reward = (choice.chosen() == 0) == (sign * turn < 0) ? 1 : 0;
      decisions.add(
          new LoggedDecision(
              "i-" + i++,
              "g-" + i,
              choice.context(),
              choice.options(),
              choice.chosen(),
              0.5,
              reward));
    }
    return PolicyTrainer.train(decisions, settings).policy();
  }

  private static List<Choice> log(String... names) {
    List<Option> options = Stream.of(names).map(Option::named).toList();
    List<Choice> choices = new ArrayList<>();
    for (int i = 0; i < 400; i++) {
      double turn = i / 2 % 2 == 0 ? -1.0 : 1.0;
      Context context =
          new Context(
              i % 3 == 0 ? "hello there" : "good morning",
              null,
              Map.of("turn", turn),
              Map.of("plan", i % 5 == 0 ? "pro" : "free"),
              List.of(),
              List.of());
      choices.add(new Choice(context, options, i % 2));
    }
    return choices;
  }
}
