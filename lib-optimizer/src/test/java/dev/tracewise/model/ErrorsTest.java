package dev.tracewise.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ErrorsTest {
  @Test
  void aMessageSaysWhatWhyAndHowToMendIt() {
    TracewiseException error = Errors.usage("optimize agent \"a\"", "it has no rows", "Wait.");

    assertThat(error).hasMessage("Cannot optimize agent \"a\": it has no rows.\nWait.");
    assertThat(error.kind().exitCode()).isEqualTo(2);
    assertThat(Errors.cancelled("go on", "it was cancelled", "Start again.").kind().exitCode())
        .isEqualTo(130);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "cannot resolve nope; line 1 pos 7;|cannot resolve nope; line 1 pos 7.",
        "it is full.|it is full.",
        "'it is full. '|it is full.",
        "it ended with ...|it ended with.",
        "which one?|which one?",
        "what a mess!|what a mess!",
        "no such file: |no such file."
      })
  void oneMarkEndsTheReasonWhateverItBrings(String why, String told) {
    assertThat(Errors.refused("do it", why, "Mend it."))
        .hasMessage("Cannot do it: " + told + "\nMend it.");
  }
}
