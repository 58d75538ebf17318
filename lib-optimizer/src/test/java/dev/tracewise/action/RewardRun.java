package dev.tracewise.action;

import static org.apache.spark.sql.functions.col;

import dev.tracewise.action.ComputeRewards.Result;
import dev.tracewise.learn.reward.RewardSettings;
import dev.tracewise.source.SpanDecisionMapping;
import dev.tracewise.table.CursorsTable;
import dev.tracewise.table.ExperiencesTable;
import dev.tracewise.table.WarehouseTable;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.spark.sql.Row;

/** Rewards computed from a log, and what became of it. */
final class RewardRun {
  private final Log log;
  private final String tenant;

  RewardRun(Log log, String tenant) {
    this.log = log;
    this.tenant = tenant;
  }

  Result execute() {
    return execute(RewardSettings.DEFAULTS);
  }

  Result execute(RewardSettings settings) {
    Clock clock = Clock.tick(Clock.system(ZoneOffset.UTC), Duration.ofNanos(1000));
    return new ComputeRewards(log.warehouse(), tenant, settings, SpanDecisionMapping.SHIPPED, clock)
        .execute();
  }

  WarehouseTable experiences() {
    return log.warehouse().table(ExperiencesTable.DEFINITION);
  }

  /** Experiences by interaction. */
  Map<String, Row> rows() {
    return experiences().read(tenant).collectAsList().stream()
        .collect(Collectors.toMap(row -> row.getAs("interaction_id"), row -> row));
  }

  List<Row> cursors() {
    return cursorTable().read(tenant).orderBy(col("source")).collectAsList();
  }

  long cursorVersion() {
    return cursorTable().currentVersion();
  }

  /** As if a run had been killed before it wrote its cursor. */
  void putBack(List<Row> cursors) {
    cursorTable().upsert(tenant, cursorTable().rows(cursors));
  }

  /** As if nothing had ever been computed, but for the experiences. */
  void forgetCursors() {
    log.warehouse().spark().sql("DELETE FROM delta.`" + cursorTable().location() + "` WHERE true");
  }

  private WarehouseTable cursorTable() {
    return log.warehouse().table(CursorsTable.DEFINITION);
  }
}
