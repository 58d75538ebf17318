package dev.tracewise.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tracewise.jobs.output.Json;
import dev.tracewise.model.Scope;
import dev.tracewise.table.VersionRow;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class VersionsIT extends FilledRegistry {
  @Test
  void theListHasTheRowsOfTheRegistryAndOnlyOurs() {
    add(Scope.agent("router"), "logged", "run-1");
    registry.add("other", version(Scope.agent("router"), "logged", "run-1"));

    assertThat(run("versions", "list", "--json")).isZero();
    JsonNode versions = SHELL.json().path("versions");
    assertThat(versions).hasSize(1);
    assertThat(versions.at("/0/scope").asText()).isEqualTo("agent/router");
    assertThat(versions.at("/0/status").asText()).isEqualTo("candidate");
    assertThat(versions.at("/0/evidence/difference_low").asDouble()).isEqualTo(0.01);
    assertThat(versions.at("/0/provenance/seed").asInt()).isEqualTo(42);
    assertThat(versions.at("/0/activated_at").isNull()).isTrue();
    assertThat(run("versions", "list", "--agent", "nobody")).isZero();
    assertThat(SHELL.out()).startsWith("No versions yet.");
    assertThat(run("versions", "list")).isZero();
    assertThat(SHELL.out()).contains("agent/router  routing_policy", "passed");
  }

  @Test
  void aVersionIsNamedAsFarAsNeededToBeUnique() {
    add(Scope.agent("router"), "logged", "run-1");

    assertThat(run("versions", "show", "1", "--json")).isZero();
    assertThat(SHELL.json().path("version").asInt()).isEqualTo(1);
    assertThat(run("versions", "show", "router/routing-policy@1")).isZero();
    assertThat(SHELL.out()).contains("evidence.baseline.name", "provenance.run_id");

    add(Scope.of("router", "text"), "logged", "run-2");
    add(Scope.agent("other"), "logged", "run-3");
    assertThat(run("versions", "show", "1")).isEqualTo(2);
    assertThat(SHELL.err())
        .contains("there are 3")
        .contains(
            "other/routing_policy@1, router/routing_policy@1,"
                + " agent/router/modality/text/routing_policy@1");
    assertThat(run("versions", "show", "1", "--agent", "other")).isZero();
    assertThat(run("versions", "show", "1", "--agent", "router")).isEqualTo(2);
    assertThat(run("versions", "show", "1", "--modality", "TEXT")).isZero();
    assertThat(run("versions", "show", "router/routing_policy@1")).isZero();
    assertThat(run("versions", "show", "agent/router/modality/text/routing_policy@1", "--json"))
        .isZero();
    assertThat(SHELL.json().path("modality").asText()).isEqualTo("text");
  }

  @Test
  void aVersionThatIsNoneIsUsage() {
    assertThat(run("versions", "show", "7")).isEqualTo(2);
    assertThat(SHELL.err()).startsWith("Cannot find version 7: there is none.");
    assertThat(run("versions", "show", "latest")).isEqualTo(2);
    assertThat(SHELL.err()).contains("Write N, or AGENT/KIND@N");
    assertThat(run("versions", "activate", "7")).isEqualTo(2);
    assertThat(run("versions", "list", "--kind", "nonsense")).isEqualTo(2);
    assertThat(SHELL.err()).contains("expected one of routing_policy, prompt_program");
    assertThat(run("versions", "list", "--modality", "smell")).isEqualTo(2);
    assertThat(run("versions", "list", "--kind", "Routing-Policy")).isZero();
  }

  @Test
  void aVersionGoesLiveAndBackToTheLoggedBehaviour() {
    add(Scope.agent("router"), "logged", "run-1");
    add(Scope.agent("router"), "version:1", "run-2");

    assertThat(run("versions", "activate", "1", "--dry-run", "--json")).isZero();
    assertThat(SHELL.json().path("status").asText()).isEqualTo("would_write");
    assertThat(run("versions", "rollback")).isEqualTo(2);
    assertThat(SHELL.err()).contains("no version is active");

    assertThat(run("versions", "activate", "1", "--reason", "first", "--json")).isZero();
    assertChange(1, null, "first");
    assertThat(run("versions", "activate", "2", "--json")).isZero();
    assertChange(2, 1, "by hand");
    assertThat(run("versions", "activate", "2", "--json")).isZero();
    assertChange(2, null, "version 2 is active already");
    assertThat(run("versions", "reject", "2")).isEqualTo(2);
    assertThat(SHELL.err()).contains("it is active");

    assertThat(run("versions", "rollback", "--dry-run", "--json")).isZero();
    assertChange(1, 2, "nothing is written");
    assertThat(run("versions", "rollback", "--json")).isZero();
    assertChange(1, 2, "rollback: by hand");
    assertThat(run("versions", "rollback", "--reason", "worse", "--json")).isZero();
    assertChange(null, 1, "rollback: worse");
    assertThat(run("versions", "rollback", "--to", "2")).isZero();
    assertThat(SHELL.out()).contains("Live in agent/router: routing_policy@2");
    assertThat(run("versions", "reject", "1", "--reason", "bad")).isZero();
    assertThat(run("versions", "rollback", "--to", "1")).isEqualTo(2);
    assertThat(SHELL.err()).contains("it was rejected");
  }

  @Test
  void whatIsRolledBackMustBeClear() {
    add(Scope.agent("a"), "logged", "run-1");
    add(Scope.agent("b"), "logged", "run-2");
    add(Scope.of("b", "text"), "logged", "run-3");
    run("versions", "activate", "1", "--agent", "a");
    run("versions", "activate", "b/routing_policy@1");
    run("versions", "activate", "1", "--agent", "b", "--modality", "text");

    assertThat(run("versions", "rollback")).isEqualTo(2);
    assertThat(SHELL.err())
        .contains("there are 3 active versions: a/routing_policy@1, b/routing_policy@1");
    assertThat(run("versions", "rollback", "--agent", "b", "--json")).isZero();
    assertThat(SHELL.json().path("scope").asText()).isEqualTo("agent/b");
  }

  @Test
  void evidenceAgainstWhatIsNoLongerLiveIsCheckedAgainOrForced() {
    add(policy("one", 1), null, "run-1");
    add(policy("two", 1), null, "run-2");
    run("versions", "activate", "1");

    assertThat(run("versions", "activate", "2", "--json")).isEqualTo(3);
    assertThat(SHELL.json().path("status").asText()).isEqualTo("refused");
    assertThat(SHELL.json().path("version").isNull()).isTrue();
    assertThat(SHELL.json().path("activated").isNull()).isTrue();
    assertThat(SHELL.json().path("reason").asText()).contains("live is version:1");
    assertThat(run("versions", "activate", "2", "--force")).isEqualTo(2);
    assertThat(SHELL.err()).contains("Say why with --reason");
    assertThat(run("versions", "activate", "2", "--force", "--reason", "trial", "--json")).isZero();
    assertChange(2, 1, "forced: trial");
  }

  @Test
  void anExportIsCompleteAndNeverOverwritesWhatIsNotItsOwn() throws IOException {
    VersionRow added = add(Scope.agent("router"), "logged", "run-1");
    Path out = folder.resolve("deep/export");

    assertThat(run("versions", "export", "1", "--out", out.toString(), "--dry-run")).isZero();
    assertThat(out).doesNotExist();
    assertThat(run("versions", "export", "1", "--out", out.toString(), "--json")).isZero();
    assertThat(SHELL.json().path("artifact_sha256").asText()).isEqualTo(added.artifactSha256());
    try (var files = Files.list(out)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder("policy.json", "version.json");
    }
    try (var siblings = Files.list(out.getParent())) {
      assertThat(siblings).containsExactly(out);
    }
    JsonNode metadata = Json.parse(Files.readString(out.resolve("version.json")));
    assertThat(metadata.at("/evidence/difference").asDouble()).isEqualTo(0.1);
    assertThat(metadata.at("/provenance/dataset_sha256").asText()).isEqualTo("d");
    assertThat(metadata.path("artifact_file").asText()).isEqualTo("policy.json");
    assertThat(metadata.has("parent_version")).isTrue();
    assertThat(Files.readString(out.resolve("policy.json"))).isEqualTo("{\"run\":\"run-1\"}");

    assertThat(run("versions", "export", "1", "--out", out.toString())).isZero();
    add(Scope.agent("router"), "logged", "run-2");
    assertThat(run("versions", "export", "2", "--out", out.toString())).isEqualTo(2);
    assertThat(SHELL.err()).contains("there is something else already");
    Path file = Files.createFile(folder.resolve("file"));
    assertThat(run("versions", "export", "1", "--out", file.toString())).isEqualTo(2);
    assertThat(run("versions", "export", "1", "--out", file.resolve("x").toString())).isNotZero();
    assertThat(SHELL.err()).startsWith("Cannot ").doesNotContain("\tat ");
  }

  @Test
  void twoVersionsAreLaidSideBySide() {
    add(policy("left", 1.5), null, "run-1");
    add(policy("right", -0.5), 1L, "run-2");

    assertThat(run("versions", "diff", "1", "2", "--json")).isZero();
    JsonNode json = SHELL.json();
    assertThat(json.path("from").asText()).isEqualTo("router/routing_policy@1");
    assertThat(json.path("same_artifact").asBoolean()).isFalse();
    assertThat(json.at("/metrics/0").toString())
        .isEqualTo("{\"name\":\"value\",\"from\":0.5,\"to\":0.5}");
    assertThat(json.path("evidence").findValuesAsText("name")).contains("baseline.low", "verdict");
    assertThat(json.path("provenance").findValuesAsText("name"))
        .contains("run_id", "table_versions.experiences")
        .doesNotContain("configuration");
    assertThat(json.at("/policy/options_added/0").asText()).isEqualTo("right");
    assertThat(json.at("/policy/options_removed/0").asText()).isEqualTo("left");
    assertThat(json.at("/policy/weights/0/feature").asText()).isEqualTo("feature 5");

    assertThat(run("versions", "diff", "router/routing_policy@1", "2")).isZero();
    assertThat(SHELL.out())
        .contains("Options added: right", "provenance.run_id", "speaks for")
        .contains("They decide with the same settings.");
    assertThat(run("versions", "diff", "1", "9")).isEqualTo(2);
  }

  @Test
  void aVersionKnowsWhatItWasMadeFrom() {
    add(policy("left", 1.5), null, "run-1");
    add(policy("left", 1.6), 1L, "run-2");
    add(policy("left", 1.7), null, "run-3");
    add(policy("left", 1.8), 2L, "run-4");

    assertThat(run("versions", "lineage", "4", "--json")).isZero();
    assertThat(SHELL.json().path("lineage").findValuesAsText("run_id"))
        .containsExactly("run-4", "run-2", "run-1");
    assertThat(run("versions", "lineage", "4")).isZero();
    assertThat(SHELL.out())
        .contains("experiences@7", "run-2", "The first of them was made when none was live.")
        .doesNotContain("run-3");
  }
}
