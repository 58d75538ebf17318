package dev.tracewise.action;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.size;

import dev.tracewise.action.rewards.Cursor;
import dev.tracewise.action.rewards.ExperienceWriter;
import dev.tracewise.action.rewards.ExperienceWriter.Written;
import dev.tracewise.action.rewards.Experiences;
import dev.tracewise.action.rewards.Increment;
import dev.tracewise.action.rewards.LostHistory;
import dev.tracewise.action.rewards.Sources;
import dev.tracewise.learn.reward.RewardSettings;
import dev.tracewise.model.Hashes;
import dev.tracewise.source.SpanDecisionMapping;
import dev.tracewise.table.AgentsTable;
import dev.tracewise.table.CodeGeneration;
import dev.tracewise.table.Commitment;
import dev.tracewise.table.Cursors;
import dev.tracewise.table.DecisionsTable;
import dev.tracewise.table.ExperiencesTable;
import dev.tracewise.table.FeedbackTable;
import dev.tracewise.table.SpansTable;
import dev.tracewise.table.TableDefinition;
import dev.tracewise.table.Warehouse;
import dev.tracewise.table.WarehouseTable;
import java.time.Clock;
import java.time.Instant;
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
  private static final String LAYOUT = "5";

  private static final TableDefinition TARGET = ExperiencesTable.DEFINITION;
  private static final List<TableDefinition> FOLLOWED =
      List.of(SpansTable.DEFINITION, DecisionsTable.DEFINITION, FeedbackTable.DEFINITION);

  private final Warehouse warehouse;
  private final String tenant;
  private final RewardSettings settings;
  private final List<SpanDecisionMapping> mappings;
  private final Clock clock;
  private final Experiences experiences;
  private final Cursors cursors;

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
    this.cursors = new Cursors(warehouse, tenant, "rewards", TARGET);
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
    return !new Cursor(cursors.last().versions()).equals(cursor());
  }

  /** Runs it. */
  public Result execute() {
    return Attempts.of(warehouse, "compute rewards", this::attempt);
  }

  private Result attempt() {
    Cursors.Reading last = cursors.last();
    Cursor before = new Cursor(last.versions());
    Cursor now = cursor();
    if (before.equals(now)) {
      return new Result(0, 0, null);
    }
    Instant instant = clock.instant();
    Commitment reading = cursors.announce(last, now.versions(), instant);
    Written written = write(before, now, new ExperienceWriter(warehouse, tenant, reading, instant));
    return new Result(written.written(), written.updated(), written.meanReward());
  }

  private Written write(Cursor before, Cursor now, ExperienceWriter writer) {
    if (before.continuedBy(now) && !concerns(before.agentsChangedIn(now))) {
      try {
        return increment(before, now, writer);
      } catch (Exception e) {
        if (!LostHistory.isCauseOf(e)) {
          throw e;
        }
      }
    }
    return compiledEverything(now, writer);
  }

  /** Whether experiences may depend on the options that are registered for one of the agents. */
  private boolean concerns(String[] agents) {
    return agents.length > 0
        && !table(TARGET).read(tenant).where(col("agent_id").isin((Object[]) agents)).isEmpty();
  }

  private Written compiledEverything(Cursor now, ExperienceWriter writer) {
    long bytes = table(SpansTable.DEFINITION).bytes() + table(DecisionsTable.DEFINITION).bytes();
    return CodeGeneration.sized(warehouse.spark(), bytes, () -> everything(now, writer));
  }

  private Cursor cursor() {
    Cursor cursor = new Cursor(Map.of()).withSettings(settingsSha256());
    for (TableDefinition definition : FOLLOWED) {
      cursor = cursor.with(definition.name(), table(definition).currentVersion());
    }
    for (Row agent : agents().collectAsList()) {
      String options = agent.getList(1).toString();
      cursor = cursor.withAgent(agent.getString(0), Hashes.sha256(options));
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

  private Written everything(Cursor now, ExperienceWriter writer) {
    Dataset<Row> rows = experiences.of(sources(now), agents());
    return writer.isFirst() ? writer.insert(rows) : writer.merge(rows, table(TARGET).read(tenant));
  }

  private Written increment(Cursor before, Cursor now, ExperienceWriter writer) {
    Increment increment =
        Increment.of(sources(now), changes(before, now), table(TARGET).read(tenant));
    return increment.isEmpty()
        ? writer.nothing()
        : writer.merge(experiences.of(increment.touched(), agents()), increment.existing());
  }
}
