package dev.tracewise.jobs.report;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tracewise.jobs.report.ReportModel.Line;
import dev.tracewise.jobs.report.ReportModel.Point;
import dev.tracewise.jobs.report.ReportModel.Section;
import dev.tracewise.judge.ClusteredMean;
import dev.tracewise.model.Interval;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Draws the reward of each agent and modality, day by day, with a band that people share. */
final class RewardLines {
  private static final int MOST = 12;
  private static final int YEAR = 5;

  private final Queries queries;

  RewardLines(Queries queries) {
    this.queries = queries;
  }

  /**
   * A line for each agent and modality, of those with the most decisions.
   *
   * @param days how many days up to the last experience
   * @param mark the day, as in {@code 2026-10-01}, from which an agent's live version serves
   */
  List<Section> draw(int days, Function<String, @Nullable String> mark) {
    Map<List<String>, List<JsonNode>> byAgent = new TreeMap<>(Comparator.comparing(List::toString));
    for (JsonNode row : queries.run(sql(days))) {
      byAgent
          .computeIfAbsent(
              List.of(row.path("agent_id").asText(), row.path("modality").asText()),
              key -> new ArrayList<>())
          .add(row);
    }
    Map<List<String>, List<JsonNode>> largest = new LinkedHashMap<>();
    byAgent.entrySet().stream()
        .sorted(Comparator.comparingLong(entry -> -decisions(entry.getValue())))
        .limit(MOST)
        .forEach(entry -> largest.put(entry.getKey(), entry.getValue()));
    String left =
        byAgent.size() > MOST
            ? " Drawn are the " + MOST + " of " + byAgent.size() + " with the most decisions."
            : "";
    List<Section> lines = new ArrayList<>();
    largest.forEach(
        (agent, rows) -> {
          String live = mark.apply(agent.get(0));
          lines.add(
              new Line(
                  "Reward of " + agent.get(0) + ", " + agent.get(1),
                  "Mean reward a day with its 95 % band, people as groups." + left,
                  "mean reward",
                  rows.stream().map(RewardLines::point).toList(),
                  live == null ? null : label(live)));
        });
    return lines;
  }

  private static String sql(int days) {
    return "WITH grouped AS (SELECT agent_id, coalesce(modality, 'mixed') AS modality,"
        + " CAST(time AS DATE) AS day,"
        + " coalesce('user:' || user_id, 'session:' || session_id, 'text:' || context.text,"
        + " interaction_id) AS person, sum(reward) AS total, count(*) AS n FROM experiences"
        + " WHERE reward IS NOT NULL AND time > (SELECT max(time) FROM experiences) - INTERVAL "
        + days
        + " DAYS GROUP BY ALL)"
        + " SELECT agent_id, modality, CAST(day AS STRING) AS day, sum(total) AS total, sum(n) AS n,"
        + " count(*) AS people, sum(total * total) AS totals_squared,"
        + " sum(total * n) AS totals_by_n, sum(n * n) AS n_squared FROM grouped"
        + " GROUP BY agent_id, modality, day ORDER BY agent_id, modality, day";
  }

  private static long decisions(Collection<JsonNode> rows) {
    return rows.stream().mapToLong(row -> row.path("n").asLong()).sum();
  }

  /** The residuals of a person sum to total − n · mean, whose squares need sums only. */
  private static Point point(JsonNode row) {
    long rows = row.path("n").asLong();
    long people = row.path("people").asLong();
    double mean = row.path("total").asDouble() / rows;
    String day = label(row.path("day").asText());
    if (people < 2) {
      return new Point(day, new Interval(mean, mean, mean));
    }
    double squares =
        row.path("totals_squared").asDouble()
            - 2 * mean * row.path("totals_by_n").asDouble()
            + mean * mean * row.path("n_squared").asDouble();
    double error = Math.sqrt(Math.max(0, squares) * people / (people - 1)) / rows;
    return new Point(day, new ClusteredMean(mean, error, rows, people).interval());
  }

  private static String label(String day) {
    return day.length() > YEAR ? day.substring(YEAR) : day;
  }
}
