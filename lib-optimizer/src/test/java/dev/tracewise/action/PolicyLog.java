package dev.tracewise.action;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tracewise.SparkSupport;
import dev.tracewise.learn.reward.RewardSettings;
import dev.tracewise.source.DecisionFormat;
import dev.tracewise.source.IngestSettings;
import dev.tracewise.source.RecordOrigin.TenantField;
import dev.tracewise.source.RecordReader.Tenancy;
import dev.tracewise.source.SpanDecisionMapping;
import dev.tracewise.table.Warehouse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * A log whose truth is known: of two options, "left" pays in contexts that say left, "right" in
 * those that say right; the log chose at random.
 */
final class PolicyLog {
  static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-01T00:00:00Z"), ZoneOffset.UTC);

  private static final JsonMapper JSON = new JsonMapper();

  private final String agent;
  private final List<ObjectNode> lines = new ArrayList<>();

  private PolicyLog(String agent) {
    this.agent = agent;
  }

  /** Decisions of an agent, four for each user. */
  static PolicyLog of(String agent, int decisions, long seed) {
    PolicyLog log = new PolicyLog(agent);
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < decisions; i++) {
      log.lines.add(log.line(i, random));
    }
    return log;
  }

  private ObjectNode line(int i, SplittableRandom random) {
    String side = random.nextBoolean() ? "left" : "right";
    String chosen = random.nextBoolean() ? "left" : "right";
    boolean pays = random.nextDouble() < (side.equals(chosen) ? 0.8 : 0.2);
    ObjectNode line = request(i, side);
    line.put("chosen", chosen).put("propensity", 0.5).put("reward", pays ? 1.0 : 0.0);
    return line;
  }

  private ObjectNode request(int i, String side) {
    ObjectNode line = JSON.createObjectNode();
    line.put("interaction_id", agent + "-" + i)
        .put("time", "2026-10-01T12:00:00Z")
        .put("agent_id", agent)
        .put("user_id", "u-" + i / 4);
    ObjectNode context = line.putObject("context");
    context.put("text", "please go " + side);
    context.putObject("categorical").put("side", side);
    line.putArray("options").add("left").add("right");
    return line;
  }

  /** The same with one field of each line set or, where null, removed. */
  PolicyLog with(String field, Object value) {
    for (ObjectNode line : lines) {
      line.set(field, JSON.valueToTree(value));
    }
    return this;
  }

  /** The decisions of both. */
  PolicyLog and(PolicyLog other) {
    lines.addAll(other.lines);
    return this;
  }

  /** The same with so many copies of each line under new ids. */
  PolicyLog copied(int times) {
    for (ObjectNode line : List.copyOf(lines)) {
      for (int i = 1; i <= times; i++) {
        ObjectNode copy = line.deepCopy();
        lines.add(copy.put("interaction_id", line.path("interaction_id").asText() + "-copy" + i));
      }
    }
    return this;
  }

  /** The same as requests, of which nothing is decided yet. */
  PolicyLog undecided() {
    lines.forEach(line -> line.remove(List.of("chosen", "propensity", "reward")));
    return this;
  }

  /** Writes the lines into a file. */
  Path file() {
    Path file = SparkSupport.freshFolder("log").resolve("log.jsonl");
    try {
      Files.write(file, lines.stream().map(ObjectNode::toString).toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return file;
  }

  /** Brings the log into a warehouse, rewards and all. */
  void into(Warehouse warehouse, String tenant) {
    new Ingest(warehouse, () -> List.of(new DecisionFormat(CLOCK)), IngestSettings.DEFAULT, CLOCK)
        .execute(
            List.of(file().toString()), Ingest.AUTO, new Tenancy(tenant, TenantField.MUST_AGREE));
    new ComputeRewards(
            warehouse, tenant, RewardSettings.DEFAULTS, SpanDecisionMapping.SHIPPED, CLOCK)
        .execute();
  }
}
