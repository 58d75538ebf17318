package dev.tracewise.jobs.report;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tracewise.jobs.output.Json;
import dev.tracewise.jobs.report.ReportModel.Bin;
import dev.tracewise.jobs.report.ReportModel.Figure;
import dev.tracewise.jobs.report.ReportModel.Figures;
import dev.tracewise.jobs.report.ReportModel.Gain;
import dev.tracewise.jobs.report.ReportModel.Gains;
import dev.tracewise.jobs.report.ReportModel.Histogram;
import dev.tracewise.jobs.report.ReportModel.Section;
import dev.tracewise.jobs.report.ReportModel.Table;
import dev.tracewise.judge.calibration.Shares;
import dev.tracewise.model.Interval;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Parts of a report that any tenant's tables fill. */
public final class WarehouseSections {
  private static final int BINS = 10;

  private final Queries queries;

  /** The parts, by the tenant's tables. */
  public WarehouseSections(Queries queries) {
    this.queries = queries;
  }

  /**
   * How much came in.
   *
   * @param note how to read it
   */
  public Section counts(String note) {
    List<Figure> figures = new ArrayList<>();
    String sql =
        "SELECT 'spans' AS name, count(*) AS n FROM spans UNION ALL"
            + " SELECT 'decisions', count(*) FROM decisions UNION ALL"
            + " SELECT 'feedback', count(*) FROM feedback UNION ALL"
            + " SELECT 'experiences with a reward', count(reward) FROM experiences UNION ALL"
            + " SELECT 'quarantined', count(*) FROM quarantine";
    for (JsonNode row : queries.run(sql)) {
      String count = Markup.format("%,d", row.path("n").asLong()).replace(',', ' ');
      figures.add(new Figure(row.path("name").asText(), count));
    }
    return new Figures("What came in", note, figures);
  }

  /**
   * The reward of each agent and modality over time.
   *
   * @param days how many days up to the last experience
   * @param mark the day, as in {@code 2026-10-01}, from which an agent's live version serves
   */
  public List<Section> rewards(int days, Function<String, @Nullable String> mark) {
    return new RewardLines(queries).draw(days, mark);
  }

  /** The day on which each agent's live version went live. */
  public Map<String, String> liveSince() {
    Map<String, String> days = new HashMap<>();
    queries
        .run(
            "SELECT agent_id, CAST(CAST(max(activated_at) AS DATE) AS STRING) AS day"
                + " FROM model_versions WHERE status = 'active' AND agent_id IS NOT NULL"
                + " GROUP BY agent_id")
        .forEach(row -> days.put(row.path("agent_id").asText(), row.path("day").asText()));
    return days;
  }

  /** What each version was estimated to gain. */
  public Section gains() {
    List<Gain> gains = new ArrayList<>();
    for (JsonNode row :
        queries.run(
            "SELECT scope, version, evidence.difference AS difference,"
                + " evidence.difference_low AS low, evidence.difference_high AS high"
                + " FROM model_versions WHERE kind = 'routing_policy' AND evidence IS NOT NULL"
                + " ORDER BY created_at, scope, version")) {
      gains.add(
          new Gain(
              row.path("scope").asText().replaceFirst("^agent/", "")
                  + ", version "
                  + row.path("version").asText(),
              new Interval(
                  row.path("difference").asDouble(),
                  row.path("low").asDouble(),
                  row.path("high").asDouble()),
              null));
    }
    return new Gains(
        "What was learned",
        "Gain in mean reward of each policy over what served when it was made, estimated from logs"
            + " alone on people the learner never saw.",
        gains);
  }

  /** How probable the logged choices were. */
  public Section propensities() {
    String sql =
        "SELECT least(CAST(floor(propensity * 10) AS INT), 9) AS bin, count(*) AS n"
            + " FROM decisions WHERE propensity IS NOT NULL GROUP BY 1 ORDER BY 1";
    long[] counts = new long[BINS];
    queries.run(sql).forEach(row -> counts[row.path("bin").asInt()] = row.path("n").asLong());
    List<Bin> bins = new ArrayList<>();
    for (int i = 0; i < counts.length; i++) {
      bins.add(new Bin(bin(i), counts[i]));
    }
    return new Histogram(
        "How probable the choices were",
        "Propensities of the chosen options. Small ones make large weights: the estimates rest on"
            + " choices that could have been otherwise.",
        "propensity of the chosen option",
        bins);
  }

  /**
   * Whether the agents' confidence is worth what it says.
   *
   * @param days how many days up to the last experience
   */
  public Section calibration(int days) {
    List<List<String>> cells = new ArrayList<>();
    for (JsonNode row :
        queries.run(
            "SELECT agent_id, coalesce(modality, 'mixed') AS modality,"
                + " least(CAST(floor(confidence * 10) AS INT), 9) AS bin, count(*) AS n,"
                + " avg(confidence) AS sure, avg(CAST(success AS INT)) AS share FROM experiences"
                + " WHERE confidence BETWEEN 0 AND 1 AND success IS NOT NULL"
                + " AND time > (SELECT max(time) FROM experiences) - INTERVAL "
                + days
                + " DAYS GROUP BY ALL ORDER BY agent_id, modality, bin")) {
      long choices = row.path("n").asLong();
      Interval succeeded = Shares.wilson(row.path("share").asDouble(), (double) choices);
      cells.add(
          List.of(
              row.path("agent_id").asText(),
              row.path("modality").asText(),
              bin(row.path("bin").asInt()),
              Long.toString(choices),
              Markup.format("%.3f", row.path("sure").asDouble()),
              Markup.format("%.3f", succeeded.estimate()),
              Markup.format("%.3f", succeeded.low()),
              Markup.format("%.3f", succeeded.high())));
    }
    return new Table(
        "Calibration",
        "Of the choices that an agent was so sure of, how many succeeded, with the 95 % Wilson"
            + " interval. Where they agree, the confidence can be relied on.",
        List.of("agent", "modality", "confidence", "choices", "sure", "succeeded", "low", "high"),
        cells);
  }

  /** The last verdicts to train or to wait, and what came of them. */
  public Section decisions() {
    return table(
        "Decisions and what came of them",
        "The last fifty verdicts. The improvement is what the gate saw in the training that"
            + " followed; a refused candidate counts 0.",
        List.of(
            "day",
            "agent_id",
            "modality",
            "verdict",
            "strategy",
            "decided_by",
            "expected",
            "improvement",
            "low",
            "high",
            "why"),
        queries.run(
            "SELECT CAST(CAST(time AS DATE) AS STRING) AS day, agent_id, modality, verdict,"
                + " strategy, decided_by, round(expected_improvement, 4) AS expected,"
                + " round(improvement, 4) AS improvement, round(improvement_low, 4) AS low,"
                + " round(improvement_high, 4) AS high, array_join(reasons, '; ') AS why"
                + " FROM training_decisions ORDER BY time DESC, agent_id, modality LIMIT 50"));
  }

  /** What the last trainings of predictors came to, and what their predictions rest on. */
  public Section predictors() {
    List<List<String>> cells = new ArrayList<>();
    for (JsonNode row :
        queries.run(
            "SELECT result FROM runs WHERE result LIKE '%\"importance\":%'"
                + " ORDER BY started_at DESC LIMIT 20")) {
      for (JsonNode trained : Json.parse(row.path("result").asText()).path("versions")) {
        List<String> important = new ArrayList<>();
        trained.path("importance").fieldNames().forEachRemaining(important::add);
        cells.add(
            List.of(
                trained.path("kind").asText(),
                trained.path("modality").asText(""),
                trained.path("version").asText("").replace("null", ""),
                trained.path("rows").asText(),
                trained.path("borrowed_rows").asText(),
                String.join(", ", important.subList(0, Math.min(5, important.size()))),
                trained.path("reason").asText()));
      }
    }
    return new Table(
        "Predictors",
        "The last trainings of boosted trees. The most important features are those with the"
            + " largest mean contribution to the prediction (SHAP).",
        List.of("kind", "modality", "version", "rows", "borrowed", "most important", "verdict"),
        cells);
  }

  /** Every version, and what is live. */
  public Section versions() {
    return table(
        "Versions",
        "Everything that was made; one version of a kind and scope is active.",
        List.of("scope", "kind", "version", "status", "activated_by", "activation_reason"),
        queries.run(
            "SELECT scope, kind, version, status, activated_by, activation_reason"
                + " FROM model_versions ORDER BY scope, kind, version"));
  }

  /** What the gate saw. */
  public Section evidence() {
    return table(
        "Evidence",
        "What the gate saw: the paired difference on rows that were not learned from, people as"
            + " groups.",
        List.of(
            "scope",
            "kind",
            "version",
            "baseline",
            "difference",
            "low",
            "high",
            "rows",
            "groups",
            "effective_sample",
            "candidates",
            "verdict"),
        queries.run(
            "SELECT scope, kind, version, evidence.baseline.name AS baseline,"
                + " round(evidence.difference, 4) AS difference,"
                + " round(evidence.difference_low, 4) AS low,"
                + " round(evidence.difference_high, 4) AS high, evidence.rows AS rows,"
                + " evidence.groups AS groups,"
                + " round(evidence.effective_sample_size, 0) AS effective_sample,"
                + " evidence.candidates_tried AS candidates, evidence.verdict AS verdict"
                + " FROM model_versions WHERE evidence IS NOT NULL"
                + " ORDER BY scope, kind, version"));
  }

  /** The last commands that did not end well. */
  public Section troubles() {
    return table(
        "What did not end well",
        "The last twenty commands that failed, were refused or were interrupted.",
        List.of("started", "command", "status", "reason"),
        queries.run(
            "SELECT date_format(started_at, 'yyyy-MM-dd HH:mm') AS started, command, status, reason"
                + " FROM job_runs WHERE status NOT IN ('done', 'running')"
                + " ORDER BY started_at DESC LIMIT 20"));
  }

  /** Records that could not be read. */
  public Section quarantine() {
    return table(
        "Quarantine",
        "Records that could not be read; the rest went in.",
        List.of("reason", "field", "records"),
        queries.run(
            "SELECT reason, field, count(*) AS records FROM quarantine GROUP BY reason, field"
                + " ORDER BY reason, field"));
  }

  private static String bin(int i) {
    return Markup.format("%.1f–%.1f", (double) i / BINS, (i + 1.0) / BINS);
  }

  private static Section table(
      String title, String note, List<String> columns, List<JsonNode> rows) {
    List<List<String>> cells = new ArrayList<>();
    for (JsonNode row : rows) {
      cells.add(columns.stream().map(column -> row.path(column).asText("")).toList());
    }
    return new Table(
        title, note, columns.stream().map(column -> column.replace('_', ' ')).toList(), cells);
  }
}
