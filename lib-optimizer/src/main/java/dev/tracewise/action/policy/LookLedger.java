package dev.tracewise.action.policy;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import dev.tracewise.judge.Looks;
import dev.tracewise.model.Errors;
import dev.tracewise.model.Scope;
import dev.tracewise.model.VersionKind;
import dev.tracewise.table.LooksTable;
import dev.tracewise.table.LooksTable.Look;
import dev.tracewise.table.Warehouse;
import dev.tracewise.table.WarehouseTable;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/** The book of looks at evidence, by tenant, kind and scope. A run that is resumed looks once. */
public final class LookLedger {
  private final WarehouseTable table;

  /** The book of a warehouse. */
  public LookLedger(Warehouse warehouse) {
    this.table = warehouse.table(LooksTable.DEFINITION);
  }

  /**
   * Where looks are counted together.
   *
   * @param tenantId tenant
   * @param kind kind of version
   * @param scope scope of the versions
   */
  public record Place(String tenantId, VersionKind kind, Scope scope) {}

  /** The looks in a scope before the one of this run. */
  EarlierLooks before(Subject subject, VersionKind kind, String runId) {
    return before(place(subject, kind), runId);
  }

  private static Place place(Subject subject, VersionKind kind) {
    return new Place(subject.tenantId(), kind, subject.scope());
  }

  /** The looks at a place before the one of this run. */
  public EarlierLooks before(Place place, String runId) {
    List<Look> looks = looks(place);
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
    enter(place(subject, kind), runId, datasetSha256, before, judgement, at);
  }

  /** Enters a look; one that this run entered before stays as it is. */
  public void enter(
      Place place,
      String runId,
      @Nullable String datasetSha256,
      EarlierLooks before,
      Judgement judgement,
      Instant at) {
    if (ofRun(looks(place), runId).isPresent()) {
      return;
    }
    Look look =
        new Look(
            place.tenantId(),
            place.kind().id(),
            place.scope().id(),
            before.lastSequence() + 1,
            judgement.look(),
            runId,
            datasetSha256,
            Looks.level(judgement.look()),
            LongStream.of(judgement.rowHashes()).boxed().toList(),
            at);
    long entered =
        table.insertMissing(place.tenantId(), table.rows(List.of(LooksTable.row(look)))).inserted();
    if (entered == 0) {
      throw Errors.usage(
          "judge " + place.scope().id(),
          "another run looked at the same evidence meanwhile",
          "Run it again: the look will be counted after the other one.");
    }
  }

  private List<Look> looks(Place place) {
    return table
        .read(place.tenantId())
        .where(
            col("kind")
                .equalTo(lit(place.kind().id()))
                .and(col("scope").equalTo(lit(place.scope().id()))))
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
