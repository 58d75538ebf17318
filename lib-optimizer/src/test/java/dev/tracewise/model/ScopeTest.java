package dev.tracewise.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScopeTest {
  @ParameterizedTest
  @ValueSource(
      strings = {"agent/a", "agent/a/b", "modality/text", "agent/a/modality/text", "component/c"})
  void whatIsWrittenReadsBack(String id) {
    assertThat(Scope.parse(id).id()).isEqualTo(id);
  }

  @Test
  void anythingElseIsRefused() {
    assertThatThrownBy(() -> Scope.parse("planet/earth"))
        .hasMessageStartingWith("Cannot read scope \"planet/earth\": it is none.");
  }

  @ParameterizedTest
  @CsvSource({
    "agent/a, agent/a, true",
    "agent/a, agent/a/modality/text, true",
    "modality/text, agent/a/modality/text, true",
    "agent/a/modality/text, agent/a, false",
    "agent/a/modality/text, agent/a/modality/image, false",
    "agent/a, agent/b/modality/text, false",
    "component/c, agent/a, false"
  })
  void aScopeCoversWhatIsNarrower(String wide, String narrow, boolean covers) {
    assertThat(Scope.parse(wide).covers(Scope.parse(narrow))).isEqualTo(covers);
  }

  @Test
  void anAgentIsNarrowerThanAModality() {
    assertThat(Scope.parse("agent/a/modality/text").narrowness())
        .isGreaterThan(Scope.agent("a").narrowness());
    assertThat(Scope.agent("a").narrowness())
        .isGreaterThan(Scope.parse("modality/text").narrowness());
  }
}
