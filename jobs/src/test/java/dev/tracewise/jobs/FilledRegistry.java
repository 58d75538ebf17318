package dev.tracewise.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tracewise.model.Evidence;
import dev.tracewise.model.Interval;
import dev.tracewise.model.Scope;
import dev.tracewise.model.VersionKind;
import dev.tracewise.table.Artifact;
import dev.tracewise.table.NewVersion;
import dev.tracewise.table.Provenance;
import dev.tracewise.table.SessionDefaults;
import dev.tracewise.table.VersionRegistry;
import dev.tracewise.table.VersionRow;
import dev.tracewise.table.Warehouse;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Map;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A registry of versions, and the commands that are run on it. */
abstract class FilledRegistry {
  static final SparkSession SPARK =
      SessionDefaults.apply(SparkSession.builder())
          .master("local[2]")
          .appName("tests")
          .config("spark.ui.enabled", "false")
          .config("spark.sql.shuffle.partitions", "2")
          .getOrCreate();
  static final Shell SHELL = new Shell();

  @TempDir Path folder;
  VersionRegistry registry;

  @BeforeEach
  void ownRegistry() {
    registry =
        new VersionRegistry(
            new Warehouse(SPARK, folder.resolve("w").toUri()),
            Clock.fixed(Shell.NOW, ZoneOffset.UTC));
  }

  void add(String policy, Long parent, String run) {
    NewVersion plain = version(Scope.agent("router"), "logged", run);
    registry.add(
        "default",
        new NewVersion(
            plain.kind(),
            plain.scope(),
            Artifact.json(policy),
            plain.metrics(),
            plain.evidence(),
            parent,
            plain.provenance(),
            plain.createdBy()));
  }

  /** A policy of two options with one weight. */
  static String policy(String option, double weight) {
    String features =
        "{\"hash_bits\":8,\"word_ngrams\":1,\"char_ngram_min\":0,\"char_ngram_max\":0,"
            + "\"numeric_bins\":0,\"minimum_rows\":2,\"sources\":[\"TEXT\"]}";
    String model =
        "\"options\":[{\"name\":\"%s\",\"indices\":[5],\"values\":[%s]},"
            + "{\"name\":\"zero\",\"indices\":[],\"values\":[]},"
            + "{\"name\":null,\"indices\":[],\"values\":[]}],"
            + "\"option_features\":{\"indices\":[],\"values\":[]}}";
    return ("{\"format\":\"tracewise-policy\",\"format_version\":1,\"features\":"
            + features
            + ",\"numeric\":{},\"option_numeric\":{},"
            + "\"policy\":{\"temperature\":1.0,\"floor\":0.0,"
            + model
            + ",\"reward_model\":{\"low\":0.0,\"high\":1.0,"
            + model
            + "}")
        .formatted(option, weight, option, weight);
  }

  static void assertChange(Integer activated, Integer retired, String reason) {
    JsonNode json = SHELL.json();
    assertThat(number(json.path("activated"))).isEqualTo(activated);
    assertThat(number(json.path("retired"))).isEqualTo(retired);
    assertThat(json.path("reason").asText()).isEqualTo(reason);
  }

  static Integer number(JsonNode node) {
    return node.isNull() ? null : Integer.valueOf(node.asInt());
  }

  VersionRow add(Scope scope, String baseline, String run) {
    return registry.add("default", version(scope, baseline, run));
  }

  static NewVersion version(Scope scope, String baseline, String run) {
    Interval interval = new Interval(0.5, 0.4, 0.6);
    Evidence evidence =
        new Evidence(
            "doubly_robust",
            interval,
            baseline,
            interval,
            new Interval(0.1, 0.01, 0.2),
            0.975,
            12,
            656.0,
            null,
            4000,
            300,
            Evidence.Verdict.PASSED,
            "the bound is above zero");
    return new NewVersion(
        VersionKind.ROUTING_POLICY,
        scope,
        Artifact.json("{\"run\":\"" + run + "\"}"),
        Map.of("value", 0.5),
        evidence,
        null,
        new Provenance(Map.of("experiences", 7L), "d", "c", "{}", 42, "0.1.0", run),
        "optimize policy");
  }

  int run(String... args) {
    String[] all = java.util.Arrays.copyOf(args, args.length + 2);
    all[args.length] = "--warehouse";
    all[args.length + 1] = folder.resolve("w").toString();
    return SHELL.run(all).exitCode();
  }
}
