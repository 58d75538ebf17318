package dev.tracewise.action;

import static dev.tracewise.action.WorkflowLog.T;
import static dev.tracewise.action.WorkflowLog.decision;
import static dev.tracewise.action.WorkflowLog.span;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.tracewise.action.Optimize.Request;
import dev.tracewise.action.Optimize.Search;
import dev.tracewise.action.Optimize.Terms;
import dev.tracewise.learn.annotation.TriggerSettings;
import dev.tracewise.learn.data.DataLimits;
import dev.tracewise.learn.modality.DecideSettings;
import dev.tracewise.learn.modality.StrategyRule;
import dev.tracewise.model.Decision;
import dev.tracewise.model.Modality;
import dev.tracewise.model.Span;
import dev.tracewise.table.CursorsTable;
import dev.tracewise.table.ExperiencesTable;
import dev.tracewise.table.TableDefinition;
import dev.tracewise.table.WorkflowsTable;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;

/** Traces of several agents that became workflows, and what there was after each step. */
abstract class SeasonOfWorkflows {
  static final int USERS = 40;
  static final Clock CLOCK = Clock.fixed(Log.START.plus(Duration.ofDays(2)), ZoneOffset.UTC);
  static final DecideSettings DECIDING = new DecideSettings(90, 50, 0.99, 7, 0, StrategyRule.SEED);
  static final Search SEARCH =
      new Search("run", 4, List.of(), 10_000, 42, "test", "test", DataLimits.DEFAULTS);

  static final JsonMapper JSON = new JsonMapper();

  static final Log LOG = new Log();
  static DescribeWorkflows.Described first;
  static DescribeWorkflows.Described again;
  static DescribeWorkflows.Described late;
  static boolean unchanged;
  static Map<String, Row> rows;
  static Map<String, Row> after;

  @BeforeAll
  static void aSeasonOfWorkflows() {
    List<Span> spans = new ArrayList<>(WorkflowLog.shapes());
    List<Decision> decisions = new ArrayList<>();
    for (int i = 0; i < USERS; i++) {
      WorkflowLog.addCompared(i, spans, decisions);
    }
    decisions.add(
        decision("chosen", "u", "report on otters", "video", 0.8, 0.5, List.of("a", "b"), "a"));
    LOG.add(spans.toArray(Span[]::new)).add(decisions.toArray(Decision[]::new));
    new RewardRun(LOG, T).execute();
    DescribeWorkflows describe = new DescribeWorkflows(LOG.warehouse(), T, CLOCK);
    assertThat(describe.isPending()).isTrue();
    first = describe.execute();
    rows = rows();
    long version = version(WorkflowsTable.DEFINITION) + version(CursorsTable.DEFINITION);
    again = describe.execute();
    unchanged =
        version == version(WorkflowsTable.DEFINITION) + version(CursorsTable.DEFINITION)
            && !describe.isPending();
    LOG.add(
        span("sequential", "late", "root", "c", 0.5, 1.5, null, "AGENT"),
        span("fresh", "root", null, "a", 0, 1, null, "AGENT"));
    lowerTheRewardOf("par0/video");
    late = describe.execute();
    after = rows();
  }

  /** As late feedback does. */
  static void lowerTheRewardOf(String interaction) {
    String table = "delta.`" + LOG.warehouse().table(ExperiencesTable.DEFINITION).location() + "`";
    LOG.warehouse()
        .spark()
        .sql("UPDATE " + table + " SET reward = 0.1 WHERE interaction_id = '" + interaction + "'");
  }

  static Optimize.Result optimize(
      Optimize.Type type,
      @Nullable String agent,
      @Nullable Modality modality,
      @Nullable String query) {
    return new Optimize(LOG.warehouse(), T, DECIDING, TriggerSettings.DEFAULTS, CLOCK)
        .execute(Request.of(type, new Terms(agent, modality, query, SEARCH)));
  }

  static long version(TableDefinition table) {
    return LOG.warehouse().table(table).currentVersion();
  }

  static Map<String, Row> rows() {
    return LOG.warehouse().table(WorkflowsTable.DEFINITION).read(T).collectAsList().stream()
        .collect(Collectors.toMap(row -> row.getAs("workflow_id"), row -> row));
  }

  static String pattern(String trace) {
    return rows.get(trace).getAs("pattern");
  }

  static List<String> agents(String trace) {
    return list(trace, "agents");
  }

  static List<String> list(String trace, String column) {
    Row row = rows.get(trace);
    return row.getList(row.fieldIndex(column));
  }

  static double number(String trace, String column) {
    return rows.get(trace).<Double>getAs(column);
  }
}
