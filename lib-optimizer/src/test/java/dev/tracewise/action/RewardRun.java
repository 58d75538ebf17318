package dev.tracewise.action;

import dev.tracewise.action.ComputeRewards.Result;
import dev.tracewise.learn.reward.RewardSettings;
import dev.tracewise.source.SpanDecisionMapping;
import dev.tracewise.table.Commitment;
import dev.tracewise.table.Cursors;
import dev.tracewise.table.CursorsTable;
import dev.tracewise.table.ExperiencesTable;
import dev.tracewise.table.WarehouseTable;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
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
    return execute(settings, Clock.tick(Clock.system(ZoneOffset.UTC), Duration.ofNanos(1000)));
  }

  Result execute(RewardSettings settings, Clock clock) {
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

  long cursorVersion() {
    return cursorTable().currentVersion();
  }

  /** As if nothing had ever been computed, but for the experiences. */
  void forgetCursors() {
    log.warehouse().spark().sql("DELETE FROM delta.`" + cursorTable().location() + "` WHERE true");
  }

  /** A job that begins now, as far as a job gets that dies before its commit. */
  Commitment begin() {
    Cursors cursors = new Cursors(log.warehouse(), tenant, "rewards", ExperiencesTable.DEFINITION);
    return cursors.announce(cursors.last(), Map.of(), Log.START);
  }

  private WarehouseTable cursorTable() {
    return log.warehouse().table(CursorsTable.DEFINITION);
  }
}
