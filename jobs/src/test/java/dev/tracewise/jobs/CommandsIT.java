package dev.tracewise.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommandsIT {
  private static final Shell SHELL = new Shell();

  @TempDir Path folder;
  private String warehouse = "";

  @BeforeEach
  void ownWarehouse() {
    warehouse = folder.resolve("my warehouse").toString();
  }

  @Test
  void feedbackIsRecordedOnceAndSeenOnlyByItsTenant() {
    String[] acme = feedback("--tenant", "acme");

    assertThat(SHELL.run(acme).json().path("feedback").asLong()).isEqualTo(1);
    assertThat(SHELL.run(acme).json().path("already_present").asLong()).isEqualTo(1);
    SHELL.run(feedback("--tenant", "other", "--comment", "hm"));

    JsonNode rows = query("select target_id, score from feedback", "--tenant", "acme").path("rows");
    assertThat(rows).hasSize(1);
    assertThat(rows.at("/0/score").asDouble()).isEqualTo(0.75);
    assertThat(query("select 1 from feedback", "--tenant", "nobody").path("rows")).isEmpty();
  }

  @Test
  void whatWritesLeavesARowAndWhatReadsDoesNot() {
    SHELL.run(feedback());
    query("select 1");

    JsonNode rows = query("select command, status, exit_code, counts from job_runs").path("rows");

    assertThat(rows).hasSize(1);
    assertThat(rows.at("/0/command").asText()).isEqualTo("feedback record");
    assertThat(rows.at("/0/exit_code").asInt()).isZero();
    assertThat(rows.at("/0/counts/feedback").asInt()).isEqualTo(1);
  }

  @Test
  void benchMeasuresAndWhatItLeavesCanBeDecidedOn() {
    String[] bench = {"bench", "ingest", "--spans", "1000", "--out", folder + "/bench"};

    JsonNode measured = SHELL.run(bench).json();

    assertThat(measured.path("spans").asLong()).isBetween(900L, 1100L);
    assertThat(measured.path("experiences").asLong()).isEqualTo(390);
    assertThat(measured.path("ingest_ratio").asDouble())
        .isEqualTo(
            measured.path("ingest_seconds").asDouble() / measured.path("copy_seconds").asDouble());
    assertThat(SHELL.run(bench).exitCode()).isEqualTo(2);

    String[] there = {"--warehouse", folder + "/bench/warehouse"};
    JsonNode agents = SHELL.run("status", there[0], there[1]).json().path("agents");
    assertThat(agents.findValuesAsText("agent_id")).contains("router", "answerer");
    assertThat(agents.at("/0/mean_reward").asDouble()).isBetween(0.0, 1.0);
    String always = "tracewise.decide.lookback-days=36500";
    JsonNode decided = SHELL.run("decide", "--set", always, there[0], there[1]).json();
    assertThat(decided.path("decisions").findValuesAsText("verdict")).contains("train");
    assertThat(decided.path("judged").asLong()).isZero();
    assertThat(SHELL.run("decide", "--modality", "smell", there[0], there[1]).exitCode())
        .isEqualTo(2);
    workingTogetherIsLearnedFrom(there);
  }

  private static void workingTogetherIsLearnedFrom(String... there) {
    assertThat(coordinate(there, "orchestration", "--dry-run")).isZero();
    assertThat(SHELL.json().path("workflows_pending").asBoolean()).isTrue();
    assertThat(coordinate(there, "orchestration")).isZero();
    JsonNode learned = SHELL.json();
    assertThat(learned.path("workflows_written").asLong()).isEqualTo(390);
    assertThat(learned.path("choices").findValuesAsText("pattern")).contains("single");
    assertThat(coordinate(there, "modality")).isEqualTo(2);
    assertThat(SHELL.err()).contains("Cannot optimize a modality: no modality is named.");
  }

  private static int coordinate(String[] there, String type, String... more) {
    String[] command = {"optimize", "coordinator", "--json", "--type", type};
    return SHELL.run(with(with(more, there), command)).exitCode();
  }

  @Test
  void benchOfRewardsMeasuresEnginesThatAgreeAndSaysWhichIsMissing() {
    String[] bench = {
      "bench",
      "rewards",
      "--spans",
      "3000",
      "--feedback",
      "600",
      "--rounds",
      "1",
      "--duckdb",
      "/no/python",
      "--out",
      folder + "/bench"
    };

    JsonNode measured = SHELL.run(bench).json();

    // a fifth of 300 traces has decisions instead of its root, one or two
    assertThat(measured.path("experiences").asLong()).isBetween(310L, 350L);
    assertThat(measured.path("naive_speedup").asDouble())
        .isEqualTo(
            measured.path("naive_seconds").asDouble()
                / measured.at("/backfill/seconds").asDouble());
    assertThat(measured.path("increment_ratio").asDouble())
        .isEqualTo(
            measured.at("/increment_on_whole/seconds").asDouble()
                / measured.at("/increment_on_tenth/seconds").asDouble());
    assertThat(measured.at("/late/commit_seconds").asDouble())
        .isLessThan(measured.at("/late/seconds").asDouble());
    assertThat(measured.path("backfill_ratio").isNull()).isTrue();
    assertThat(measured.path("duckdb_missing").asText()).isEqualTo("/no/python cannot be run");
    assertThat(SHELL.run(bench).exitCode()).isEqualTo(2);
  }

  @Test
  void benchOfTrainingGrowsTreesAndSaysWhoIsMissing() {
    String[] bench = {
      "bench", "train", "--rows", "1000", "--python", "/no/python", "--out", folder + "/bench"
    };

    JsonNode measured = SHELL.run(bench).json();

    assertThat(measured.path("rounds").asInt()).isEqualTo(100);
    assertThat(measured.path("seconds").asDouble()).isPositive();
    assertThat(measured.path("python_missing").asText()).isEqualTo("/no/python cannot be run");
    assertThat(folder.resolve("bench/model.ubj")).isNotEmptyFile();
    assertThat(SHELL.run(bench).exitCode()).isEqualTo(2);
  }

  @Test
  void aDryRunWritesNothing() {
    assertThat(SHELL.run(feedback("--dry-run")).exitCode()).isZero();
    assertThat(SHELL.out()).startsWith("Would record rating of interaction i-1");
    assertThat(folder.resolve("my warehouse")).doesNotExist();
  }

  @Test
  void aQueryIsAlignedOrCsv() {
    String sql = "select 'a,b' as text, 1.5D as number, null as nothing union all select 'c', 2, 1";

    run("query", sql + " order by text");
    assertThat(SHELL.out().lines())
        .containsExactly("text  number  nothing", "a,b   1.5000", "c        2.0        1");
    run("query", sql + " order by text", "--csv");
    assertThat(SHELL.out().lines())
        .containsExactly("text,number,nothing", "\"a,b\",1.5,", "c,2.0,1");
  }

  @Test
  void aQueryMayNeitherWriteNorReadFiles() {
    SHELL.run(feedback());
    assertThat(run("query", "drop table feedback")).isEqualTo(2);
    assertThat(SHELL.err()).contains("Cannot run");
    assertThat(run("query", "with a as (select 1) insert into feedback select * from a"))
        .isEqualTo(2);
    assertThat(run("query", "select * from delta.`" + warehouse + "/feedback`")).isEqualTo(2);
    assertThat(run("query", "select * from parquet.`" + warehouse + "/feedback`")).isEqualTo(2);
    assertThat(run("query", "select * from table_changes_by_path('" + warehouse + "', 0)"))
        .isEqualTo(2);
  }

  @Test
  void aWrongQueryIsUsageWithoutAStackTrace() {
    assertThat(run("query", "select nope from feedback")).isEqualTo(2);
    assertThat(SHELL.err()).contains("nope").contains("over these tables").doesNotContain("\tat ");
    assertThat(run("query", "selec")).isEqualTo(2);
  }

  @Test
  void anEmptyWarehouseReadsAsEmpty() {
    assertThat(run("runs", "list")).isZero();
    assertThat(SHELL.out()).contains("No runs yet.");
    assertThat(run("agents", "list")).isZero();
    assertThat(run("runs", "show", "r")).isEqualTo(2);
    assertThat(run("runs", "cancel", "r")).isEqualTo(2);
    assertThat(run("agents", "show", "a")).isEqualTo(2);
    assertThat(SHELL.err()).contains("there is no such agent");
  }

  @Test
  void aRehearsalLeavesARunBehind() {
    Rehearsal.run(SHELL::run, warehouse);

    assertThat(run("runs", "show", "rehearsal", "--json")).isZero();
    assertThat(SHELL.json().path("status").asText()).isEqualTo("done");
    assertThat(run("runs", "cancel", "rehearsal")).isEqualTo(2);
    assertThat(SHELL.err()).contains("it is done");
  }

  @Test
  void anAgentIsDescribedByAFile() throws IOException {
    Path file = folder.resolve("agent.json");
    Files.writeString(
        file,
        "{\"options\":[\"a\",{\"name\":\"b\"}],\"modality\":\"text\",\"budgets\":{\"usd\":1},"
            + "\"activation_policy\":\"gate\"}");

    assertThat(run("agents", "set", "router", file.toString())).isZero();
    assertThat(run("agents", "show", "router", "--json")).isZero();
    assertThat(SHELL.json().path("options")).hasSize(2);
    assertThat(SHELL.json().path("activation_policy").asText()).isEqualTo("gate");
    assertThat(run("agents", "list")).isZero();
    assertThat(SHELL.out()).contains("router");
  }

  @Test
  void allThatIsWrongWithAnAgentsFileIsSaidAtOnce() throws IOException {
    Path file = folder.resolve("agent.json");
    Files.writeString(
        file, "{\"options\":[\"a\",\"a\",1],\"modality\":\"smell\",\"metric\":3,\"colour\":1}");

    assertThat(run("agents", "set", "router", file.toString())).isEqualTo(2);
    assertThat(SHELL.err())
        .contains("unknown key colour", "comes twice", "without a name", "modality", "metric");
    assertThat(run("agents", "set", "router", "no-file")).isEqualTo(2);
  }

  @Test
  void labelsAreTakenInAndBadLinesAreCounted() throws IOException {
    Path labels =
        Files.writeString(
            folder.resolve("labels.jsonl"),
            "{\"span_id\":\"s\",\"label\":\"correct_routing\",\"annotator\":\"ann\"}\nhm\n");

    assertThat(run("annotate", "--import", labels.toString(), "--dry-run", "--json")).isZero();
    assertThat(SHELL.json().path("status").asText()).isEqualTo("would_write");
    assertThat(SHELL.json().path("labelled").asLong()).isEqualTo(1);
    assertThat(folder.resolve("my warehouse")).doesNotExist();
    assertThat(run("annotate", "--import", labels.toString(), "--strict", "--json")).isEqualTo(4);
    assertThat(SHELL.json().path("requested").asLong()).isZero();
    assertThat(SHELL.json().path("labelled").asLong()).isEqualTo(1);
    assertThat(SHELL.json().path("quarantined").asLong()).isEqualTo(1);
    assertThat(run("annotate", "--export", folder.resolve("out.jsonl").toString())).isZero();
    assertThat(SHELL.out()).contains("requested", "1 labelled spans exported");
    assertThat(folder.resolve("out.jsonl")).content().contains("\"correct_routing\"");
    assertThat(run("annotate", "--limit", "0")).isEqualTo(2);
    assertThat(run("annotate", "--import", "no such file")).isEqualTo(2);
  }

  private int run(String... args) {
    String[] all = java.util.Arrays.copyOf(args, args.length + 2);
    all[args.length] = "--warehouse";
    all[args.length + 1] = warehouse;
    return SHELL.run(all).exitCode();
  }

  private JsonNode query(String sql, String... more) {
    return SHELL.run(with(more, "query", sql, "--warehouse", warehouse)).json();
  }

  private String[] feedback(String... more) {
    return with(
        more,
        "feedback",
        "record",
        "--interaction",
        "i-1",
        "--score",
        "4",
        "--scale",
        "1..5",
        "--author",
        "me",
        "--warehouse",
        warehouse);
  }

  private static String[] with(String[] more, String... first) {
    String[] all = java.util.Arrays.copyOf(first, first.length + more.length);
    System.arraycopy(more, 0, all, first.length, more.length);
    return all;
  }
}
