package dev.tracewise.action;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tracewise.SparkSupport;
import dev.tracewise.action.RecordAgentMetrics.Recorded;
import dev.tracewise.action.metrics.AgentLedger;
import dev.tracewise.action.metrics.AgentModality;
import dev.tracewise.action.metrics.MeasuredAgent;
import dev.tracewise.learn.routing.ChoiceTotals;
import dev.tracewise.table.AgentMetricsTable;
import dev.tracewise.table.ExperiencesTable;
import dev.tracewise.table.Warehouse;
import dev.tracewise.table.WarehouseTable;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Agents are measured by what changed, and come out as if all had been measured at once. */
class AgentMetricsIT {
  private static final String T = "acme";
  private static final Instant NOW = Instant.parse("2026-11-01T00:00:00Z");
  private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
  private static final AgentModality ROUTER = new AgentModality("router", "text");

  private final Warehouse warehouse = SparkSupport.freshWarehouse();
  private final AgentLedger ledger = new AgentLedger(warehouse, T);
  private final SplittableRandom random = new SplittableRandom(7);

  private AgentLedger.Look look = ledger.look(null);

  @Test
  void whateverChangesTheMetricsAreThoseOfAllExperiencesAtOnce() {
    List<String> lines = log("router", "r", 1500, 1, 5);
    lines.addAll(log("writer", "w", 90, 1, 5));
    lines.addAll(log("guest", "g", 3, 9, 9));
    put(T, lines);
    put("other", log("router", "r", 3, 9, 9));
    asOfAll(new Recorded(3, 0));
    assertThat(router().since()).isEqualTo(day(2));

    whatComesLateOrBecomesKnown();
    whatIsTakenBackAfterARunThatWasKilled();
    otherSettings();
  }

  private void whatComesLateOrBecomesKnown() {
    List<String> lines = log("router", "late", 40, 1, 1);
    lines.addAll(log("router", "new", 40, 6, 6));
    IntStream.range(0, 30).forEach(i -> lines.add(line("writer", "w" + i, 1 + i % 5, 0.7)));
    put(T, lines);
    List<MeasuredAgent> before = ledger.look(null).agents();
    asOfAll(new Recorded(1, 1));
    assertThat(look.agents()).isEqualTo(before);
    assertThat(router().experiences()).isEqualTo(1580);
    assertThat(router().since()).isEqualTo(day(2));
    assertThat(periods("router")).containsExactly("2026-10-05", "2026-10-06");
    assertThat(ledger.look("writer").agents())
        .singleElement()
        .isEqualTo(look.agents().get(look.agents().size() - 1));
  }

  /** A day that goes, rewards that go, choices of another agent; announced and never committed. */
  private void whatIsTakenBackAfterARunThatWasKilled() {
    List<String> gone = log("router", "new", 40, 6, 6);
    gone.addAll(log("guest", "g", 3, 9, 9));
    drop(gone);
    List<String> moved = new ArrayList<>();
    IntStream.range(0, 600).forEach(i -> moved.add(line("router", "r" + i, 1 + i % 5, null)));
    IntStream.range(0, 9).forEach(i -> moved.add(line("router", "w" + i, 1 + i % 5, 0.5)));
    put(T, moved);
    ledger.announce(ledger.look(null), NOW);
    asOfAll(null);
    assertThat(periods("router")).containsExactly("2026-10-05");
    assertThat(periods("guest")).isEmpty();
    assertThat(router().rewarded()).isLessThan(ChoiceTotals.MEASURED);
    assertThat(router().since()).isEqualTo(day(1));
  }

  private void otherSettings() {
    long version = metrics().currentVersion();
    assertThat(record(10)).isEqualTo(new Recorded(0, 0));
    assertThat(metrics().currentVersion()).isEqualTo(version);
    assertThat(record(1_000_000).metricsUpdated()).isPositive();
    assertThat(ledger.look(null).written().values()).noneMatch(AgentMetricsTable.Metrics::ready);
  }

  private Recorded record(long minimum) {
    return new RecordAgentMetrics(warehouse, T, minimum, CLOCK).execute();
  }

  private void asOfAll(@Nullable Recorded expected) {
    Recorded recorded = record(10);
    if (expected != null) {
      assertThat(recorded).isEqualTo(expected);
    }
    look = ledger.look(null);
    assertThat(look.isUpToDate()).isTrue();
    Dataset<Row> experiences = warehouse.table(ExperiencesTable.DEFINITION).read(T);
    assertThat(look.agents()).isEqualTo(MeasuredAgent.of(experiences));
    List<Row> rows = experiences.collectAsList();
    look.agents().forEach(agent -> MetricsAgreement.assertAgrees(agent, rows));
  }

  private ChoiceTotals router() {
    return look.agents().stream()
        .filter(agent -> agent.subject().equals(ROUTER))
        .findFirst()
        .orElseThrow()
        .totals();
  }

  private List<String> periods(String agent) {
    return metrics()
        .read(T)
        .where("agent_id = '" + agent + "'")
        .select("period")
        .distinct()
        .orderBy("period")
        .collectAsList()
        .stream()
        .map(row -> row.getString(0))
        .toList();
  }

  private WarehouseTable metrics() {
    return warehouse.table(AgentMetricsTable.DEFINITION);
  }

  private static long day(int day) {
    return Instant.parse("2026-10-0" + day + "T00:00:00Z").getEpochSecond() / 86_400;
  }

  private void put(String tenant, List<String> lines) {
    WarehouseTable table = warehouse.table(ExperiencesTable.DEFINITION);
    table.upsert(tenant, rows(lines.stream().map(line -> line.replace(T, tenant)).toList()));
  }

  private void drop(List<String> lines) {
    warehouse
        .table(ExperiencesTable.DEFINITION)
        .merge(T, rows(lines))
        .whenMatchedDelete("true")
        .execute();
  }

  private Dataset<Row> rows(List<String> lines) {
    return warehouse
        .spark()
        .read()
        .schema(ExperiencesTable.DEFINITION.schema())
        .json(warehouse.spark().createDataset(lines, Encoders.STRING()).coalesce(1));
  }

  /** Choices spread over some days; every seventh is not judged. */
  private List<String> log(String agent, String name, int count, int firstDay, int lastDay) {
    return IntStream.range(0, count)
        .mapToObj(
            i ->
                line(
                    agent,
                    name + i,
                    firstDay + i % (lastDay - firstDay + 1),
                    i % 7 == 3 ? null : Double.valueOf(random.nextDouble())))
        .collect(Collectors.toList());
  }

  private String line(String agent, String id, int day, @Nullable Double reward) {
    String modality = agent.equals("router") ? "\"text\"" : "null";
    boolean right = random.nextBoolean();
    return String.format(
        Locale.ROOT,
        "{\"tenant_id\":\"%s\",\"interaction_id\":\"%s\",\"time\":\"2026-10-0%dT%02d:00:00Z\","
            + "\"agent_id\":\"%s\",\"modality\":%s,\"chosen\":\"%s\",\"options\":[],"
            + "\"confidence\":%s,\"success\":%s,\"reward\":%s,\"feedback_count\":0,"
            + "\"propensity_source\":\"none\",\"updated_at\":\"2026-10-20T13:00:00Z\"}",
        T,
        id,
        day,
        Math.floorMod(Arrays.hashCode(id.toCharArray()), 24),
        agent,
        modality,
        right ? "a" : "b",
        random.nextInt(5) == 0 ? "null" : Double.toString(right ? 0.9 : 0.4),
        random.nextInt(9) == 0 ? "null" : Boolean.toString(right),
        reward);
  }
}
