package dev.tracewise.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tracewise.learn.policy.Algorithm;
import dev.tracewise.learn.policy.EarlierTurns;
import dev.tracewise.learn.reward.LatencyPenalty;
import dev.tracewise.learn.reward.RewardSettings;
import dev.tracewise.learn.router.TuningGrid;
import dev.tracewise.model.TracewiseException;
import dev.tracewise.source.IngestSettings;
import dev.tracewise.source.SpanDecisionMapping;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsTest {
  @TempDir Path folder;

  @Test
  void withoutAnySourceEverythingHasItsDefault() {
    Settings settings = Settings.load(Sources.defaults());

    assertThat(settings.job()).isEqualTo(new JobSettings("./warehouse", "default", 42));
    assertThat(settings.of(PolicySearchSettings.class))
        .isEqualTo(
            new PolicySearchSettings(
                50,
                8,
                List.of(
                    Algorithm.DOUBLY_ROBUST,
                    Algorithm.DIRECT,
                    Algorithm.SNIPS,
                    Algorithm.CLIPPED_IPS),
                EarlierTurns.NONE));
    assertThat(settings.of(RewardSettings.class)).isEqualTo(RewardSettings.DEFAULTS);
    assertThat(settings.of(SpanSettings.class).mappings()).isEqualTo(SpanDecisionMapping.SHIPPED);
    assertThat(settings.of(IngestSettings.class)).isEqualTo(IngestSettings.DEFAULT);
    assertThat(settings.of(ActivationSettings.class).policy())
        .isEqualTo(ActivationSettings.Policy.MANUAL);
    assertThat(settings.of(ActivationSettings.class).metaModels())
        .isEqualTo(ActivationSettings.Policy.GATE);
  }

  @Test
  void aStrongerSourceBeatsAWeakerOne() throws IOException {
    Path file =
        file(
            "tracewise { tenant = file, seed = 1, policy { candidates = 2, min-experiences = 2 } }");
    Map<String, String> environment =
        Map.of(
            "TRACEWISE_SEED",
            "3",
            "TRACEWISE_POLICY_MIN_EXPERIENCES",
            "3",
            "TRACEWISE_TENANT",
            "env");

    Settings settings =
        Settings.load(
            new Sources(
                file,
                environment,
                List.of("tracewise.policy.min-experiences=4", "tenant=set"),
                Map.of("tracewise.tenant", "option")));

    assertThat(settings.of(PolicySearchSettings.class).candidates()).isEqualTo(2);
    assertThat(settings.job().seed()).isEqualTo(3);
    assertThat(settings.of(PolicySearchSettings.class).minExperiences()).isEqualTo(4);
    assertThat(settings.job().tenant()).isEqualTo("option");
  }

  @Test
  void variablesOfTheSeedsAreAliasesThatOurOwnVariableBeats() {
    Map<String, String> environment = new HashMap<>();
    environment.put("MIN_FEEDBACK_THRESHOLD", "100");

    assertThat(withEnvironment(environment).of(PolicySearchSettings.class).minExperiences())
        .isEqualTo(100);

    environment.put("TRACEWISE_POLICY_MIN_EXPERIENCES", "5");

    assertThat(withEnvironment(environment).of(PolicySearchSettings.class).minExperiences())
        .isEqualTo(5);
  }

  @Test
  void aListIsWrittenWithCommasOrInBrackets() {
    assertThat(withSet("policy.algorithms=snips, clipped-ips").of(PolicySearchSettings.class))
        .extracting(PolicySearchSettings::algorithms)
        .isEqualTo(List.of(Algorithm.SNIPS, Algorithm.CLIPPED_IPS));
    assertThat(withSet("policy.algorithms=[direct, direct]").of(PolicySearchSettings.class))
        .extracting(PolicySearchSettings::algorithms)
        .isEqualTo(List.of(Algorithm.DIRECT));
    assertRefused("policy.algorithms=[direct, magic]")
        .hasMessageContaining(
            "must be a list of one of direct, clipped_ips, snips, doubly_robust, but has magic");
  }

  @Test
  void aListMayBeOfNumbers() {
    assertThat(withSet("router.temperatures=0, 0.25").of(TuningGrid.class))
        .extracting(TuningGrid::temperatures)
        .isEqualTo(List.of(0.0, 0.25));
    assertRefused("router.weights=[1, heavy]")
        .hasMessageContaining(
            "tracewise.router.weights must be a list of numbers, but is [1, heavy]");
    assertRefused("router.weights=[-1]")
        .hasMessageContaining("tracewise.router: weights must be 0 or more, but has -1.0");
  }

  @Test
  void theShapeOfThePenaltyIsChosenByName() {
    Settings settings =
        Settings.load(
            new Sources(
                null,
                Map.of("TRACEWISE_REWARD_PENALTY_FULL_SECONDS", "20"),
                List.of("reward.penalty.shape=Linear"),
                Map.of()));

    assertThat(settings.of(RewardSettings.class).penalty())
        .isEqualTo(new LatencyPenalty.Linear(20));
    assertRefused("reward.penalty.shape=steep")
        .hasMessageContaining("tracewise.reward.penalty.shape must be one of hyperbolic, linear");
    assertRefused("reward.penalty.half-seconds=0")
        .hasMessageContaining("the time scale of the penalty is 0.0 seconds");
  }

  @Test
  void aTypeOfFeedbackIsWeighedByItsName() {
    RewardSettings reward = withSet("reward.feedback-weights.clarity=2").of(RewardSettings.class);

    assertThat(reward.feedbackWeight("clarity")).isEqualTo(2);
    assertThat(reward.feedbackWeight("relevance")).isEqualTo(0.8);
    assertRefused("reward.feedback-weights.clarity=-1")
        .hasMessageContaining("the weight of clarity is -1.0");
  }

  @Test
  void aConventionOfSpansIsABlockUnderAnyName() throws IOException {
    Path file =
        file(
            "tracewise.spans.decisions {"
                + " mine { chosen = my.route, time-unit = milliseconds, missing-quality = unknown },"
                + " routing = null }");

    List<SpanDecisionMapping> mappings = load(file).of(SpanSettings.class).mappings();

    assertThat(mappings).extracting(SpanDecisionMapping::name).containsExactly("mine", "tracewise");
    assertThat(mappings.get(0).chosen()).isEqualTo("my.route");
    assertThat(mappings.get(0).propensity()).isNull();
  }

  @Test
  void aConventionOfSpansWithoutWhatItNeedsIsRefused() {
    assertRefused("spans.decisions.mine.chosen=my.route")
        .hasMessageContaining("tracewise.spans.decisions.mine.time-unit has no value");
    assertRefused("spans.decisions.mine.choice=my.route")
        .hasMessageContaining("tracewise.spans.decisions.mine.choice is not a key");
    assertRefused("spans.decisions.mine.name=other").hasMessageContaining("is not a key");
  }

  @Test
  void aUriIsTakenAsItIs() {
    assertThat(withSet("warehouse=s3a://bucket/a#b").job().warehouse())
        .isEqualTo("s3a://bucket/a#b");
  }

  @Test
  void keysAreAcceptedWithUnderscores() {
    assertThat(withSet("policy.min_experiences=7").of(PolicySearchSettings.class).minExperiences())
        .isEqualTo(7);
  }

  @Test
  void anUnknownKeyIsRefusedWithTheNearestKnownOne() {
    assertRefused("tracewise.policy.candidate=3")
        .hasMessageContaining(
            "tracewise.policy.candidate is not a key; did you mean tracewise.policy.candidates?");
  }

  @Test
  void anUnknownVariableIsRefusedWithTheNearestKnownOne() {
    assertThatThrownBy(() -> withEnvironment(Map.of("TRACEWISE_TENAT", "x")))
        .isInstanceOf(TracewiseException.class)
        .hasMessageContaining("TRACEWISE_TENAT stands for no key; did you mean TRACEWISE_TENANT?");
  }

  @Test
  void variablesOfTheLauncherAreLeftToIt() {
    assertThat(withEnvironment(Map.of("TRACEWISE_HOME", "/opt", "PATH", "/bin")).job().tenant())
        .isEqualTo("default");
  }

  @Test
  void allProblemsAreReportedAtOnce() throws IOException {
    Path file = file("tracewise { sed = 1, policy.candidates = many }");

    assertThatThrownBy(
            () ->
                Settings.load(
                    new Sources(
                        file,
                        Map.of("TRACEWISE_SEED", "1.5"),
                        List.of("tenant=../x", "nonsense"),
                        Map.of())))
        .isInstanceOf(TracewiseException.class)
        .hasMessageStartingWith("Cannot read the configuration: 5 problems")
        .hasMessageContaining("did you mean tracewise.seed?")
        .hasMessageContaining("tracewise.policy.candidates must be a whole number, but is many")
        .hasMessageContaining("tracewise.seed must be a whole number, but is 1.5")
        .hasMessageContaining("tenant must be 1 to 128 letters")
        .hasMessageContaining("--set nonsense is not of the form KEY=VALUE");
  }

  @Test
  void aValueOutOfRangeIsRefusedWithItsRange() {
    assertRefused("policy.min-experiences=0")
        .hasMessageContaining("tracewise.policy: min-experiences must be at least 1, but is 0");
    assertRefused("apply.explore=1").hasMessageContaining("below 1, but is 1.0");
    assertRefused("apply.explore=NaN").hasMessageContaining("must be a number");
    assertRefused("policy.algorithms=[]").hasMessageContaining("at least one");
    assertRefused("warehouse= ").hasMessageContaining("warehouse must not be empty");
  }

  @Test
  void aWrongChoiceIsRefusedWithTheChoices() {
    assertRefused("activation.policy=nobody").hasMessageContaining("must be one of manual, gate");
  }

  @Test
  void aSecretIsRefusedWithItsRemedyAndNeverShown() {
    assertRefused("tracewise.llm.api-key=hunter2")
        .hasMessageContaining("name that in tracewise.llm.api-key-file")
        .hasMessageNotContaining("hunter2");
  }

  @Test
  void aFileThatIsMissingOrBrokenIsAProblem() throws IOException {
    Path broken = file("tracewise { seed = ");

    assertThatThrownBy(() -> load(folder.resolve("none.conf")))
        .hasMessageContaining("none.conf given by --config cannot be read");
    assertThatThrownBy(() -> load(broken)).hasMessageContaining("is not HOCON");
  }

  @Test
  void theHashFollowsTheSettingsButNotTheWarehouse() {
    String hash = Settings.load(Sources.defaults()).hash();

    assertThat(withSet("warehouse=/elsewhere").hash()).isEqualTo(hash);
    assertThat(withSet("seed=43").hash()).isNotEqualTo(hash);
  }

  @Test
  void theEffectiveConfigurationNamesEveryKey() {
    assertThat(withSet("seed=43").effective())
        .containsEntry("tracewise.seed", "43")
        .containsEntry("tracewise.tenant", "default");
  }

  private static AbstractThrowableAssert<?, ? extends Throwable> assertRefused(String assignment) {
    return assertThatThrownBy(() -> withSet(assignment)).isInstanceOf(TracewiseException.class);
  }

  private static Settings withSet(String assignment) {
    return Settings.load(new Sources(null, Map.of(), List.of(assignment), Map.of()));
  }

  private static Settings withEnvironment(Map<String, String> environment) {
    return Settings.load(new Sources(null, environment, List.of(), Map.of()));
  }

  private static Settings load(Path file) {
    return Settings.load(new Sources(file, Map.of(), List.of(), Map.of()));
  }

  private Path file(String text) throws IOException {
    return Files.writeString(folder.resolve("my.conf"), text);
  }
}
