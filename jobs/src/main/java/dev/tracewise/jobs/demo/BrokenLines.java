package dev.tracewise.jobs.demo;

import java.util.List;

/** The lines that are broken on purpose, as they break in real life. */
final class BrokenLines {
  private BrokenLines() {}

  /** Puts seven broken lines among the good ones. */
  static void into(List<String> decisions, List<String> feedback, List<String> spans) {
    String end = "\"options\":[\"video_search\",\"summarizer\"],";
    decisions.add(3, "{\"interaction_id\":\"broken-1\",\"time\":\"2026-09-10T08:00:00Z\",\"agen");
    decisions.add(5, decision("broken-2", "2026-09-10T08:00:00Z") + end + "\"propensity\":0.5}");
    decisions.add(
        8,
        decision("broken-3", "2026-09-10T09:00:00Z")
            + end
            + "\"chosen\":\"web_search\",\"propensity\":0.5}");
    decisions.add(
        9,
        decision("broken-4", "2026-09-10T09:30:00Z")
            + end
            + "\"chosen\":\"summarizer\",\"propensity\":1.7}");
    decisions.add(
        11,
        decision("broken-5", "yesterday") + end + "\"chosen\":\"summarizer\",\"propensity\":0.5}");
    feedback.add(
        2,
        "{\"target\":{\"interaction_id\":\"router-log-00001\"},\"time\":\"2026-09-10T10:00:00Z\","
            + "\"type\":\"rating\",\"score\":9,\"scale\":\"1..5\",\"source\":\"human\"}");
    spans.add(1, "{\"resourceSpans\":[{\"resource\":{\"attributes\":[{\"key\":\"service.na");
  }

  private static String decision(String id, String time) {
    return "{\"interaction_id\":\"" + id + "\",\"time\":\"" + time + "\",\"agent_id\":\"router\",";
  }
}
