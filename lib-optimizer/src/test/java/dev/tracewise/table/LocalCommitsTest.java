package dev.tracewise.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalCommitsTest {
  private static final Configuration HADOOP = new Configuration(false);

  @TempDir Path log;

  @Test
  void ofWritersOfOneVersionExactlyOneWins() throws Exception {
    int writers = 8;
    int versions = 50;
    ExecutorService pool = Executors.newFixedThreadPool(writers);
    try {
      for (int version = 0; version < versions; version++) {
        Path file = log.resolve("%020d.json".formatted(version));
        List<Callable<Boolean>> attempts = new ArrayList<>();
        for (int writer = 0; writer < writers; writer++) {
          List<String> actions = List.of("begun by " + writer, "ended by " + writer);
          attempts.add(() -> wrote(file, actions, false));
        }
        int won = 0;
        for (Future<Boolean> attempt : pool.invokeAll(attempts)) {
          won += attempt.get() ? 1 : 0;
        }

        assertThat(won).isEqualTo(1);
        List<String> lines = Files.readAllLines(file);
        assertThat(lines).hasSize(2);
        assertThat(lines.get(1)).isEqualTo(lines.get(0).replace("begun", "ended"));
      }
    } finally {
      pool.shutdown();
    }
    try (var files = Files.list(log)) {
      assertThat(files).as("nothing is left beside the commits").hasSize(versions);
    }
  }

  @Test
  void overwritesWhereAsked() throws IOException {
    Path file = log.resolve("_last_checkpoint");
    assertThat(wrote(file, List.of("1"), true)).isTrue();
    assertThat(wrote(file, List.of("2"), true)).isTrue();
    assertThat(file).hasContent("2");
  }

  @Test
  void aCommitThatFailsHalfwayLeavesNothing() {
    Path file = log.resolve("00000000000000000000.json");
    var actions =
        List.of("a", "b").stream()
            .peek(
                action -> {
                  if ("b".equals(action)) {
                    throw new IllegalStateException("killed");
                  }
                })
            .iterator();
    assertThatThrownBy(
            () ->
                new LocalCommits(HADOOP)
                    .write(new org.apache.hadoop.fs.Path(file.toUri()), actions, false, HADOOP))
        .isInstanceOf(IllegalStateException.class);
    assertThat(log).isEmptyDirectory();
  }

  private static boolean wrote(Path file, List<String> actions, boolean overwrite)
      throws IOException {
    try {
      new LocalCommits(HADOOP)
          .write(
              new org.apache.hadoop.fs.Path(file.toUri()), actions.iterator(), overwrite, HADOOP);
      return true;
    } catch (FileAlreadyExistsException lost) {
      return false;
    }
  }
}
