package dev.tracewise.action.policy;

import static org.apache.spark.sql.functions.array_max;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.map_entries;
import static org.apache.spark.sql.functions.max_by;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.transform;
import static org.apache.spark.sql.functions.when;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.tracewise.action.JobDescription;
import dev.tracewise.judge.GroupSplit;
import dev.tracewise.judge.GroupSplit.Part;
import dev.tracewise.learn.policy.Policy;
import dev.tracewise.learn.router.StoredPolicy;
import dev.tracewise.learn.routing.RouteLabel;
import dev.tracewise.learn.routing.RoutingQuality;
import dev.tracewise.model.RoutingLabel;
import dev.tracewise.table.AnnotationsTable;
import dev.tracewise.table.Warehouse;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/**
 * How often policies are right on the evidence part, where the right option is known: by a person's
 * label of the span, else by what each option would have brought, which benchmarks know.
 */
final class RouteTruth {
  private static final String TRUTH = "truth";

  private final Warehouse warehouse;
  private final Subject subject;
  private final PolicyJobs jobs;

  RouteTruth(Warehouse warehouse, Subject subject, PolicyJobs jobs) {
    this.warehouse = warehouse;
    this.subject = subject;
    this.jobs = jobs;
  }

  /**
   * How right two policies are.
   *
   * @param before of the first; null where no truth is known
   * @param after of the second
   * @param known routes with a known truth in all parts
   */
  record Compared(@Nullable RoutingQuality before, @Nullable RoutingQuality after, long known)
      implements Serializable {
    static final Compared NOTHING = new Compared(null, null, 0);
  }

  /**
   * Compares.
   *
   * @param experiencesVersion version of the experiences
   * @param before artefact of the first; null for what the log chose
   * @param after artefact of the second
   */
  Compared compare(long experiencesVersion, byte @Nullable [] before, byte[] after) {
    Dataset<Row> experiences = jobs.experiencesAt(experiencesVersion);
    Dataset<Row> known = known(experiences.where(TrainingLines.choosable()));
    Dataset<Row> lines = jobs.lines(known).join(truths(known), "interaction_id");
    return JobDescription.during(
        warehouse.spark().sparkContext(),
        "compare routes of " + subject.title() + " with the truth",
        () ->
            TrainingLines.inOneTask(lines, new Task(subject, before, after)).stream()
                .findFirst()
                .orElse(Compared.NOTHING));
  }

  private Dataset<Row> known(Dataset<Row> experiences) {
    Dataset<Row> labels =
        warehouse
            .table(AnnotationsTable.DEFINITION)
            .read(subject.tenantId())
            .where(col("source").equalTo("human").and(col("label").isNotNull()))
            .groupBy(col("span_id").as("labelled_span"))
            .agg(
                max_by(col("label"), col("updated_at")).as("label"),
                max_by(col("suggested_agent"), col("updated_at")).as("suggested"));
    Column labelled =
        when(col("label").equalTo(RoutingLabel.CORRECT_ROUTING.id()), col("chosen"))
            .when(col("label").equalTo(RoutingLabel.WRONG_ROUTING.id()), col("suggested"));
    return experiences
        .join(labels, col("span_id").equalTo(col("labelled_span")), "left")
        .withColumn(TRUTH, coalesce(labelled, bestOutcome()))
        .where(col(TRUTH).isNotNull());
  }

  private static Dataset<Row> truths(Dataset<Row> known) {
    return known.select("interaction_id", TRUTH, "seconds");
  }

  private static Column bestOutcome() {
    Column worth =
        array_max(
            transform(
                map_entries(col("outcomes_by_option")),
                entry -> {
                  Column value = entry.getField("value");
                  return struct(
                      coalesce(
                          value.getField("reward"),
                          value.getField("quality"),
                          value.getField("success").cast("int").cast("double")),
                      entry.getField("key").as("option"));
                }));
    return worth.getField("option");
  }

  /** Asks both policies about each line of the evidence part. */
  private static final class Task implements FlatMapFunction<Iterator<String>, Compared> {
    private static final long serialVersionUID = 1L;
    private static final JsonMapper JSON = new JsonMapper();

    private final Subject subject;
    private final byte @Nullable [] before;
    private final byte[] after;

    Task(Subject subject, byte @Nullable [] before, byte[] after) {
      this.subject = subject;
      this.before = before;
      this.after = after;
    }

    @Override
    public Iterator<Compared> call(Iterator<String> lines) throws Exception {
      Policy first = before == null ? null : StoredPolicy.read(before).policy();
      Policy second = StoredPolicy.read(after).policy();
      List<RouteLabel> ofFirst = new ArrayList<>();
      List<RouteLabel> ofSecond = new ArrayList<>();
      long known = 0;
      while (lines.hasNext()) {
        String line = lines.next();
        known++;
        TrainingLine row = TrainingLine.parse(line);
        Part part = GroupSplit.part(subject.tenantId(), subject.agentId(), row.group());
        if (part == Part.EVIDENCE) {
          JsonNode json = JSON.readTree(line);
          ofFirst.add(label(row, json, first == null ? logged(row) : asked(first, row)));
          ofSecond.add(label(row, json, asked(second, row)));
        }
      }
      return List.of(
              new Compared(
                  RoutingQuality.of(ofFirst).orElse(null),
                  RoutingQuality.of(ofSecond).orElse(null),
                  known))
          .iterator();
    }

    private static double[] asked(Policy policy, TrainingLine row) {
      return policy.probabilities(row.choice().context(), row.choice().options());
    }

    private static double[] logged(TrainingLine row) {
      double[] chosen = new double[row.choice().options().size()];
      chosen[row.choice().chosen()] = 1;
      return chosen;
    }

    private static RouteLabel label(TrainingLine row, JsonNode json, double[] probabilities) {
      int best = 0;
      for (int o = 1; o < probabilities.length; o++) {
        best = probabilities[o] > probabilities[best] ? o : best;
      }
      return new RouteLabel(
          row.choice().options().get(best).name(),
          json.path(TRUTH).asText(),
          Math.min(1, probabilities[best]),
          json.path("seconds").asDouble());
    }
  }
}
