package dev.tracewise.action.metrics;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max_by;
import static org.apache.spark.sql.functions.struct;

import dev.tracewise.action.rewards.LostHistory;
import dev.tracewise.learn.routing.ChoiceTotals;
import dev.tracewise.learn.routing.ChoiceTotals.Change;
import dev.tracewise.table.AgentMetricsTable;
import dev.tracewise.table.AgentMetricsTable.Metrics;
import dev.tracewise.table.Commitment;
import dev.tracewise.table.Cursors;
import dev.tracewise.table.ExperiencesTable;
import dev.tracewise.table.Warehouse;
import dev.tracewise.table.WarehouseTable;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/**
 * How the agents of a tenant do now: what the table {@code agent_metrics} knows of them, and
 * measured anew those of which experiences changed since it was written. So the cost of a look is
 * that of the changes, and free of history.
 */
public final class AgentLedger {
  private static final String READER = "agent_metrics";
  private static final String LAYOUT = "layout";

  /** Counts up when the computation changes, so that everything is measured again. */
  private static final long CURRENT_LAYOUT = 1;

  private static final String EXPERIENCES = ExperiencesTable.DEFINITION.name();
  private static final String NEWEST = "newest";

  private final WarehouseTable experiences;
  private final WarehouseTable target;
  private final String tenant;
  private final Cursors cursors;

  /** The ledger of a tenant. */
  public AgentLedger(Warehouse warehouse, String tenant) {
    this.experiences = warehouse.table(ExperiencesTable.DEFINITION);
    this.target = warehouse.table(AgentMetricsTable.DEFINITION);
    this.tenant = tenant;
    this.cursors = new Cursors(warehouse, tenant, READER, AgentMetricsTable.DEFINITION);
  }

  /**
   * A look.
   *
   * @param last how far the experiences had been read by what is written
   * @param versions how far they have been read now
   * @param written the newest row of each agent and modality
   * @param agents how they do now, in order; those without experiences are not in it
   */
  public record Look(
      Cursors.Reading last,
      Map<String, Long> versions,
      Map<AgentModality, Metrics> written,
      List<MeasuredAgent> agents) {
    /** Copies the collections. */
    public Look {
      versions = Map.copyOf(versions);
      written = Map.copyOf(written);
      agents = List.copyOf(agents);
    }

    /** Whether the table has read all that there is. */
    public boolean isUpToDate() {
      return last.versions().equals(versions);
    }
  }

  /**
   * Looks; writes nothing.
   *
   * @param agentId only at this agent; null for all
   */
  public Look look(@Nullable String agentId) {
    while (true) {
      long version = target.currentVersion();
      Cursors.Reading last = cursors.last();
      if (version == target.currentVersion()) { // else the reading may be of another version
        return look(last, target.readAt(tenant, version), agentId);
      }
    }
  }

  private Look look(Cursors.Reading last, Dataset<Row> rows, @Nullable String agentId) {
    Map<String, Long> now =
        Map.of(LAYOUT, CURRENT_LAYOUT, EXPERIENCES, experiences.currentVersion());
    Map<AgentModality, Metrics> written =
        ofAgent(rows, agentId)
            .groupBy("agent_id", "modality")
            .agg(max_by(struct(columns()), col("period")).as(NEWEST))
            .select(NEWEST + ".*")
            .collectAsList()
            .stream()
            .map(AgentMetricsTable::of)
            .collect(
                Collectors.toMap(
                    metrics -> new AgentModality(metrics.agentId(), metrics.modality()),
                    metrics -> metrics));
    Dataset<Row> log = ofAgent(experiences.readAt(tenant, version(now)), agentId);
    List<MeasuredAgent> agents =
        changes(last.versions(), now, agentId)
            .map(changes -> continued(log, written, changes))
            .orElseGet(() -> MeasuredAgent.of(log));
    return new Look(last, now, written, agents);
  }

  /** Announces that what follows from a look will be written. */
  public Commitment announce(Look look, Instant now) {
    return cursors.announce(look.last(), look.versions(), now);
  }

  /** What came and went since; empty where that cannot be told. */
  private Optional<Map<AgentModality, Change>> changes(
      Map<String, Long> before, Map<String, Long> now, @Nullable String agentId) {
    if (before.equals(now)) {
      return Optional.of(Map.of());
    }
    if (!before.keySet().equals(now.keySet())
        || before.getOrDefault(LAYOUT, 0L) != CURRENT_LAYOUT
        || version(before) > version(now)) {
      return Optional.empty();
    }
    try {
      Dataset<Row> images = experiences.imagesOfChanges(tenant, version(before) + 1, version(now));
      return Optional.of(ChoiceTally.changes(ofAgent(images, agentId)));
    } catch (Exception e) {
      if (LostHistory.isCauseOf(e)) {
        return Optional.empty();
      }
      throw e;
    }
  }

  private static List<MeasuredAgent> continued(
      Dataset<Row> log, Map<AgentModality, Metrics> written, Map<AgentModality, Change> changes) {
    Map<AgentModality, ChoiceTotals> totals = new TreeMap<>();
    Set<AgentModality> poorer = new TreeSet<>();
    changes.forEach(
        (subject, change) ->
            total(written.get(subject))
                .after(change)
                .ifPresentOrElse(after -> totals.put(subject, after), () -> poorer.add(subject)));
    totals.putAll(recounted(log, poorer));
    Map<AgentModality, MeasuredAgent> agents = new TreeMap<>();
    written.forEach(
        (subject, metrics) -> {
          if (!changes.containsKey(subject)) {
            agents.put(subject, WrittenMetrics.measured(metrics));
          }
        });
    MeasuredAgent.of(log, totals).forEach(agent -> agents.put(agent.subject(), agent));
    return List.copyOf(agents.values());
  }

  private static ChoiceTotals total(@Nullable Metrics known) {
    return known == null ? ChoiceTotals.NONE : WrittenMetrics.totals(known);
  }

  private static Map<AgentModality, ChoiceTotals> recounted(
      Dataset<Row> log, Set<AgentModality> subjects) {
    if (subjects.isEmpty()) {
      return Map.of();
    }
    Object[] agents = subjects.stream().map(AgentModality::agentId).distinct().toArray();
    Map<AgentModality, ChoiceTotals> counted =
        ChoiceTally.of(log.where(col("agent_id").isin(agents)));
    counted.keySet().retainAll(subjects);
    return counted;
  }

  private static long version(Map<String, Long> versions) {
    return versions.getOrDefault(EXPERIENCES, WarehouseTable.NO_VERSION);
  }

  private static Dataset<Row> ofAgent(Dataset<Row> rows, @Nullable String agentId) {
    return agentId == null ? rows : rows.where(col("agent_id").equalTo(lit(agentId)));
  }

  private static Column[] columns() {
    return Arrays.stream(AgentMetricsTable.DEFINITION.schema().names())
        .map(name -> col(name))
        .toArray(Column[]::new);
  }
}
