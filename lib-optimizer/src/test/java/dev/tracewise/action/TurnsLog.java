package dev.tracewise.action;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** Logs of conversations. */
final class TurnsLog {
  private static final JsonMapper JSON = new JsonMapper();
  private static final Instant START = Instant.parse("2026-10-01T12:00:00Z");

  private TurnsLog() {}

  /** Decisions of which each tells of the ones before it, and of what came later. */
  static List<String> ofLate() throws IOException {
    List<String> lines = new ArrayList<>();
    lines.add(late("a1", "s-a", 0, "left", "{\"success\":true,\"seconds\":5}"));
    lines.add(late("a2", "s-a", 10, "right", "{\"success\":false,\"seconds\":60}"));
    lines.add(late("a3", "s-a", 20, "left", "{}"));
    lines.add(late("a4", "s-a", 20, "left", "{}"));
    lines.add(
        late("a5", "s-a", 30, "left", "{}")
            .replace("\"context\":{", "\"context\":{\"numeric\":{\"session.turns\":7},"));
    lines.add(late("b1", "s-b", 0, "left", "{}"));
    lines.add(late("b2", "s-b", 10, "left", "{}"));
    lines.add(late("n1", null, 0, "left", "{}"));
    lines.add(late("n2", "", 10, "left", "{}"));
    lines.add(late("n3", "", 20, "left", "{}"));
    lines.add(
        "{\"interaction_id\":\"b1\",\"time\":\"%s\",\"outcome\":{\"success\":true}}"
            .formatted(START.plusSeconds(3600)));
    lines.add(
        ("{\"target\":{\"interaction_id\":\"a1\"},\"time\":\"%s\","
                + "\"type\":\"custom:annotation_success\",\"score\":0,\"source\":\"human\"}")
            .formatted(START.plusSeconds(86_400)));
    return lines;
  }

  private static String late(
      String id, @Nullable String session, int second, String chosen, String outcome)
      throws IOException {
    ObjectNode line = line(id, session, second, "late", "text of " + id);
    line.put("modality", "video").put("chosen", chosen);
    line.set("outcome", JSON.readTree(outcome));
    return line.toString();
  }

  /** A session: a side in the first turn, which holds in the second one. */
  static List<String> ofGuide(int session, SplittableRandom random) {
    String side = random.nextBoolean() ? "left" : "right";
    List<String> lines = new ArrayList<>();
    for (ObjectNode line : List.of(first("g" + session, side), second("g" + session))) {
      String chosen = random.nextBoolean() ? "left" : "right";
      boolean pays = random.nextDouble() < (side.equals(chosen) ? 0.8 : 0.2);
      line.put("chosen", chosen).put("propensity", 0.5).put("reward", pays ? 1.0 : 0.0);
      lines.add(line.toString());
    }
    return lines;
  }

  /** The first turn of a session. */
  static ObjectNode first(String session, String side) {
    return line(session + "-1", session, 0, "guide", "please go " + side).put("chosen", side);
  }

  /** The second turn of a session. */
  static ObjectNode second(String session) {
    return line(session + "-2", session, 30, "guide", "once more as before");
  }

  private static ObjectNode line(
      String id, @Nullable String session, int second, String agent, String text) {
    ObjectNode line = JSON.createObjectNode();
    line.put("interaction_id", id).put("agent_id", agent).put("session_id", session);
    line.put("time", START.plusSeconds(second).toString());
    line.putObject("context").put("text", text);
    line.putArray("options").add("left").add("right");
    return line;
  }
}
