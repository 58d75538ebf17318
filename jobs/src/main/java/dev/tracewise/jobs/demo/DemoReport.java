package dev.tracewise.jobs.demo;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tracewise.jobs.report.ReportModel;
import dev.tracewise.jobs.report.ReportModel.Bin;
import dev.tracewise.jobs.report.ReportModel.Figure;
import dev.tracewise.jobs.report.ReportModel.Figures;
import dev.tracewise.jobs.report.ReportModel.Gain;
import dev.tracewise.jobs.report.ReportModel.Gains;
import dev.tracewise.jobs.report.ReportModel.Histogram;
import dev.tracewise.jobs.report.ReportModel.Line;
import dev.tracewise.jobs.report.ReportModel.Point;
import dev.tracewise.jobs.report.ReportModel.Section;
import dev.tracewise.jobs.report.ReportModel.Table;
import dev.tracewise.model.Interval;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Collects by {@code query} and {@code versions list} what the demonstration's report shows. */
final class DemoReport {
  private static final double NORMAL_95 = 1.959964;

  private final Commands commands;
  private final DemoWorld world;

  DemoReport(Commands commands, DemoWorld world) {
    this.commands = commands;
    this.world = world;
  }

  ReportModel of(List<Learned> learned) {
    List<Section> sections = new ArrayList<>();
    sections.add(counts());
    sections.add(gains(learned));
    sections.add(truth(learned));
    world.agentIds().forEach(agent -> sections.add(reward(agent)));
    sections.add(propensities());
    sections.add(versions());
    sections.add(evidence());
    sections.add(quarantine());
    return new ReportModel(
        "Tracewise demo",
        "A season of a small multimodal assistant: learned from its log, served for ten days,"
            + " learned again. The season is made up, so the truth is known.",
        sections);
  }

  private Section counts() {
    List<Figure> figures = new ArrayList<>();
    String sql =
        "SELECT 'spans' AS name, count(*) AS n FROM spans UNION ALL"
            + " SELECT 'decisions', count(*) FROM decisions UNION ALL"
            + " SELECT 'feedback', count(*) FROM feedback UNION ALL"
            + " SELECT 'experiences with a reward', count(reward) FROM experiences UNION ALL"
            + " SELECT 'quarantined', count(*) FROM quarantine";
    for (JsonNode row : query(sql)) {
      String count = String.format(Locale.ROOT, "%,d", row.path("n").asLong()).replace(',', ' ');
      figures.add(new Figure(row.path("name").asText(), count));
    }
    return new Figures(
        "What came in",
        "Rows after both rounds; " + SeasonFiles.BROKEN_LINES + " lines were broken on purpose.",
        figures);
  }

  private static Section gains(List<Learned> learned) {
    List<Gain> gains = new ArrayList<>();
    for (Learned one : learned) {
      if (one.estimatedGain() != null) {
        gains.add(new Gain(one.label(), one.estimatedGain(), one.trueGain()));
      }
    }
    return new Gains(
        "What was learned",
        "Gain in mean reward over what served before, estimated from logs alone on people the"
            + " learner never saw, beside the true gain. No diamond: nothing went live.",
        gains);
  }

  private Section truth(List<Learned> learned) {
    List<List<String>> rows = new ArrayList<>();
    for (Learned one : learned) {
      rows.add(
          List.of(
              one.agentId(),
              Integer.toString(one.round()),
              one.baseline(),
              one.estimatedLabel(),
              one.trueLabel(),
              number(world.loggingValue(one.agentId())),
              number(one.trueValue()),
              number(world.oracleValue(one.agentId()))));
    }
    return new Table(
        "Beside the truth",
        "True mean rewards on " + world.size().freshContexts() + " fresh questions.",
        List.of(
            "agent",
            "round",
            "over",
            "estimated gain",
            "true gain",
            "log's value",
            "value served now",
            "best possible"),
        rows);
  }

  private Section reward(String agent) {
    String sql =
        "SELECT CAST(CAST(time AS DATE) AS STRING) AS day, avg(reward) AS mean,"
            + " coalesce(stddev_samp(reward) / sqrt(count(reward)), 0) AS error FROM experiences"
            + " WHERE agent_id = '"
            + agent
            + "' AND reward IS NOT NULL GROUP BY 1 ORDER BY 1";
    List<Point> points = new ArrayList<>();
    for (JsonNode row : query(sql)) {
      double mean = row.path("mean").asDouble();
      double half = NORMAL_95 * row.path("error").asDouble();
      points.add(
          new Point(day(row.path("day").asText()), new Interval(mean, mean - half, mean + half)));
    }
    LocalDate served = DemoWorld.SERVED.start().atOffset(ZoneOffset.UTC).toLocalDate();
    return new Line(
        "Reward of the " + agent,
        "Mean reward a day with its 95 % band.",
        "mean reward",
        points,
        day(served.toString()));
  }

  private static String day(String date) {
    return date.length() == 10 ? date.substring(5) : date;
  }

  private Section propensities() {
    String sql =
        "SELECT least(CAST(floor(propensity * 10) AS INT), 9) AS bin, count(*) AS n"
            + " FROM decisions WHERE propensity IS NOT NULL GROUP BY 1 ORDER BY 1";
    long[] counts = new long[10];
    query(sql).forEach(row -> counts[row.path("bin").asInt()] = row.path("n").asLong());
    List<Bin> bins = new ArrayList<>();
    for (int i = 0; i < counts.length; i++) {
      bins.add(
          new Bin(String.format(Locale.ROOT, "%.1f–%.1f", i / 10.0, (i + 1) / 10.0), counts[i]));
    }
    return new Histogram(
        "How probable the choices were",
        "Propensities of the chosen options. Small ones make large weights: the estimates rest on"
            + " choices that could have been otherwise.",
        "propensity of the chosen option",
        bins);
  }

  private Section versions() {
    return table(
        "Versions",
        "Everything that passed the gate; one version of a scope is active.",
        List.of("agent_id", "kind", "version", "status", "activated_by", "activation_reason"),
        rows(commands.run("versions", "list").path("versions")));
  }

  private Section evidence() {
    return table(
        "Evidence",
        "What the gate saw: the paired difference on the evidence part, people as groups.",
        List.of(
            "agent_id",
            "version",
            "difference",
            "low",
            "high",
            "rows",
            "groups",
            "effective_sample",
            "candidates"),
        query(
            "SELECT agent_id, version, round(evidence.difference, 4) AS difference,"
                + " round(evidence.difference_low, 4) AS low,"
                + " round(evidence.difference_high, 4) AS high, evidence.rows AS rows,"
                + " evidence.groups AS groups,"
                + " round(evidence.effective_sample_size, 0) AS effective_sample,"
                + " evidence.candidates_tried AS candidates"
                + " FROM model_versions ORDER BY agent_id, version"));
  }

  private Section quarantine() {
    return table(
        "Quarantine",
        "Records that could not be read; the rest went in.",
        List.of("reason", "field", "records"),
        query(
            "SELECT reason, field, count(*) AS records FROM quarantine GROUP BY reason, field"
                + " ORDER BY reason, field"));
  }

  private static Section table(
      String title, String note, List<String> columns, List<JsonNode> rows) {
    List<List<String>> cells = new ArrayList<>();
    for (JsonNode row : rows) {
      cells.add(columns.stream().map(column -> row.path(column).asText("")).toList());
    }
    return new Table(title, note, columns.stream().map(c -> c.replace('_', ' ')).toList(), cells);
  }

  private List<JsonNode> query(String sql) {
    JsonNode answer = commands.run("query", sql);
    return rows(answer.isArray() ? answer : answer.path("rows"));
  }

  private static List<JsonNode> rows(JsonNode array) {
    List<JsonNode> rows = new ArrayList<>();
    array.forEach(rows::add);
    return rows;
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.4f", value);
  }
}
