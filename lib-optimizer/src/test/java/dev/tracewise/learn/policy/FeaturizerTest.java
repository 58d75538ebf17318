package dev.tracewise.learn.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.tracewise.model.Context;
import dev.tracewise.model.Option;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FeaturizerTest {
  private static final FeatureSettings ALL = FeatureSettings.DEFAULTS;

  @Test
  void theHashAgreesWithTheReference() {
    assertThat(hash("", 0)).isZero();
    assertThat(hash("", 1)).isEqualTo(0x514E28B7);
    assertThat(hash("a", 0x9747b28c)).isEqualTo(0x7FA09EA6);
    assertThat(hash("aa", 0x9747b28c)).isEqualTo(0x5D211726);
    assertThat(hash("aaa", 0x9747b28c)).isEqualTo(0x283E0130);
    assertThat(hash("aaaa", 0x9747b28c)).isEqualTo(0x5A97808A);
    assertThat(hash("Hello, world!", 0x9747b28c)).isEqualTo(0x24884CBA);
    assertThat(hash("ππππππππ", 0x9747b28c)).isEqualTo(0xD58063C1);
  }

  private static int hash(String text, int seed) {
    return MurmurHash3.hash(text.getBytes(StandardCharsets.UTF_8), seed);
  }

  @Test
  void wordsAreRunsOfLettersAndDigitsInLowerCase() {
    assertThat(Tokens.of("Zeig mir 3 Öfen, bitte!"))
        .containsExactly("zeig", "mir", "3", "öfen", "bitte");
    assertThat(Tokens.of("  ")).isEmpty();
    assertThat(Tokens.of("𝒜b")).containsExactly("𝒜b");
    assertThat(Tokens.of("x".repeat(63) + "𝒜𝒜")).containsExactly("x".repeat(63));
  }

  @Test
  void aTextOfAMegabyteCostsLittle() {
    assertThat(Tokens.of("word ".repeat(200_000))).hasSize(Tokens.MAXIMUM_TOKENS);
    assertThat(Tokens.of("x".repeat(1_000_000)).get(0)).hasSize(Tokens.MAXIMUM_LENGTH);
    SparseVector vector = featurizer(ALL.withCharacters()).context(text("word ".repeat(200_000)));
    assertThat(vector.size()).isLessThan(40);
  }

  @Test
  void indicesAscendAndAreDistinct() {
    SparseVector vector = featurizer(ALL.withCharacters()).context(text("a b a c and a b again"));
    for (int i = 1; i < vector.size(); i++) {
      assertThat(vector.index(i)).isGreaterThan(vector.index(i - 1));
    }
    assertThat(vector.toString()).contains("=");
  }

  @ParameterizedTest(name = "power {0}")
  @CsvSource({"1, 1", "0.5, 2.8284271", "0, 8", "0.8, 1.5157166"})
  void aBlockOfTextIsDividedByAPowerOfItsLength(double power, double squaredLength) {
    // squares of the counts: to 4, be 4 → length √8
    assertThat(squaredLength("to be to be", power)).isEqualTo(squaredLength, within(1e-5));
  }

  @Test
  void noBlockOfTextIsLongerThanFour() {
    assertThat(squaredLength("otters ".repeat(1000), 0)).isEqualTo(16, within(1e-5));
    assertThat(squaredLength("otters ".repeat(1000), 0.5)).isEqualTo(16, within(1e-5));
    assertThat(squaredLength("otters ".repeat(1000), 1)).isEqualTo(1, within(1e-5));
  }

  private static double squaredLength(String text, double power) {
    FeatureSettings words = ALL.withWordNgrams(1).withLengthPower(power);
    SparseVector vector = featurizer(words).context(text(text));
    double squares = -1; // the constant feature
    for (int i = 0; i < vector.size(); i++) {
      squares += (double) vector.value(i) * vector.value(i);
    }
    return squares;
  }

  private static Context text(String text) {
    return new Context(text, null, Map.of(), Map.of(), List.of(), List.of());
  }

  private static Featurizer featurizer(FeatureSettings settings) {
    return Featurizer.fit(List.of(), settings);
  }

  @Test
  void numbersAreStandardisedAndBinnedByWhatTrainingShowed() {
    List<Choice> rows = List.of(numbers(1.0), numbers(3.0), numbers(5.0), numbers(null));
    Featurizer featurizer = Featurizer.fit(rows, ALL.withNumericBins(2));
    Scaling scaling = featurizer.numeric().get("x");
    assertThat(scaling.mean()).isEqualTo(3, within(1e-12));
    assertThat(scaling.deviation()).isEqualTo(Math.sqrt(8.0 / 3), within(1e-12));
    assertThat(scaling.scale(1e9)).isEqualTo(5);
    assertThat(scaling.bin(3)).isZero();
    assertThat(scaling.bin(3.5)).isEqualTo(1);
    assertThat(featurizer.context(numbers(2.0).context()).size()).isEqualTo(3);
    assertThat(featurizer.context(numbers(null).context()).size()).isEqualTo(1);
    assertThat(Scaling.of(new double[] {0.1, 0.1, 0.1}, 0).deviation()).isEqualTo(1);
  }

  private static Choice numbers(@Nullable Double x) {
    Map<String, Double> numeric = x == null ? Map.of() : Map.of("x", x);
    Context context = new Context(null, null, numeric, Map.of(), List.of(), List.of());
    return new Choice(context, List.of(new Option("a", Map.of("price", 2.0))), 0);
  }

  /** A few absurd numbers in a log make neither a scale nor a feature infinite. */
  @Test
  void numbersNearTheLargestThereIsStayFinite() {
    Scaling absurd = Scaling.of(new double[] {1.7e308, -1.7e308, -1.7e308, -1.7e308, 2}, 4);
    assertThat(absurd.deviation()).isFinite().isPositive();
    assertThat(absurd.mean()).isFinite();
    assertThat(absurd.scale(1.7e308)).isBetween(0.0, 5.0);
    assertThat(absurd.scale(-1.7e308)).isBetween(-5.0, 0.0);
    assertThat(Scaling.of(new double[] {1, 2, 3}, 0).scale(1.7e308)).isEqualTo(5);
    assertThat(absurd.edges()).doesNotContain(Double.POSITIVE_INFINITY, Double.NaN);
  }

  @Test
  void everySourceCanBeLeftOut() {
    Context context =
        new Context(
            "otters",
            "sea otters",
            Map.of("x", 1.0),
            Map.of("c", "v"),
            List.of(new Context.Entity("Otters", "Animal"), new Context.Entity("sea", null)),
            List.of());
    Option option = new Option("a", Map.of("price", 2.0, "late", 1.0));
    List<Choice> rows = List.of(new Choice(context, List.of(option), 0));
    Featurizer everything = Featurizer.fit(rows, ALL);
    // constant, x, c, three of entities, one word, two words and a pair
    assertThat(everything.context(context).size()).isEqualTo(1 + 1 + 1 + 3 + 1 + 3);
    // two features, each alone, with c and with x
    assertThat(everything.option(context, option).size()).isEqualTo(6);
    Featurizer nothing = Featurizer.fit(rows, ALL.withSources(EnumSet.noneOf(FeatureSource.class)));
    assertThat(nothing.context(context).size()).isEqualTo(1);
    assertThat(nothing.option(context, option).size()).isZero();
    Featurizer alone =
        Featurizer.fit(rows, ALL.withSources(EnumSet.of(FeatureSource.OPTION_FEATURES)));
    assertThat(alone.option(context, option).size()).isEqualTo(2);
    Option unknown = new Option("a", Map.of("never seen", 1.0));
    assertThat(everything.option(context, unknown).size()).isZero();
  }

  @Test
  void settingsOutOfRangeAreRefused() {
    assertThatThrownBy(() -> new FeatureSettings(30, 1, 0, 0, 0, 1, 1, ALL.sources()))
        .hasMessageContaining("hashBits is 30, not in [8, 24]");
    assertThatThrownBy(() -> new FeatureSettings(18, 1, 0, 5, 0, 1, 1, ALL.sources()))
        .hasMessageContaining("charNgramMin is 0 while charNgramMax is 5");
    assertThatThrownBy(() -> ALL.withLengthPower(-0.5))
        .hasMessageContaining("lengthPower is -0.5, not in [0, 1]");
    assertThatThrownBy(() -> new Choice(Context.EMPTY, List.of(), 0))
        .hasMessageContaining("option 0 was chosen of 0");
  }
}
