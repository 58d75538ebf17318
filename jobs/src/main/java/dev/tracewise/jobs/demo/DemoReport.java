package dev.tracewise.jobs.demo;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tracewise.jobs.report.ReportModel;
import dev.tracewise.jobs.report.ReportModel.Gain;
import dev.tracewise.jobs.report.ReportModel.Gains;
import dev.tracewise.jobs.report.ReportModel.Section;
import dev.tracewise.jobs.report.ReportModel.Table;
import dev.tracewise.jobs.report.WarehouseSections;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Collects by {@code query} and {@code versions list} what the demonstration's report shows. */
final class DemoReport {
  private static final int DAYS = 90;

  private final Commands commands;
  private final DemoWorld world;

  DemoReport(Commands commands, DemoWorld world) {
    this.commands = commands;
    this.world = world;
  }

  ReportModel of(List<Learned> learned) {
    WarehouseSections parts = new WarehouseSections(this::query);
    List<Section> sections = new ArrayList<>();
    sections.add(
        parts.counts(
            "Rows after both rounds; "
                + SeasonFiles.BROKEN_LINES
                + " lines were broken on purpose."));
    sections.add(gains(learned));
    sections.add(truth(learned));
    String served = DemoWorld.SERVED.start().atOffset(ZoneOffset.UTC).toLocalDate().toString();
    sections.addAll(parts.rewards(DAYS, agent -> served));
    sections.add(parts.decisions());
    sections.add(parts.predictors());
    sections.add(parts.calibration(DAYS));
    sections.add(parts.propensities());
    sections.add(parts.versions());
    sections.add(parts.evidence());
    sections.add(parts.quarantine());
    return new ReportModel(
        "Tracewise demo",
        "A season of a small multimodal assistant: learned from its log, served for ten days,"
            + " learned again. The season is made up, so the truth is known.",
        sections);
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
