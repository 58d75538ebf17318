package dev.tracewise.learn.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tracewise.model.Context;
import dev.tracewise.model.Option;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PolicyArtifactTest {
  private static final Context CONTEXT =
      new Context(
          "show me a video about otters",
          null,
          Map.of("load", 0.4),
          Map.of("plan", "pro"),
          List.of(),
          List.of());

  @Test
  void whatIsReadBackIsTheSameToTheLastBit() {
    TrainedPolicy trained = trained(PolicySettings.of(Algorithm.DOUBLY_ROBUST));
    byte[] bytes = PolicyArtifact.write(trained);
    TrainedPolicy back = PolicyArtifact.read(bytes);
    assertThat(PolicyArtifact.write(back)).isEqualTo(bytes);
    for (LoggedDecision row : SimulatedAssistant.log(new SimulatedAssistant(32).rows(300))) {
      assertThat(back.policy().probabilities(row.context(), row.options()))
          .isEqualTo(trained.policy().probabilities(row.context(), row.options()));
      assertThat(back.rewardModel().values(row.context(), row.options()))
          .isEqualTo(trained.rewardModel().values(row.context(), row.options()));
    }
  }

  private static TrainedPolicy trained(PolicySettings settings) {
    return PolicyTrainer.train(
        SimulatedAssistant.log(new SimulatedAssistant(31).rows(400)),
        settings.withFeatures(FeatureSettings.DEFAULTS.withNumericBins(4)));
  }

  /** Written on 2026-11-21, before powers of length; these numbers must never change. */
  @Test
  void anArtefactOfTheFirstDayGivesTheSameProbabilitiesForEver() throws IOException {
    TrainedPolicy golden = golden("/golden/policy-1.json");
    List<Option> options =
        List.of(
            new Option("summarizer", Map.of("price", 0.5)),
            new Option("video_search", Map.of("price", 2.0)),
            Option.named("never_seen"));
    assertThat(golden.policy().probabilities(CONTEXT, options))
        .containsExactly(0.048849103412290484, 0.5991553592100306, 0.3519955373776789);
    assertThat(golden.rewardModel().values(CONTEXT, options))
        .containsExactly(0.27345065321613493, 0.45609336086433305, 0.40604664154126635);
  }

  /**
   * Written on 2026-11-21 with every kind of feature: words and pairs of them, characters, numbers
   * with bins, categories, entities, enhanced text, options with two features each, a floor; these
   * numbers must never change.
   */
  @Test
  void anArtefactWithEveryKindOfFeatureGivesTheSameProbabilitiesForEver() throws IOException {
    TrainedPolicy golden = golden("/golden/policy-2.json");
    Context context =
        new Context(
            "Show me a REPORT about otters",
            "video of Ötters, 3 charts",
            Map.of("load", 0.4, "age", 33.0),
            Map.of("plan", "pro"),
            List.of(new Context.Entity("otters", "Animal")),
            List.of());
    List<Option> options =
        List.of(
            new Option("summarizer", Map.of("price", 0.5, "latency", 2.0)),
            new Option("video_search", Map.of("price", 2.0, "latency", 5.0)),
            Option.named("never_seen"),
            new Option("chat", Map.of("price", 1.0)));
    assertThat(golden.policy().probabilities(context, options))
        .containsExactly(
            0.046796355492415335, 0.8959775373817136, 0.0365608571852912, 0.02066524994057992);
    assertThat(golden.rewardModel().values(context, options))
        .containsExactly(
            0.41020516746468816, 0.4369851661110554, 0.36664166633685086, 0.3754106403468213);
  }

  private TrainedPolicy golden(String resource) throws IOException {
    try (InputStream file = getClass().getResourceAsStream(resource)) {
      byte[] bytes = Objects.requireNonNull(file).readAllBytes();
      TrainedPolicy golden = PolicyArtifact.read(bytes);
      assertThat(PolicyArtifact.write(golden)).isEqualTo(bytes);
      return golden;
    }
  }

  @ParameterizedTest(name = "{0} instead of {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"tracewise-policy\" | \"other\" | its format is not tracewise-policy",
        "\"format_version\":1 | \"format_version\":2 | its format version is 2, 1 is known",
        "\"format_version\":1 | \"format_version\":\"1\" | its field \"format_version\" is no integer",
        "\"TEXT\" | \"SMELL\" | the source of features \"SMELL\" is not known",
        "\"length_power\":0.5 | \"length_power\":1.5 | lengthPower is 1.5, not in [0, 1]",
        "\"length_power\":0.5 | \"length_power\":\"x\" | \"length_power\" holds \"x\"",
        "\"hash_bits\":18 | \"hash_bits\":40 | hashBits is 40",
        "\"policy\":{ | \"nothing\":{ | its field \"policy\" is no object",
        "\"edges\" | \"corners\" | its field \"edges\" is no array",
        "\"deviation\": | \"deviation\":- | is not positive",
        "\"temperature\":1.0 | \"temperature\":0 | the temperature is 0.0",
        "\"name\":\"chat\" | \"name\":\"zzz\" | its options are not in ascending order",
        "\"name\":\"chat\" | \"name\":7 | the name of an option is 7",
        "\"indices\":[ | \"indices\":[-1, | indices are not ascending numbers in [0, 262144)",
        "\"values\":[ | \"values\":[1, | values",
        "\"low\":0.0 | \"low\":\"none\" | \"low\" holds \"none\", not a finite number",
        "{\"format\" | {{\"format\" | it is no JSON",
      })
  void whatWasChangedIsRefusedWithTheFieldAtFault(String from, String to, String message) {
    String json =
        new String(
            PolicyArtifact.write(trained(PolicySettings.of(Algorithm.SNIPS))),
            StandardCharsets.UTF_8);
    assertThat(json).contains(from);
    int at = json.indexOf(from);
    String changed = json.substring(0, at) + to + json.substring(at + from.length());
    assertThatThrownBy(() -> PolicyArtifact.read(changed.getBytes(StandardCharsets.UTF_8)))
        .hasMessageStartingWith("Cannot ")
        .hasMessageContaining(message);
  }

  @Test
  void aModelWithoutColumnsIsRefused() {
    String json =
        "{\"format\":\"tracewise-policy\",\"format_version\":1,\"features\":{\"hash_bits\":18,"
            + "\"word_ngrams\":1,\"char_ngram_min\":0,\"char_ngram_max\":0,\"numeric_bins\":0,"
            + "\"minimum_rows\":1,\"sources\":[]},\"numeric\":{},\"option_numeric\":{},"
            + "\"policy\":{\"options\":[]},\"reward_model\":{}}";
    assertThatThrownBy(() -> PolicyArtifact.read(json.getBytes(StandardCharsets.UTF_8)))
        .hasMessageContaining("its options are missing");
  }
}
