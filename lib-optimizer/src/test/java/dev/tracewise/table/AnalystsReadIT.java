package dev.tracewise.table;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tracewise.SparkSupport;
import dev.tracewise.model.Scope;
import io.delta.tables.DeltaTable;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

/** delta-rs with pyarrow, and DuckDB, read every table with the values that Spark reads. */
class AnalystsReadIT {
  private static final Path RESOURCES = Path.of("src", "test", "resources", "analysts");

  private final Warehouse warehouse = SparkSupport.freshWarehouse();

  @Test
  void pyarrowAndDuckDbReadTheValuesThatSparkReads() throws Exception {
    PythonEnvironment python = PythonEnvironment.of(RESOURCES.resolve("requirements.txt"));
    activateAVersion();
    Map<String, Object> expected = new LinkedHashMap<>();
    for (TableDefinition definition : Tables.ALL) {
      WarehouseTable table = warehouse.table(definition).ensure();
      table
          .rows(AwkwardRows.of(definition))
          .write()
          .format("delta")
          .mode("append")
          .save(table.location());
    }
    updateAndCompact(warehouse.table(DecisionsTable.DEFINITION), "output", "o'ther ☃");
    updateAndCompact(warehouse.table(ModelVersionsTable.DEFINITION), "created_by", "acme");
    for (TableDefinition definition : Tables.ALL) {
      expected.put(definition.name(), bySpark(warehouse.table(definition)));
    }
    Path file = Path.of(URI.create(warehouse.root())).resolve("expected.json");
    new ObjectMapper().writeValue(file.toFile(), expected);

    PythonEnvironment.Output output = python.run(RESOURCES.resolve("compare.py"), file);

    assertThat(output.text())
        .startsWith(Tables.ALL.size() + " tables, ")
        .contains(", 0 differences");
    assertThat(output.exitCode()).isZero();
    assertThat(Files.size(file)).isGreaterThan(10_000);
  }

  private void activateAVersion() {
    Clock clock = Clock.fixed(Samples.NOW, ZoneOffset.UTC);
    VersionRegistry registry = new VersionRegistry(warehouse, clock);
    VersionRow version =
        registry.add(
            "acme",
            VersionRegistryIT.version(Artifact.json("{\"é\":1}"), "run-1", Scope.agent("router")));
    new Activator(warehouse, clock).activate(version, new Activator.Cause("ann", "bétter"));
  }

  private static void updateAndCompact(WarehouseTable table, String column, String tenant) {
    table
        .merge(tenant, table.read(tenant).limit(1))
        .whenMatchedUpdate("true", Map.of(column, "'upd☃ted'"))
        .execute();
    Row optimized =
        DeltaTable.forPath(table.spark(), table.location()).optimize().executeCompaction().head();
    assertThat(optimized).isNotNull();
  }

  private Map<String, Object> bySpark(WarehouseTable table) {
    List<Map<String, Object>> rows =
        SparkSupport.spark().read().format("delta").load(table.location()).collectAsList().stream()
            .map(CanonicalRows::of)
            .toList();
    assertThat(rows).hasSizeGreaterThanOrEqualTo(AwkwardRows.VARIANTS);
    return Map.of("path", Path.of(URI.create(table.location())).toString(), "rows", rows);
  }
}
