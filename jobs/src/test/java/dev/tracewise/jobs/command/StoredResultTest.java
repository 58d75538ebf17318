package dev.tracewise.jobs.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tracewise.jobs.output.Page;
import java.util.List;
import org.junit.jupiter.api.Test;

class StoredResultTest {
  @Test
  void aFinishedRunIsShownAsTables() {
    StoredResult stored =
        StoredResult.of(
            "{\"status\":\"done\",\"failed\":0,\"exit_code\":3,\"names\":[\"a\"],"
                + "\"steps\":[{\"step\":\"rewards\",\"result\":{\"rows\":4}},"
                + "{\"step\":\"optimize\",\"agent_id\":\"router\",\"version\":2}]}");
    Page page = new Page();
    stored.show(page);

    assertThat(stored.exitCode()).isEqualTo(3);
    assertThat(page.lines(List.of()))
        .containsExactly(
            "This run was finished earlier; its result:",
            "key     value",
            "status  done",
            "failed  0",
            "names   [\"a\"]",
            "",
            "steps",
            "step      agent_id  version",
            "rewards",
            "optimize  router          2");
  }
}
