package dev.tracewise.table;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tracewise.SparkSupport;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.delta.DeltaLog;
import org.junit.jupiter.api.Test;

/** What a writer leaves in the log that was killed in the middle of a commit. */
class LeftoversIT {
  private final Warehouse warehouse = SparkSupport.freshWarehouse();
  private final WarehouseTable agents = warehouse.table(AgentsTable.DEFINITION);
  private final Path log = Path.of(URI.create(agents.location())).resolve("_delta_log");

  @Test
  void aTableWhoseCreationWasKilledIsCreatedByTheNext() throws IOException {
    Files.createDirectories(log);
    leave("00000000000000000000.json", "{\"commitInfo\":{\"timesta");

    add("a");

    assertThat(known()).containsExactly("a");
    assertThat(agents.currentVersion()).isEqualTo(1);
  }

  @Test
  void aCommitThatWasKilledNeverHappened() throws IOException {
    add("a");
    leave("00000000000000000002.json", "{\"add\":{\"path\":\"part-0");

    add("b");
    add("c");

    assertThat(known()).containsExactlyInAnyOrder("a", "b", "c");
    assertThat(agents.currentVersion()).isEqualTo(3);
  }

  /** So that one who is killed while he writes it leaves none, not a broken one. */
  @Test
  void aCheckpointAppearsWhole() throws Exception {
    add("a");
    add("b");
    CompletableFuture<Set<Long>> sizes = CompletableFuture.supplyAsync(this::sizesOfCheckpoint);

    DeltaLog.forTable(warehouse.spark(), agents.location()).checkpoint();

    Path checkpoint = checkpoints().get(0);
    assertThat(sizes.get()).containsOnly(Files.size(checkpoint));
    assertThat(known()).containsExactlyInAnyOrder("a", "b");
  }

  /** Sizes in which the checkpoint is seen, from its first appearance to the end of the work. */
  private Set<Long> sizesOfCheckpoint() {
    Set<Long> sizes = new HashSet<>();
    try {
      while (!Files.exists(log.resolve("_last_checkpoint"))) {
        for (Path checkpoint : checkpoints()) {
          sizes.add(Files.size(checkpoint));
        }
      }
      sizes.add(Files.size(checkpoints().get(0)));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return sizes;
  }

  private List<Path> checkpoints() throws IOException {
    try (Stream<Path> files = Files.list(log)) {
      return files
          .filter(file -> file.getFileName().toString().matches("\\d+\\.checkpoint.*\\.parquet"))
          .toList();
    } catch (NoSuchFileException none) {
      return List.of();
    }
  }

  private void leave(String commit, String half) throws IOException {
    Files.writeString(log.resolve("." + commit + ".3f0c9a2e.tmp"), half);
  }

  private void add(String agent) {
    AgentsTable.Agent row =
        AgentsTable.Agent.discovered("acme", agent, List.of("x", "y"), "ingest", Samples.NOW);
    agents.insertMissing("acme", agents.rows(List.of(AgentsTable.row(row))));
  }

  /** The agents that Spark reads, and that a reader without Spark reads too. */
  private List<String> known() {
    List<String> quick =
        new QuickTable(warehouse.root(), new Configuration())
            .read(AgentsTable.DEFINITION, "acme").stream()
                .map(row -> AgentsTable.of(row).agentId())
                .toList();
    assertThat(agents.read("acme").select("agent_id").collectAsList())
        .extracting(row -> row.getString(0))
        .containsExactlyInAnyOrderElementsOf(quick);
    return quick;
  }
}
