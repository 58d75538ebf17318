package dev.tracewise.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tracewise.model.TracewiseException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
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
    assertThat(settings.of(PolicySettings.class).timeout()).isEqualTo(Duration.ofHours(1));
    assertThat(settings.of(ActivationSettings.class).policy())
        .isEqualTo(ActivationSettings.Policy.MANUAL);
  }

  @Test
  void aStrongerSourceBeatsAWeakerOne() throws IOException {
    Path file = file("tracewise { tenant = file, seed = 1, policy { candidates = 2, workers = 2 } }");
    Map<String, String> environment =
        Map.of("TRACEWISE_SEED", "3", "TRACEWISE_POLICY_WORKERS", "3", "TRACEWISE_TENANT", "env");

    Settings settings =
        Settings.load(
            new Sources(
                file,
                environment,
                List.of("tracewise.policy.workers=4", "tenant=set"),
                Map.of("tracewise.tenant", "option")));

    assertThat(settings.of(PolicySettings.class).candidates()).isEqualTo(2);
    assertThat(settings.job().seed()).isEqualTo(3);
    assertThat(settings.of(PolicySettings.class).workers()).isEqualTo(4);
    assertThat(settings.job().tenant()).isEqualTo("option");
  }

  @Test
  void variablesOfTheSeedsAreAliasesThatOurOwnVariableBeats() {
    Map<String, String> environment = new HashMap<>();
    environment.put("MIN_FEEDBACK_THRESHOLD", "100");
    environment.put("OPTIMIZATION_TIMEOUT", "3600");
    environment.put("OPTIMIZER_WORKER_COUNT", "2");
    environment.put("TRACEWISE_POLICY_WORKERS", "5");

    PolicySettings policy = withEnvironment(environment).of(PolicySettings.class);

    assertThat(policy.minExperiences()).isEqualTo(100);
    assertThat(policy.timeout()).isEqualTo(Duration.ofHours(1));
    assertThat(policy.workers()).isEqualTo(5);
  }

  @Test
  void aBareDurationIsInSeconds() {
    assertThat(withSet("policy.timeout=90").of(PolicySettings.class).timeout())
        .isEqualTo(Duration.ofSeconds(90));
    assertThat(withSet("policy.timeout=2m").of(PolicySettings.class).timeout())
        .isEqualTo(Duration.ofMinutes(2));
  }

  @Test
  void aListIsWrittenWithCommasOrInBrackets() {
    assertThat(withSet("policy.algorithms=a, b").of(PolicySettings.class).algorithms())
        .containsExactly("a", "b");
    assertThat(withSet("policy.algorithms=[a, b]").of(PolicySettings.class).algorithms())
        .containsExactly("a", "b");
  }

  @Test
  void aUriIsTakenAsItIs() {
    assertThat(withSet("warehouse=s3a://bucket/a#b").job().warehouse())
        .isEqualTo("s3a://bucket/a#b");
  }

  @Test
  void keysAreAcceptedWithUnderscores() {
    assertThat(withSet("policy.min_experiences=7").of(PolicySettings.class).minExperiences())
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
    assertRefused("policy.hash-bits=30")
        .hasMessageContaining("tracewise.policy: hash-bits must be from 8 to 24, but is 30");
    assertRefused("policy.min-experiences=0").hasMessageContaining("must be at least 1");
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
