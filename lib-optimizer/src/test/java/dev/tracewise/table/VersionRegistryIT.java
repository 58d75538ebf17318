package dev.tracewise.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tracewise.SparkSupport;
import dev.tracewise.model.Evidence;
import dev.tracewise.model.Interval;
import dev.tracewise.model.Scope;
import dev.tracewise.model.TracewiseException;
import dev.tracewise.model.VersionKind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class VersionRegistryIT {
  private static final Clock CLOCK = Clock.fixed(Samples.NOW, ZoneOffset.UTC);
  private static final Activator.Cause CAUSE = new Activator.Cause("ann", "better");
  private static final Scope ROUTER = Scope.agent("router");

  private Warehouse warehouse;
  private VersionRegistry registry;
  private Activator activator;

  @BeforeEach
  void emptyWarehouse() {
    warehouse = SparkSupport.freshWarehouse();
    registry = new VersionRegistry(warehouse, CLOCK);
    activator = new Activator(warehouse, CLOCK);
  }

  @Test
  void aVersionComesBackAsItWasAddedAndAResumedRunAddsNothing() {
    VersionRow added = add("{\"a\":1}", "run-1");

    assertThat(added.version()).isEqualTo(1);
    assertThat(registry.list("acme", VersionFilter.ANY)).containsExactly(added);
    assertThat(registry.artifact(added).text()).isEqualTo("{\"a\":1}");
    assertThat(add("{\"a\":1}", "run-1")).isEqualTo(added);
    assertThat(add("{\"a\":1}", "run-2").version()).isEqualTo(2);
    VersionReference first = VersionReference.parse("1");
    assertThat(registry.one("acme", first, new VersionFilter(null, "router", null)))
        .isEqualTo(added);
    assertThatThrownBy(() -> registry.one("other", first, VersionFilter.ANY))
        .hasMessageContaining("there is none");
  }

  @Test
  void concurrentAdditionsGetDifferentNumbers() throws Exception {
    List<Callable<?>> writers = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      String run = "run-" + i;
      writers.add(() -> add("{\"run\":\"" + run + "\"}", run));
    }

    WarehouseTableIT.atOnce(writers);

    assertThat(registry.list("acme", VersionFilter.ANY))
        .extracting(VersionRow::version)
        .containsExactly(1L, 2L, 3L);
  }

  @Test
  void largeArtefactsLieInFilesOfTheTenantAndAreCheckedAgainstTheirHash() throws Exception {
    byte[] bytes = new byte[(1 << 20) + 1];
    VersionRow version =
        registry.add("ac/me", version(Artifact.of("application/octet-stream", bytes), "run-1"));

    assertThat(version.artifactUri()).contains("/_artifacts/tenant=ac%2Fme/");
    assertThat(registry.artifact(version).bytes()).isEqualTo(bytes);
    Path file =
        Path.of(java.net.URI.create(warehouse.root()))
            .resolve("_artifacts/tenant=ac%2Fme/" + version.artifactSha256());
    Files.write(file, new byte[] {1});
    Files.deleteIfExists(file.resolveSibling("." + file.getFileName() + ".crc"));
    assertThatThrownBy(() -> registry.artifact(version))
        .hasMessageContaining("its bytes have the hash");
    assertThatThrownBy(() -> new ArtifactStore(warehouse).load("other", version.artifactSha256()))
        .hasMessageContaining("has no such artefact");
  }

  @Test
  void activationRetiresTheOtherAndRollbackGoesBackToTheLoggedBehaviour() {
    VersionRow first = add("{\"v\":1}", "run-1");
    VersionRow second = add("{\"v\":2}", "run-2");

    assertThat(activator.activate(first, CAUSE))
        .isEqualTo(new Activator.Change(1L, null, "better"));
    assertThat(activator.activate(second, CAUSE)).isEqualTo(new Activator.Change(2L, 1L, "better"));
    long version = warehouse.table(ModelVersionsTable.DEFINITION).currentVersion();
    assertThat(activator.activate(second, CAUSE).retired()).isNull();
    assertThat(warehouse.table(ModelVersionsTable.DEFINITION).currentVersion()).isEqualTo(version);

    VersionRow active = active();
    assertThat(active.activatedBy()).isEqualTo("ann");
    assertThat(active.activationReason()).isEqualTo("better");
    assertThatThrownBy(() -> activator.reject(active, CAUSE)).hasMessageContaining("it is active");
    assertThat(activator.rollback(active, CAUSE).activated()).isEqualTo(1);
    assertThatThrownBy(() -> activator.rollback(second, CAUSE))
        .hasMessageContaining("it is not active");
    assertThat(activator.rollback(active(), CAUSE))
        .isEqualTo(new Activator.Change(null, 1L, "rollback: better"));
    assertThat(registry.active("acme", VersionKind.ROUTING_POLICY, ROUTER)).isEmpty();
    assertThat(activator.rollbackTo(second, CAUSE).activated()).isEqualTo(2);

    assertThat(history())
        .containsExactly(
            "[1,activate,null,ann,better]",
            "[2,activate,1,ann,better]",
            "[1,rollback,2,ann,rollback: better]",
            "[null,rollback,1,ann,rollback: better]",
            "[2,rollback,null,ann,rollback: better]");
    assertThat(new ActivationHistory(warehouse).refresh("acme")).isEqualTo(MergeCounts.NONE);
  }

  @Test
  void aRejectedVersionCannotGoLiveAndIsNotGoneBackTo() {
    VersionRow first = add("{\"v\":1}", "run-1");
    VersionRow second = add("{\"v\":2}", "run-2");
    activator.activate(first, CAUSE);
    activator.activate(second, CAUSE);

    assertThat(activator.reject(first, CAUSE).status()).isEqualTo(VersionStatus.REJECTED);

    assertThatThrownBy(() -> activator.activate(first, CAUSE))
        .hasMessageContaining("it was rejected");
    assertThat(activator.rollback(active(), CAUSE).activated()).isNull();
  }

  @Test
  void fourActivationsAtOnceLeaveExactlyOneActiveAndEachSaysWhatItReplaced() throws Exception {
    List<Callable<?>> writers = new ArrayList<>();
    Set<Activator.Change> changes = ConcurrentHashMap.newKeySet();
    for (int i = 1; i <= 4; i++) {
      VersionRow version = add("{\"v\":" + i + "}", "run-" + i);
      writers.add(() -> changes.add(activator.activate(version, CAUSE)));
    }

    WarehouseTableIT.atOnce(writers);

    assertThat(registry.list("acme", VersionFilter.ANY))
        .extracting(VersionRow::status)
        .containsOnlyOnce(VersionStatus.ACTIVE)
        .doesNotContain(VersionStatus.CANDIDATE);
    assertThat(history().stream().map(event -> event.split(",")[2]))
        .containsExactlyInAnyOrderElementsOf(
            changes.stream().map(change -> String.valueOf(change.retired())).toList())
        .doesNotHaveDuplicates()
        .hasSize(4);
  }

  @Test
  @Tag("slow")
  void aVersionThatIsRejectedWhileItIsActivatedIsNeverBoth() throws Exception {
    VersionRow live = add("{\"v\":1}", "run-1");
    VersionRow contested = add("{\"v\":2}", "run-2");
    activator.activate(live, CAUSE);
    Set<String> refusals = ConcurrentHashMap.newKeySet();

    WarehouseTableIT.atOnce(
        List.of(
            () -> refusedOr(refusals, () -> activator.activate(contested, CAUSE)),
            () -> refusedOr(refusals, () -> activator.reject(contested, CAUSE))));

    assertThat(refusals).hasSize(1);
    if (refusals.contains("it was rejected")) {
      assertThat(active().version()).isEqualTo(1);
      assertThat(history()).hasSize(1);
    } else {
      assertThat(refusals).containsExactly("it is active");
      assertThat(active().version()).isEqualTo(2);
      assertThat(history()).hasSize(2);
    }
  }

  @Test
  @Tag("slow")
  void twoRollbacksAtOnceGoBackOnce() throws Exception {
    for (int i = 1; i <= 2; i++) {
      activator.activate(add("{\"v\":" + i + "}", "run-" + i), CAUSE);
    }
    VersionRow second = active();
    Set<String> refusals = ConcurrentHashMap.newKeySet();
    Callable<?> rollback = () -> refusedOr(refusals, () -> activator.rollback(second, CAUSE));

    WarehouseTableIT.atOnce(List.of(rollback, rollback));

    assertThat(refusals).containsExactly("it is not active");
    assertThat(active().version()).isEqualTo(1);
  }

  private static boolean refusedOr(Set<String> refusals, Callable<?> change) throws Exception {
    try {
      change.call();
      return true;
    } catch (TracewiseException e) {
      String message = String.valueOf(e.getMessage());
      return refusals.add(message.substring(message.indexOf(": ") + 2, message.indexOf(".\n")));
    }
  }

  @Test
  void tenantsAndScopesDoNotTouchEachOther() {
    VersionRow ours = add("{}", "run-1");
    VersionRow narrow =
        registry.add("acme", version(Artifact.json("{}"), "run-1", Scope.of("router", "text")));
    VersionRow theirs = registry.add("other", version(Artifact.json("{}"), "run-1"));
    activator.activate(theirs, CAUSE);
    activator.activate(narrow, CAUSE);
    activator.activate(ours, CAUSE);

    assertThat(List.of(ours.version(), narrow.version(), theirs.version())).containsOnly(1L);
    assertThat(registry.list("acme", VersionFilter.ANY))
        .extracting(VersionRow::status)
        .containsOnly(VersionStatus.ACTIVE);
    activator.rollback(registry.list("other", VersionFilter.ANY).get(0), CAUSE);
    assertThat(registry.list("acme", VersionFilter.ANY))
        .extracting(VersionRow::status)
        .containsOnly(VersionStatus.ACTIVE);
  }

  private VersionRow active() {
    return registry.active("acme", VersionKind.ROUTING_POLICY, ROUTER).orElseThrow();
  }

  private List<String> history() {
    return warehouse
        .table(ActivationsTable.DEFINITION)
        .read("acme")
        .orderBy("sequence")
        .select("version", "action", "previous_version", "actor", "reason")
        .collectAsList()
        .stream()
        .map(Row::toString)
        .toList();
  }

  private VersionRow add(String json, String run) {
    return registry.add("acme", version(Artifact.json(json), run));
  }

  private static NewVersion version(Artifact artifact, String run) {
    return version(artifact, run, ROUTER);
  }

  static NewVersion version(Artifact artifact, String run, Scope scope) {
    Interval interval = new Interval(0.5, 0.4, 0.6);
    Evidence evidence =
        new Evidence(
            "doubly_robust",
            interval,
            "logged",
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
        artifact,
        Map.of("value", 0.5),
        evidence,
        null,
        new Provenance(Map.of("experiences", 7L), "d", "c", "{}", 42, "0.1.0", run),
        "optimize");
  }
}
