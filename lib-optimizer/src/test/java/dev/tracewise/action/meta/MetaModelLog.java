package dev.tracewise.action.meta;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tracewise.table.TableDefinition;
import dev.tracewise.table.Warehouse;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;

/** Rows of tables, as JSON, that the models that decide when and how to learn learn from. */
final class MetaModelLog {
  static final Instant NOW = Instant.parse("2026-11-01T00:00:00Z");
  private static final JsonMapper JSON = new JsonMapper();

  private MetaModelLog() {}

  /** Lines as rows of a table that nobody wrote. */
  static Dataset<Row> table(Warehouse warehouse, TableDefinition definition, List<String> lines) {
    return warehouse
        .spark()
        .read()
        .schema(definition.schema())
        .json(warehouse.spark().createDataset(lines, Encoders.STRING()));
  }

  /** The same up to now. */
  static List<String> decisions(String modality, int count, long seed) {
    return decisions(modality, count, seed, 0);
  }

  /** One verdict a week, so many weeks ago; every fifth was forced. */
  static List<String> decisions(String modality, int count, long seed, int before) {
    SplittableRandom random = new SplittableRandom(seed);
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      double success = random.nextDouble();
      boolean forced = i % 5 == 0;
      boolean helped = success < 0.6;
      ObjectNode line = JSON.createObjectNode();
      line.put("tenant_id", "acme")
          .put("decision_id", modality + "-" + (before + i))
          .put("time", NOW.minus(7L * (before + i + 1), ChronoUnit.DAYS).toString())
          .put("agent_id", "writer")
          .put("modality", modality)
          .put("experiences_version", i)
          .put("real_samples", 50 + random.nextInt(400))
          .put("synthetic_samples", 0)
          .put("success_rate", success)
          .put("days_since_last_training", 1 + random.nextInt(30))
          .put("performance", success)
          .put("data_quality", random.nextDouble())
          .put("feature_diversity", random.nextDouble())
          .put("verdict", "train")
          .put("strategy", "pure_real")
          .put("decided_by", forced ? "exploration" : "rule")
          .put("propensity", forced ? 0.25 : 1)
          .put("run_id", "r" + i)
          .put("improvement", helped ? 0.03 + 0.1 * random.nextDouble() : 0);
      line.putArray("reasons");
      lines.add(line.toString());
    }
    return lines;
  }

  static List<String> experiences(String modality, double success) {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      lines.add(experience(modality + "-" + i, modality, 0.5, i < 100 * success, null));
    }
    return lines;
  }

  static String experience(
      String id, String modality, double reward, boolean success, Double secondary) {
    ObjectNode line = JSON.createObjectNode();
    line.put("tenant_id", "acme")
        .put("interaction_id", id)
        .put("time", "2026-10-20T12:00:00Z")
        .put("agent_id", "writer")
        .put("modality", modality)
        .put("chosen", "writer")
        .put("reward", reward)
        .put("success", success)
        .put("feedback_count", 0)
        .put("propensity_source", "none")
        .put("updated_at", "2026-10-20T13:00:00Z");
    line.putArray("options").addObject().put("name", "writer");
    if (secondary != null) {
      line.put("confidence", 0.9);
      line.putObject("context")
          .putObject("numeric")
          .put("secondary_modality_confidence", secondary);
    }
    return line.toString();
  }

  static String workflow(String id, int day, double reward, boolean success, String modalities) {
    return String.format(
        Locale.ROOT,
        "{\"tenant_id\":\"acme\",\"workflow_id\":\"%s\",\"time\":\"2026-10-0%dT23:00:00Z\","
            + "\"agents\":[\"writer\"],\"modalities\":%s,\"reward\":%s,\"success\":%s,"
            + "\"primary_confidence\":0.6,\"ambiguity\":0.4}",
        id,
        day,
        modalities,
        reward,
        success);
  }
}
