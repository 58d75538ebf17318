package dev.tracewise.jobs.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tracewise.jobs.command.CycleCommand.Cycled;
import dev.tracewise.jobs.output.Json;
import dev.tracewise.jobs.output.Page;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CycledTest {
  private static CycleStep step(String name, @Nullable String agent, String status, String json) {
    return new CycleStep(name, agent, null, status, Json.parse(json));
  }

  /** The seed's program calls a modality trained although its training ended in an error. */
  @Test
  void aTrainingThatFailedIsNoTraining() {
    Cycled cycled =
        Cycled.of(
            List.of(
                step("optimize", "router", "failed", "{\"error\":\"Cannot learn: boom.\"}"),
                step("optimize", "answerer", "candidate", "{\"version\":3,\"reason\":\"gain\"}"),
                step("activate", "answerer", "left", "{\"reason\":\"0.01 is little\"}")),
            "done");
    assertThat(cycled.status()).isEqualTo("failed");
    assertThat(cycled.exitCode()).isEqualTo(1);
    assertThat(cycled.optimized()).isEqualTo(1);
    assertThat(cycled.activated()).isZero();
    Page page = new Page();
    cycled.show(page);
    assertThat(page.lines(List.of()))
        .anySatisfy(line -> assertThat(line).contains("router", "failed", "Cannot learn: boom."))
        .contains("next: tracewise versions activate answerer/routing_policy@3");
  }

  @Test
  void aDryRunSaysWhetherThereIsAnythingToDo() {
    assertThat(step("rewards", null, "would_write", "{\"pending\":true}").what())
        .isEqualTo("something is new");
    assertThat(step("coordinate", null, "would_write", "{\"workflows_pending\":false}").what())
        .isEqualTo("nothing is new");
  }

  @Test
  void aCommandThatIsSuggestedNamesAnyAgent() {
    Cycled cycled =
        Cycled.of(
            List.of(step("optimize", "it's $(date)", "candidate", "{\"version\":1}")), "done");
    Page page = new Page();
    cycled.show(page);
    assertThat(page.lines(List.of()))
        .contains("next: tracewise versions activate 'it'\\''s $(date)/routing_policy@1'");
  }
}
