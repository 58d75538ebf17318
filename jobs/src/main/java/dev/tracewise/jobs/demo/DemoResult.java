package dev.tracewise.jobs.demo;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tracewise.model.Interval;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What the demonstration came to.
 *
 * @param report the page that tells it
 * @param learned every optimization, in order
 * @param seconds how long it all took
 */
public record DemoResult(Path report, List<Learned> learned, double seconds) {
  /** Copies the list. */
  public DemoResult {
    learned = List.copyOf(learned);
  }

  /** The result as {@code --json} prints it; the gain is the first agent's in the first round. */
  public ObjectNode json() {
    ObjectNode json = JsonLines.object();
    json.put("report", report.toString());
    ArrayNode versions = json.putArray("versions");
    for (Learned one : learned) {
      if (one.version() != null) {
        describe(versions.addObject(), one);
      }
    }
    Learned first = learned.get(0);
    interval(json, first.estimatedGain());
    json.put("true_gain", first.trueGain());
    json.put("seconds", seconds);
    return json;
  }

  private static void describe(ObjectNode node, Learned one) {
    node.put("agent_id", one.agentId());
    node.put("kind", "routing_policy");
    node.put("version", one.version());
    node.put("round", one.round());
    node.put("baseline", one.baseline());
    interval(node, one.estimatedGain());
    node.put("true_gain", one.trueGain());
  }

  private static void interval(ObjectNode node, @Nullable Interval gain) {
    if (gain == null) {
      node.putNull("estimated_gain");
      return;
    }
    node.putObject("estimated_gain")
        .put("estimate", gain.estimate())
        .put("low", gain.low())
        .put("high", gain.high());
  }

  /** The table that ends the demonstration, aligned. */
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add(
        row("agent", "round", "learned over", "estimated gain [95 %]", "true gain", "version"));
    for (Learned one : learned) {
      lines.add(
          row(
              one.agentId(),
              Integer.toString(one.round()),
              one.baseline(),
              one.estimatedLabel(),
              one.trueLabel(),
              one.version() == null ? "none: " + one.reason() : one.versionLabel()));
    }
    return lines;
  }

  private static String row(String... cells) {
    return String.format(Locale.ROOT, "%-10s %-6s %-14s %-27s %-10s %s", (Object[]) cells)
        .stripTrailing();
  }
}
