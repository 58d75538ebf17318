package dev.tracewise.table;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tracewise.SparkSupport;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

class QuickTableIT {
  private final Warehouse warehouse = SparkSupport.freshWarehouse();
  private final QuickTable quick = new QuickTable(warehouse.root(), new Configuration());

  @Test
  void itReadsTheRowsThatSparkReadsAndNoOtherTenants() {
    for (TableDefinition definition :
        List.of(
            ModelVersionsTable.DEFINITION,
            RunsTable.DEFINITION,
            JobRunsTable.DEFINITION,
            DecisionsTable.DEFINITION,
            ArtifactsTable.DEFINITION)) {
      WarehouseTable table = warehouse.table(definition).ensure();
      List<Row> rows = AwkwardRows.of(definition);
      table.rows(rows).coalesce(1).write().format("delta").mode("append").save(table.location());

      assertThat(quick.read(definition, "o'ther ☃"))
          .extracting(CanonicalRows::of)
          .containsExactlyInAnyOrderElementsOf(
              table.read("o'ther ☃").collectAsList().stream().map(CanonicalRows::of).toList())
          .hasSize(rows.size());
      assertThat(quick.read(definition, "acme")).isEmpty();
    }
    assertThat(quick.read(SpansTable.DEFINITION, "acme")).isEmpty();
  }

  @Test
  void mappersReadItsRows() {
    WarehouseTable agents = warehouse.table(AgentsTable.DEFINITION);
    AgentsTable.Agent agent =
        AgentsTable.Agent.discovered("acme", "router", List.of("a", "b"), "ingest", Samples.NOW);
    agents.insertMissing("acme", agents.rows(List.of(AgentsTable.row(agent))));

    assertThat(quick.read(AgentsTable.DEFINITION, "acme"))
        .extracting(AgentsTable::of)
        .containsExactly(agent);
  }

  @Test
  void smallReadsFindRowsByATextWithOrWithoutASession() throws IOException {
    WarehouseTable agents = warehouse.table(AgentsTable.DEFINITION);
    List<Row> rows =
        Stream.of("router", "o'ther agent")
            .map(id -> AgentsTable.Agent.discovered("acme", id, List.of("a"), "t", Samples.NOW))
            .map(AgentsTable::row)
            .toList();
    agents.insertMissing("acme", agents.rows(rows));

    SmallReads quick = new SmallReads(URI.create(warehouse.root()), QuickTableIT::noSession);
    SmallReads elsewhere = new SmallReads(URI.create("s3a://bucket/w"), () -> warehouse);
    Path broken = SparkSupport.freshFolder("broken");
    Files.createDirectories(broken.resolve("agents/_delta_log"));
    Files.writeString(broken.resolve("agents/_delta_log/00000000000000000000.json"), "no json");
    SmallReads unreadable = new SmallReads(broken.toUri(), () -> warehouse);

    for (SmallReads reads : List.of(quick, elsewhere, unreadable)) {
      assertThat(reads.rows(AgentsTable.DEFINITION, "acme")).hasSize(2);
      assertThat(reads.rows(AgentsTable.DEFINITION, "acme", "agent_id", "o'ther agent"))
          .extracting(row -> AgentsTable.of(row).agentId())
          .containsExactly("o'ther agent");
      assertThat(reads.rows(AgentsTable.DEFINITION, "umbrella", "agent_id", "router")).isEmpty();
    }
    assertThat(quick.versions("acme", VersionFilter.ANY)).isEmpty();
    assertThat(quick.trainingSet("acme", "0")).isEmpty();
  }

  private static Warehouse noSession() {
    throw new AssertionError("a session was asked for");
  }
}
