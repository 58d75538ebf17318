package dev.tracewise.action.policy;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import dev.tracewise.judge.Looks;
import dev.tracewise.model.Errors;
import dev.tracewise.model.VersionKind;
import dev.tracewise.table.LooksTable;
import dev.tracewise.table.LooksTable.Look;
import dev.tracewise.table.Warehouse;
import dev.tracewise.table.WarehouseTable;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;

/** The book of looks at evidence, by tenant, kind and scope. A run that is resumed looks once. */
final class LookLedger {
  private final WarehouseTable table;

  LookLedger(Warehouse warehouse) {
    this.table = warehouse.table(LooksTable.DEFINITION);
  }

  /** The looks in a scope before the one of this run. */
  EarlierLooks before(Subject subject, VersionKind kind, String runId) {
    List<Look> looks = looks(subject, kind);
    long until = ofRun(looks, runId).map(Look::sequence).orElse(Long.MAX_VALUE);
    List<Look> earlier = looks.stream().filter(look -> look.sequence() < until).toList();
    if (earlier.isEmpty()) {
      return EarlierLooks.NONE;
    }
    Look last = earlier.get(earlier.size() - 1);
    return new EarlierLooks(last.look(), last.sequence(), hashes(earlier));
  }

  /** Enters a look; one that this run entered before stays as it is. */
  void enter(
      Subject subject,
      VersionKind kind,
      String runId,
      String datasetSha256,
      EarlierLooks before,
      Judgement judgement,
      Instant at) {
    if (ofRun(looks(subject, kind), runId).isPresent()) {
      return;
    }
    Look look =
        new Look(
            subject.tenantId(),
            kind.id(),
            subject.scope().id(),
            before.lastSequence() + 1,
            judgement.look(),
            runId,
            datasetSha256,
            Looks.level(judgement.look()),
            LongStream.of(judgement.rowHashes()).boxed().toList(),
            at);
    long entered =
        table
            .insertMissing(subject.tenantId(), table.rows(List.of(LooksTable.row(look))))
            .inserted();
    if (entered == 0) {
      throw Errors.usage(
          "judge " + subject.title(),
          "another run looked at the same evidence meanwhile",
          "Run it again: the look will be counted after the other one.");
    }
  }

  private List<Look> looks(Subject subject, VersionKind kind) {
    return table
        .read(subject.tenantId())
        .where(
            col("kind")
                .equalTo(lit(kind.id()))
                .and(col("scope").equalTo(lit(subject.scope().id()))))
        .orderBy("sequence")
        .collectAsList()
        .stream()
        .map(LooksTable::of)
        .toList();
  }

  private static Optional<Look> ofRun(List<Look> looks, String runId) {
    return looks.stream().filter(look -> runId.equals(look.runId())).findFirst();
  }

  private static long[] hashes(List<Look> looks) {
    return looks.stream()
        .flatMapToLong(look -> look.rowHashes().stream().mapToLong(Long::longValue))
        .sorted()
        .distinct()
        .toArray();
  }
}
