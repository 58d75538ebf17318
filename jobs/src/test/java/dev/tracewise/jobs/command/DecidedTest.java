package dev.tracewise.jobs.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tracewise.jobs.command.DecideCommand.Decided;
import dev.tracewise.jobs.command.DecideCommand.Line;
import dev.tracewise.jobs.output.Page;
import java.util.List;
import org.junit.jupiter.api.Test;

class DecidedTest {
  private static List<String> hints(String modality, String verdict, String strategy) {
    Line line =
        new Line("router", modality, verdict, strategy, null, 0.05, "rule", List.of("why not"));
    Page page = new Page();
    new Decided("done", List.of(line), 0, null).show(page);
    return page.lines(List.of()).stream().filter(each -> each.startsWith("next: ")).toList();
  }

  @Test
  void theTrainingThatWasDecidedIsSuggestedWithItsStrategy() {
    assertThat(hints("video", "train", "hybrid"))
        .containsExactly(
            "next: tracewise optimize policy --agent router --modality video --strategy hybrid");
    assertThat(hints("mixed", "train", "pure_real"))
        .containsExactly("next: tracewise optimize policy --agent router");
    assertThat(hints("video", "wait", "hybrid")).isEmpty();
  }
}
