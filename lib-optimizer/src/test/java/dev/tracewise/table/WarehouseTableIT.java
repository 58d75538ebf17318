package dev.tracewise.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tracewise.SparkSupport;
import dev.tracewise.model.Decision;
import io.delta.tables.DeltaTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.delta.DeltaLog;
import org.apache.spark.sql.delta.Snapshot;
import org.apache.spark.sql.delta.VersionChecksum;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import scala.collection.immutable.Map$;

class WarehouseTableIT {
  private Warehouse warehouse;

  @BeforeEach
  void emptyWarehouse() {
    warehouse = SparkSupport.freshWarehouse();
  }

  @Test
  void everyTableIsCreatedInOneCommitWithConstraintsCommentsAndClustering() {
    for (TableDefinition definition : Tables.ALL) {
      WarehouseTable table = warehouse.table(definition).ensure();

      assertThat(table.currentVersion()).as(definition.name()).isZero();
      Row detail = DeltaTable.forPath(SparkSupport.spark(), table.location()).detail().head();
      assertThat(detail.<String>getAs("description")).isEqualTo(definition.comment());
      assertThat(detail.<Row>getList(detail.fieldIndex("clusteringColumns")))
          .hasToString(definition.clustering().toString());
      Map<Object, Object> properties = detail.getJavaMap(detail.fieldIndex("properties"));
      definition
          .checks()
          .keySet()
          .forEach(name -> assertThat(properties).containsKey("delta.constraints." + name));
      assertThat(detail.<String>getList(detail.fieldIndex("tableFeatures")))
          .isSubsetOf(
              "appendOnly",
              "invariants",
              "checkConstraints",
              "changeDataFeed",
              "clustering",
              "domainMetadata");
      assertThat(table.read("any").schema().fields())
          .allSatisfy(field -> assertThat(field.getComment().get()).isNotBlank());
    }
  }

  /** Without it, Delta computes the state of the empty table by a job, whoever opens it first. */
  @Test
  void theStateOfANewTableIsKnownWithoutAJob() {
    for (TableDefinition definition : Tables.ALL) {
      WarehouseTable table = warehouse.table(definition).ensure();
      SparkSession spark = SparkSupport.spark();
      DeltaLog.invalidateCache(spark, new Path(table.location()));
      Snapshot snapshot = DeltaLog.forTable(spark, table.location()).unsafeVolatileSnapshot();

      VersionChecksum said = snapshot.checksumOpt().get();
      assertThat(snapshot.stateReconstructionTriggered()).as(definition.name()).isFalse();
      assertThat(said.metadata()).isEqualTo(snapshot.metadata());
      assertThat(said.protocol()).isEqualTo(snapshot.protocol());
      assertThat(snapshot.validateChecksum(Map$.MODULE$.empty())).isTrue();
    }
  }

  @Test
  void aTableThatDoesNotExistReadsAsEmptyAndIsNotCreated() {
    WarehouseTable spans = warehouse.table(SpansTable.DEFINITION);

    assertThat(spans.read("acme").count()).isZero();
    assertThat(spans.changes("acme", 0, 5).count()).isZero();
    assertThat(spans.currentVersion()).isEqualTo(WarehouseTable.NO_VERSION);
    assertThat(spans.readAt("acme", WarehouseTable.NO_VERSION).count()).isZero();
    assertThat(spans.exists()).isFalse();
  }

  @Test
  void jobsThatCreateATableAtOnceFindTheSameTable() throws Exception {
    List<Warehouse> jobs = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      jobs.add(new Warehouse(SparkSupport.spark(), java.net.URI.create(warehouse.root())));
    }

    atOnce(
        jobs.stream()
            .<Callable<?>>map(job -> () -> job.table(FeedbackTable.DEFINITION).ensure())
            .toList());

    assertThat(warehouse.table(FeedbackTable.DEFINITION).currentVersion()).isZero();
  }

  @Test
  void aMergeCountsWhatItDidAndDoingItAgainMakesNoCommit() {
    WarehouseTable spans = warehouse.table(SpansTable.DEFINITION);
    Dataset<Row> rows =
        spans.rows(
            List.of(
                SpansTable.row(Samples.span("acme", "s-1"), Samples.NOW),
                SpansTable.row(Samples.bareSpan("acme", "s-2"), Samples.NOW)));

    assertThat(spans.insertMissing("acme", rows)).isEqualTo(new MergeCounts(0, 2, 0));
    long version = spans.currentVersion();

    assertThat(spans.insertMissing("acme", rows)).isEqualTo(MergeCounts.NONE);
    assertThat(spans.upsert("acme", spans.rows(List.of()))).isEqualTo(MergeCounts.NONE);
    assertThat(spans.currentVersion()).isEqualTo(version);
    assertThat(
            spans
                .merge("acme", rows)
                .whenMatchedUpdate("source.span_id = 's-2'", Map.of("status", "'ERROR'"))
                .execute())
        .isEqualTo(new MergeCounts(1, 0, 0));
    assertThat(spans.read("acme").where("status = 'ERROR'").count()).isEqualTo(1);
    assertThat(spans.readAt("acme", version).where("status = 'ERROR'").count()).isZero();
  }

  @Test
  void aMergeTouchesNoOtherTenant() {
    WarehouseTable spans = warehouse.table(SpansTable.DEFINITION);
    Row acme = SpansTable.row(Samples.span("acme", "s-1"), Samples.NOW);
    Row other = SpansTable.row(Samples.span("o'ther\\", "s-1"), Samples.NOW);

    assertThat(spans.upsert("acme", spans.rows(List.of(acme, other))).inserted()).isEqualTo(1);
    assertThat(spans.upsert("o'ther\\", spans.rows(List.of(acme, other))).inserted()).isEqualTo(1);
    assertThat(spans.merge("acme", spans.rows(List.of(acme))).whenMatchedDelete("true").execute())
        .isEqualTo(new MergeCounts(0, 0, 1));

    assertThat(spans.read("acme").count()).isZero();
    assertThat(spans.read("o'ther\\").count()).isEqualTo(1);
  }

  @Test
  void changesAreTheRowsAfterTheChangeOfOneTenantOnly() {
    WarehouseTable spans = warehouse.table(SpansTable.DEFINITION);
    Dataset<Row> one =
        spans.rows(List.of(SpansTable.row(Samples.span("acme", "s-1"), Samples.NOW)));
    spans.insertMissing("acme", one);
    spans.insertMissing(
        "other", spans.rows(List.of(SpansTable.row(Samples.span("other", "s-1"), Samples.NOW))));
    spans.merge("acme", one).whenMatchedUpdate("true", Map.of("status", "'ERROR'")).execute();

    assertThat(spans.currentVersion()).isEqualTo(3);
    assertThat(spans.changes("acme", 0, 3).select("_change_type", "status").collectAsList())
        .extracting(Row::toString)
        .containsExactlyInAnyOrder("[insert,OK]", "[update_postimage,ERROR]");
    assertThat(spans.changes("acme", 2, 2).count()).isZero();
    assertThat(spans.changes("acme", 4, 3).columns())
        .isEqualTo(spans.changes("acme", 3, 3).columns());
  }

  @Test
  void concurrentMergesOfTheSameRowsLeaveEachRowOnce() throws Exception {
    WarehouseTable spans = warehouse.table(SpansTable.DEFINITION).ensure();
    Callable<?> writer =
        () ->
            spans.insertMissing(
                "acme",
                spans.rows(List.of(SpansTable.row(Samples.span("acme", "s-1"), Samples.NOW))));

    atOnce(List.of(writer, writer, writer));

    assertThat(spans.read("acme").count()).isEqualTo(1);
  }

  @Test
  void rowsThatBreakAConstraintAreRefused() {
    WarehouseTable decisions = warehouse.table(DecisionsTable.DEFINITION);
    Row good = DecisionsTable.row(Samples.decision("acme", "i-1"), Samples.NOW);
    decisions.insertMissing("acme", decisions.rows(List.of(good)));

    Dataset<Row> rows = decisions.rows(List.of(good));
    for (String bad : List.of("propensity = 0D", "chosen = 'never offered'", "quality = 2D")) {
      assertThatThrownBy(
              () ->
                  decisions
                      .merge("acme", rows)
                      .whenMatchedUpdate("true", Map.of(bad.split(" = ")[0], bad.split(" = ")[1]))
                      .execute())
          .hasStackTraceContaining("CHECK constraint");
    }
  }

  @Test
  void recordsComeBackFromTheirStructs() {
    Decision decision = Samples.decision("acme", "i-1");
    WarehouseTable decisions = warehouse.table(DecisionsTable.DEFINITION);
    decisions.insertMissing(
        "acme", decisions.rows(List.of(DecisionsTable.row(decision, Samples.NOW))));

    Row row = decisions.read("acme").head();

    assertThat(Decisions.context(row.<Row>getAs("context"))).isEqualTo(decision.context());
    assertThat(Decisions.options(row)).isEqualTo(decision.options());
    assertThat(Decisions.measures(row)).isEqualTo(decision.outcome());
    assertThat(Rows.time(row, "time")).isEqualTo(decision.time());
    assertThat(row.<String>getAs("experiment_id")).isEqualTo("e-1");
    assertThat(row.<String>getAs("variant")).isEqualTo("b");
    assertThat(row.<String>getAs("episode_id")).isEqualTo("ep-1");
    assertThat(row.<Integer>getAs("step")).isEqualTo(2);
    assertThat(row.<Integer>getAs("slate_position")).isZero();
  }

  static void atOnce(List<? extends Callable<?>> calls) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(calls.size());
    CyclicBarrier start = new CyclicBarrier(calls.size());
    try {
      List<Future<?>> results = new ArrayList<>();
      for (Callable<?> call : calls) {
        results.add(
            threads.submit(
                () -> {
                  start.await();
                  return call.call();
                }));
      }
      for (Future<?> result : results) {
        result.get();
      }
    } finally {
      threads.shutdownNow();
    }
  }
}
