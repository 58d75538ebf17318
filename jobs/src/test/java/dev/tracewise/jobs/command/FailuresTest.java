package dev.tracewise.jobs.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tracewise.model.Errors;
import dev.tracewise.model.TracewiseException;
import java.nio.file.AccessDeniedException;
import org.junit.jupiter.api.Test;

class FailuresTest {
  @Test
  void anErrorForPeopleStaysAsItIs() {
    TracewiseException known = Errors.refused("learn", "there is nothing", "Wait.");

    assertThat(Failures.explain(new RuntimeException(known))).isSameAs(known);
  }

  @Test
  void anUnexpectedErrorIsOneLineAndAFileWithItsDetails() {
    TracewiseException explained = Failures.explain(new IllegalStateException("boom.\nand more"));

    assertThat(explained.getMessage())
        .startsWith("Cannot finish the command: boom.\nDetails: ")
        .endsWith(" (or use -v).");
    assertThat(explained.kind()).isEqualTo(TracewiseException.Kind.FAILED);
  }

  @Test
  void aMissingPermissionSaysSo() {
    TracewiseException explained =
        Failures.explain(new RuntimeException(new AccessDeniedException("/w/spans")));

    assertThat(explained.getMessage()).contains("/w/spans").contains("the right to read and write");
  }
}
