package dev.tracewise.action.decide;

import static org.apache.spark.sql.functions.avg;
import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import dev.tracewise.action.decide.TrainingHistory.LastTrainings;
import dev.tracewise.learn.annotation.TriggerSettings;
import dev.tracewise.learn.annotation.TriggerState;
import dev.tracewise.table.AnnotationsTable;
import dev.tracewise.table.Warehouse;
import dev.tracewise.table.WarehouseTable;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * What came in about each modality of an agent since it was last trained: outcomes by when they
 * became known, never by when they happened, and labels by people. What was never trained is not in
 * it. In a replay of old logs, which are entered after all that is replayed, a row came in when it
 * happened.
 */
public final class SinceTraining {
  private static final String[] SUBJECT = {"agent_id", "counted_modality"};
  private static final StructType LAST =
      new StructType()
          .add("agent_id", DataTypes.StringType, false)
          .add("counted_modality", DataTypes.StringType, false)
          .add("trained_at", DataTypes.TimestampType, false);

  private final Map<List<String>, TriggerState> states;

  private SinceTraining(Map<List<String>, TriggerState> states) {
    this.states = states;
  }

  /**
   * Counts what came in.
   *
   * @param experiences rows of the table {@code experiences} of the tenant
   * @param subjects the agents and modalities that are asked about
   * @param trainings when they were last trained
   * @param settings how far back labels count
   */
  public static SinceTraining of(
      Warehouse warehouse,
      String tenant,
      Dataset<Row> experiences,
      List<ModalityCensus> subjects,
      LastTrainings trainings,
      TriggerSettings settings,
      Instant now) {
    List<Row> last = new ArrayList<>();
    for (ModalityCensus subject : subjects) {
      String modality = subject.modality().id();
      trainings
          .last(subject.agentId(), modality)
          .ifPresent(end -> last.add(RowFactory.create(subject.agentId(), modality, end)));
    }
    if (last.isEmpty()) {
      return new SinceTraining(Map.of());
    }
    Dataset<Row> trained =
        experiences
            .withColumn("counted_modality", ModalityCensus.counted(col("modality")))
            .join(broadcast(warehouse.spark().createDataFrame(last, LAST)), SUBJECT);
    Map<List<String>, Long> labels =
        labels(warehouse, tenant, trained, now.minus(settings.annotationWindow()), now);
    return new SinceTraining(states(trained, labels, now));
  }

  /** What came in about a modality of an agent; empty where that was never trained. */
  public Optional<TriggerState> about(ModalityCensus subject) {
    return Optional.ofNullable(states.get(List.of(subject.agentId(), subject.modality().id())));
  }

  private static Map<List<String>, TriggerState> states(
      Dataset<Row> trained, Map<List<String>, Long> labels, Instant now) {
    Column fresh = came("time", now).gt(col("trained_at"));
    Column success = col("success").cast("int");
    Map<List<String>, TriggerState> states = new HashMap<>();
    trained
        .groupBy(col("agent_id"), col("counted_modality"), col("trained_at"))
        .agg(
            count(when(fresh.and(col("reward").isNotNull()), 1)),
            avg(when(fresh, null).otherwise(success)),
            avg(when(fresh, success)))
        .collectAsList()
        .forEach(
            row -> {
              List<String> subject = List.of(row.getString(0), row.getString(1));
              states.put(
                  subject,
                  new TriggerState(
                      labels.getOrDefault(subject, 0L),
                      row.getLong(3),
                      Duration.between(row.getInstant(2), now),
                      row.getAs(4),
                      row.getAs(5)));
            });
    return states;
  }

  /** When a row came in: when it was entered, or happened where that is past the present. */
  private static Column came(String happened, Instant now) {
    Column entered = col("updated_at");
    return when(entered.leq(lit(now)), entered).otherwise(col(happened));
  }

  private static Map<List<String>, Long> labels(
      Warehouse warehouse, String tenant, Dataset<Row> trained, Instant from, Instant now) {
    WarehouseTable annotations = warehouse.table(AnnotationsTable.DEFINITION);
    if (!annotations.exists()) {
      return Map.of();
    }
    Dataset<Row> labels =
        annotations
            .read(tenant)
            .where(col("source").equalTo("human").and(col("labelled_at").between(from, now)))
            .select(col("span_id"), came("labelled_at", now).as("came_at"));
    Map<List<String>, Long> counts = new HashMap<>();
    trained
        .select("span_id", "agent_id", "counted_modality", "trained_at")
        .join(broadcast(labels), new String[] {"span_id"})
        .where(col("came_at").gt(col("trained_at")))
        .groupBy(col("agent_id"), col("counted_modality"))
        .agg(count(lit(1)))
        .collectAsList()
        .forEach(row -> counts.put(List.of(row.getString(0), row.getString(1)), row.getLong(2)));
    return counts;
  }
}
