package dev.tracewise.action;

import static org.apache.spark.sql.functions.col;

import dev.tracewise.SparkSupport;
import dev.tracewise.action.Ingest.Result;
import dev.tracewise.source.DecisionFormat;
import dev.tracewise.source.FeedbackFormat;
import dev.tracewise.source.IngestSettings;
import dev.tracewise.source.RecordOrigin.TenantField;
import dev.tracewise.source.RecordReader.Tenancy;
import dev.tracewise.table.AgentsTable;
import dev.tracewise.table.DecisionsTable;
import dev.tracewise.table.FeedbackTable;
import dev.tracewise.table.OutcomesTable;
import dev.tracewise.table.QuarantineTable;
import dev.tracewise.table.SpansTable;
import dev.tracewise.table.TableDefinition;
import dev.tracewise.table.Warehouse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeEach;

/** An empty warehouse for each test, and a folder whose files it takes in. */
abstract class IngestedFolder {
  static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-01T00:00:00Z"), ZoneOffset.UTC);
  static final FormatSet FORMATS =
      () -> List.of(new DecisionFormat(CLOCK), new FeedbackFormat(CLOCK), new SpanLine());
  static final List<TableDefinition> WRITTEN =
      List.of(
          SpansTable.DEFINITION,
          DecisionsTable.DEFINITION,
          OutcomesTable.DEFINITION,
          FeedbackTable.DEFINITION,
          QuarantineTable.DEFINITION,
          AgentsTable.DEFINITION);

  Warehouse warehouse;
  Path folder;

  @BeforeEach
  void emptyWarehouse() {
    warehouse = SparkSupport.freshWarehouse();
    folder = SparkSupport.freshFolder("in");
  }

  Result ingest(String... paths) {
    List<String> where = paths.length == 0 ? List.of(folder.toString()) : List.of(paths);
    return new Ingest(warehouse, FORMATS, IngestSettings.DEFAULT, CLOCK)
        .execute(where, Ingest.AUTO, tenancy("acme"));
  }

  static Tenancy tenancy(String tenant) {
    return new Tenancy(tenant, TenantField.MUST_AGREE);
  }

  List<Long> versions() {
    return WRITTEN.stream().map(table -> warehouse.table(table).currentVersion()).toList();
  }

  List<Row> rows(TableDefinition table) {
    return warehouse.table(table).read("acme").collectAsList();
  }

  List<String> ids(TableDefinition table, String column) {
    return warehouse
        .table(table)
        .read("acme")
        .select(col(column))
        .orderBy(column)
        .collectAsList()
        .stream()
        .map(row -> row.getString(0))
        .toList();
  }

  Row one(String condition) {
    return warehouse.table(DecisionsTable.DEFINITION).read("acme").where(condition).head();
  }

  void write(String name, String... lines) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.write(file, List.of(lines));
  }

  void gzip(String name, String text) throws IOException {
    try (GZIPOutputStream out = new GZIPOutputStream(Files.newOutputStream(folder.resolve(name)))) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
  }

  static String decision(String id, String extra) {
    return ("{\"interaction_id\":\"%s\",\"time\":\"2026-10-01T12:00:00Z\",\"agent_id\":\"router\","
            + "\"options\":[\"a\",\"b\"],\"chosen\":\"a\"%s}")
        .formatted(id, extra);
  }

  static String outcome(String id, String measures) {
    return "{\"interaction_id\":\"%s\",\"time\":\"2026-10-02T00:00:00Z\",\"outcome\":{%s}}"
        .formatted(id, measures);
  }
}
