package dev.tracewise.action;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tracewise.action.Ingest.Result;
import dev.tracewise.source.IngestSettings;
import dev.tracewise.source.RecordOrigin.TenantField;
import dev.tracewise.source.RecordReader.Tenancy;
import dev.tracewise.table.AgentsTable;
import dev.tracewise.table.DecisionsTable;
import dev.tracewise.table.OutcomesTable;
import dev.tracewise.table.QuarantineTable;
import dev.tracewise.table.SpansTable;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

class IngestIT extends IngestedFolder {
  @Test
  void everyKindOfRecordFindsItsTableAndASecondTimeChangesNothing() throws IOException {
    write(
        "deep/mixed.jsonl",
        decision("i-1", ""),
        "{\"target\":{\"interaction_id\":\"i-1\"},\"time\":\"2026-10-01T12:00:00Z\","
            + "\"type\":\"thumbs\",\"score\":1}",
        SpanLine.of("s-1", "2026-10-01T12:00:02Z"),
        "{\"broken",
        outcome("i-1", "\"quality\":0.5"),
        decision("i-2", ",\"propensity\":0"));
    gzip("more.json.gz", decision("i-3", "") + "\n" + decision("i-4", ""));
    write("notes.txt", "not for us");

    Result first = ingest();

    assertThat(first).isEqualTo(new Result(2, 1, 1, 3, 0, 2, 1));
    assertThat(ids(DecisionsTable.DEFINITION, "interaction_id"))
        .containsExactly("i-1", "i-3", "i-4");
    assertThat(one("interaction_id = 'i-1'").<Double>getAs("quality")).isEqualTo(0.5);
    assertThat(one("interaction_id = 'i-1'").<Instant>getAs("outcome_time"))
        .isEqualTo(Instant.parse("2026-10-02T00:00:00Z"));
    assertThat(ids(AgentsTable.DEFINITION, "agent_id")).containsExactly("router");
    assertThat(rows(AgentsTable.DEFINITION).get(0).<String>getList(2)).containsExactly("a", "b");
    List<Row> rejected = rows(QuarantineTable.DEFINITION);
    assertThat(rejected)
        .extracting(row -> row.<Long>getAs("line") + ":" + row.getAs("reason"))
        .containsExactlyInAnyOrder("4:bad_json", "6:out_of_range");
    List<Long> versions = versions();

    Result second = ingest();

    assertThat(second).isEqualTo(new Result(2, 0, 0, 0, 6, 2, 0));
    assertThat(versions()).isEqualTo(versions);
  }

  @Test
  void aSpanExportedAgainWithALaterEndReplacesTheEarlier() throws IOException {
    write(
        "a.jsonl",
        SpanLine.of("s", "2026-10-01T12:00:02Z"),
        SpanLine.of("s", "2026-10-01T12:00:05Z"),
        SpanLine.of("t", "2026-10-01T12:00:09Z"));
    ingest();
    write(
        "a.jsonl",
        SpanLine.of("s", "2026-10-01T12:00:04Z"),
        SpanLine.of("t", "2026-10-01T12:00:10Z"));

    Result again = ingest();

    assertThat(again.spans()).isEqualTo(1);
    assertThat(again.alreadyPresent()).isEqualTo(1);
    assertThat(rows(SpansTable.DEFINITION))
        .extracting(row -> row.getAs("span_id") + " " + row.getAs("seconds"))
        .containsExactlyInAnyOrder("s 5.0", "t 10.0");
  }

  @Test
  void aKnownDecisionIsFilledAndNeverOverwritten() throws IOException {
    write("1.jsonl", decision("i", ",\"outcome\":{\"quality\":0.9}"));
    ingest();
    write(
        "1.jsonl",
        decision("i", ",\"user_id\":\"u\",\"outcome\":{\"quality\":0.1,\"seconds\":3}"),
        outcome("i", "\"quality\":0.2,\"seconds\":4,\"success\":true"));

    Result result = ingest();

    assertThat(result).isEqualTo(new Result(1, 0, 0, 1, 0, 0, 1));
    Row row = one("interaction_id = 'i'");
    assertThat(row.<Double>getAs("quality")).isEqualTo(0.9);
    assertThat(row.<Double>getAs("seconds")).isEqualTo(3.0);
    assertThat(row.<Boolean>getAs("success")).isTrue();
    assertThat(row.<String>getAs("user_id")).isEqualTo("u");
  }

  @Test
  void aDecisionThatDisagreesIsAConflictAndTheFirstHolds() throws IOException {
    write(
        "1.jsonl",
        decision("i", ",\"propensity\":0.5"),
        decision("i", "").replace("\"chosen\":\"a\"", "\"chosen\":\"b\""),
        decision("i", ",\"propensity\":0.6,\"output\":\"wrong\""),
        decision("i", ",\"output\":\"right\""));

    Result result = ingest();

    assertThat(result.decisions()).isEqualTo(1);
    assertThat(result.quarantined()).isEqualTo(2);
    assertThat(one("interaction_id = 'i'").<String>getAs("output")).isEqualTo("right");
    assertThat(rows(QuarantineTable.DEFINITION))
        .extracting(row -> row.getAs("line") + ":" + row.getAs("reason") + ":" + row.getAs("field"))
        .containsExactlyInAnyOrder("2:conflict:chosen", "3:conflict:propensity");
    assertThat(rows(QuarantineTable.DEFINITION))
        .allSatisfy(
            row ->
                assertThat(row.<Long>getList(row.fieldIndex("sightings")))
                    .containsExactly(
                        QuarantineTable.sighting(row.getAs("source"), row.<Long>getAs("line"))));
    List<Long> versions = versions();
    assertThat(ingest().quarantined()).isEqualTo(2);
    assertThat(versions()).isEqualTo(versions);
  }

  @Test
  void anOutcomeThatComesFirstWaitsForItsDecision() throws IOException {
    write("1.jsonl", outcome("i", "\"quality\":0.5"), outcome("j", "\"quality\":0.6"));
    assertThat(ingest().outcomes()).isEqualTo(2);
    assertThat(ids(OutcomesTable.DEFINITION, "interaction_id")).containsExactly("i", "j");
    List<Long> versions = versions();
    assertThat(ingest()).isEqualTo(new Result(1, 0, 0, 0, 2, 0, 0));
    assertThat(versions()).isEqualTo(versions);

    write("2.jsonl", decision("i", ",\"outcome\":{\"success\":true}"));
    Result result = ingest();

    assertThat(result.decisions()).isEqualTo(1);
    assertThat(one("interaction_id = 'i'").<Double>getAs("quality")).isEqualTo(0.5);
    assertThat(one("interaction_id = 'i'").<Boolean>getAs("success")).isTrue();
    assertThat(ids(OutcomesTable.DEFINITION, "interaction_id")).containsExactly("j");
  }

  @Test
  void aRejectedRecordIsKeptOnceWithItsSightings() throws IOException {
    write("1.jsonl", "{\"x\":1}", "{\"x\":1}");
    ingest();
    write("2.jsonl", "{\"x\":1}");
    ingest();
    ingest();

    List<Row> rejected = rows(QuarantineTable.DEFINITION);
    assertThat(rejected).hasSize(1);
    assertThat(rejected.get(0).<Long>getAs("times_seen")).isEqualTo(3);
    assertThat(rejected.get(0).<String>getAs("source")).endsWith("1.jsonl");
    assertThat(rejected.get(0).<Long>getAs("line")).isEqualTo(1);
  }

  @Test
  void aLargeFileIsReadInPiecesWithTheRightLines() throws IOException {
    String[] lines =
        IntStream.range(0, 500)
            .mapToObj(i -> i % 100 == 99 ? "{\"bad\":" + i : decision("i-" + i, ""))
            .toArray(String[]::new);
    write("large.jsonl", lines);
    Ingest pieces = new Ingest(warehouse, FORMATS, new IngestSettings(1 << 20, 100, 10_000), CLOCK);

    Result result = pieces.execute(List.of(folder.toString()), Ingest.AUTO, tenancy("acme"));

    assertThat(result).isEqualTo(new Result(1, 0, 0, 495, 0, 5, 0));
    assertThat(rows(QuarantineTable.DEFINITION))
        .extracting(row -> row.<Long>getAs("line"))
        .containsExactlyInAnyOrder(100L, 200L, 300L, 400L, 500L);
  }

  @Test
  void tenantsDoNotMeet() throws IOException {
    write("1.jsonl", decision("i", ""), decision("j", ",\"tenant_id\":\"globex\""));
    ingest();
    assertThat(ids(DecisionsTable.DEFINITION, "interaction_id")).containsExactly("i");

    Result trusted =
        new Ingest(warehouse, FORMATS, IngestSettings.DEFAULT, CLOCK)
            .execute(
                List.of(folder.toString()), "decisions", new Tenancy("acme", TenantField.TRUSTED));

    assertThat(trusted.decisions()).isEqualTo(1);
    assertThat(warehouse.table(DecisionsTable.DEFINITION).read("globex").count()).isEqualTo(1);
    assertThat(ids(DecisionsTable.DEFINITION, "interaction_id")).containsExactly("i");
  }

  @Test
  void whatIsNotThereIsSaidAllAtOnce() {
    assertThatThrownBy(() -> ingest("/no/such/file", folder + "/*.nothing"))
        .hasMessageContaining("Cannot read /no/such/file, " + folder + "/*.nothing")
        .hasMessageContaining("there is no such file or folder");
    assertThatThrownBy(
            () ->
                new Ingest(warehouse, FORMATS, IngestSettings.DEFAULT, CLOCK)
                    .execute(List.of(folder.toString()), "csv", tenancy("acme")))
        .hasMessageContaining("Cannot read the files as \"csv\"");
  }

  @Test
  void anEmptyFolderIsNoWork() {
    assertThat(ingest()).isEqualTo(new Result(0, 0, 0, 0, 0, 0, 0));
  }

  @Test
  void globsAndNamedFilesAreRead() throws IOException {
    write("odd.name", decision("i-1", ""));
    write("b.log", decision("i-2", ""));

    assertThat(ingest(folder + "/odd.name", folder + "/*.log").decisions()).isEqualTo(2);
  }
}
