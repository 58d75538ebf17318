package dev.tracewise.action;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.size;

import dev.tracewise.action.rewards.Cursor;
import dev.tracewise.action.rewards.ExperienceWriter;
import dev.tracewise.action.rewards.ExperienceWriter.Written;
import dev.tracewise.action.rewards.Experiences;
import dev.tracewise.action.rewards.Increment;
import dev.tracewise.action.rewards.Sources;
import dev.tracewise.learn.reward.RewardSettings;
import dev.tracewise.model.Hashes;
import dev.tracewise.source.SpanDecisionMapping;
import dev.tracewise.table.AgentsTable;
import dev.tracewise.table.CodeGeneration;
import dev.tracewise.table.DecisionsTable;
import dev.tracewise.table.ExperiencesTable;
import dev.tracewise.table.FeedbackTable;
import dev.tracewise.table.SpansTable;
import dev.tracewise.table.TableDefinition;
import dev.tracewise.table.Warehouse;
import dev.tracewise.table.WarehouseTable;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/**
 * Computes the experiences of a tenant from spans, decisions and feedback. The first run, and one
 * whose settings differ from the last, computes everything; every other only what changed since,
 * and its cost is free of history as long as outcomes and feedback come at most seven days late.
 * Running it again changes nothing; a run that was killed is completed by the next.
 */
public final class ComputeRewards {
  /** Counts up when the computation changes, so that everything is computed again. */
  private static final String LAYOUT = "3";

  private static final TableDefinition TARGET = ExperiencesTable.DEFINITION;
  private static final List<TableDefinition> FOLLOWED =
      List.of(SpansTable.DEFINITION, DecisionsTable.DEFINITION, FeedbackTable.DEFINITION, TARGET);

  private final Warehouse warehouse;
  private final String tenant;
  private final RewardSettings settings;
  private final List<SpanDecisionMapping> mappings;
  private final Clock clock;
  private final Experiences experiences;

  /**
   * The action.
   *
   * @param warehouse where the tables lie
   * @param tenant whose rows
   * @param settings weights of the reward and of the types of feedback
   * @param mappings which spans are decisions
   * @param clock gives {@code updated_at}
   */
  public ComputeRewards(
      Warehouse warehouse,
      String tenant,
      RewardSettings settings,
      List<SpanDecisionMapping> mappings,
      Clock clock) {
    this.warehouse = warehouse;
    this.tenant = tenant;
    this.settings = settings;
    this.mappings = List.copyOf(mappings);
    this.clock = clock;
    this.experiences = new Experiences(settings, mappings);
  }

  /**
   * What was done.
   *
   * @param experiencesWritten rows that are new
   * @param experiencesUpdated rows that changed or went
   * @param meanReward mean reward of the rows written or changed; null when none has one
   */
  public record Result(
      long experiencesWritten, long experiencesUpdated, @Nullable Double meanReward) {}

  /** Whether anything changed since the last run. */
  public boolean isPending() {
    return !Cursor.read(warehouse, tenant).equals(cursor());
  }

  /** Runs it. */
  public Result execute() {
    Cursor last = Cursor.read(warehouse, tenant);
    Cursor now = cursor();
    if (last.equals(now)) {
      return new Result(0, 0, null);
    }
    Written written = last.continuedBy(now) ? increment(last, now) : compiledEverything(now);
    now.with(TARGET.name(), table(TARGET).currentVersion())
        .write(warehouse, tenant, clock.instant());
    return new Result(written.written(), written.updated(), written.meanReward());
  }

  private Written compiledEverything(Cursor now) {
    long bytes = table(SpansTable.DEFINITION).bytes() + table(DecisionsTable.DEFINITION).bytes();
    return CodeGeneration.sized(warehouse.spark(), bytes, () -> everything(now));
  }

  private Cursor cursor() {
    Cursor cursor = new Cursor(Map.of()).withSettings(settingsSha256());
    for (TableDefinition definition : FOLLOWED) {
      cursor = cursor.with(definition.name(), table(definition).currentVersion());
    }
    return cursor;
  }

  private String settingsSha256() {
    return Hashes.sha256(LAYOUT, settings.toString(), mappings.toString());
  }

  private Sources sources(Cursor at) {
    return new Sources(
        readAt(SpansTable.DEFINITION, at),
        readAt(DecisionsTable.DEFINITION, at),
        readAt(FeedbackTable.DEFINITION, at));
  }

  private Dataset<Row> readAt(TableDefinition definition, Cursor at) {
    return table(definition).readAt(tenant, at.version(definition.name()));
  }

  private Sources changes(Cursor from, Cursor to) {
    return new Sources(
        changes(SpansTable.DEFINITION, from, to),
        changes(DecisionsTable.DEFINITION, from, to),
        changes(FeedbackTable.DEFINITION, from, to));
  }

  private Dataset<Row> changes(TableDefinition definition, Cursor from, Cursor to) {
    String name = definition.name();
    return table(definition).changes(tenant, from.version(name) + 1, to.version(name));
  }

  private Dataset<Row> agents() {
    return table(AgentsTable.DEFINITION)
        .read(tenant)
        .where(size(col("options")).gt(0))
        .select(col("agent_id"), col("options").as("registered"));
  }

  private WarehouseTable table(TableDefinition definition) {
    return warehouse.table(definition);
  }

  private Written everything(Cursor now) {
    ExperienceWriter writer = new ExperienceWriter(warehouse, tenant, clock.instant());
    Dataset<Row> rows = experiences.of(sources(now), agents());
    return writer.isFirst() ? writer.insert(rows) : writer.merge(rows, table(TARGET).read(tenant));
  }

  private Written increment(Cursor last, Cursor now) {
    Increment increment = Increment.of(sources(now), changes(last, now), readAt(TARGET, now));
    if (increment.isEmpty()) {
      return Written.NOTHING;
    }
    ExperienceWriter writer = new ExperienceWriter(warehouse, tenant, clock.instant());
    return writer.merge(experiences.of(increment.touched(), agents()), increment.existing());
  }
}
