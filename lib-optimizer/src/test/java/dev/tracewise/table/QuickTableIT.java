package dev.tracewise.table;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tracewise.SparkSupport;
import java.util.List;
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
}
