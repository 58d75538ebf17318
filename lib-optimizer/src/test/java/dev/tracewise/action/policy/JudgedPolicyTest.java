package dev.tracewise.action.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tracewise.table.VersionReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JudgedPolicyTest {
  @Test
  void everyPolicyHasItsName() {
    assertThat(JudgedPolicy.parse("uniform")).isEqualTo(new JudgedPolicy.Uniform());
    assertThat(JudgedPolicy.parse("logged")).isEqualTo(new JudgedPolicy.Logged());
    assertThat(JudgedPolicy.parse("always:a:b")).isEqualTo(new JudgedPolicy.Always("a:b"));
    assertThat(JudgedPolicy.parse("version:a/routing_policy@7"))
        .isEqualTo(new JudgedPolicy.Version(VersionReference.parse("a/routing_policy@7")));
    assertThat(JudgedPolicy.parse("file:/tmp/p.jsonl"))
        .isEqualTo(new JudgedPolicy.FromFile("/tmp/p.jsonl"));
  }

  @ParameterizedTest
  @CsvSource({
    "best,there is no policy of that name",
    "always:,nothing follows the colon",
    "version:,nothing follows the colon"
  })
  void anythingElseIsRefusedWithTheChoices(String name, String why) {
    assertThatThrownBy(() -> JudgedPolicy.parse(name))
        .hasMessage(
            "Cannot evaluate policy \"%s\": %s.\n".formatted(name, why)
                + "Policies: uniform, logged, always:OPTION, version:N, file:F.");
  }

  @Test
  void aVersionIsWrittenAsEverywhere() {
    assertThatThrownBy(() -> JudgedPolicy.parse("version:one"))
        .hasMessageStartingWith("Cannot find version \"one\": it is no version.");
  }
}
