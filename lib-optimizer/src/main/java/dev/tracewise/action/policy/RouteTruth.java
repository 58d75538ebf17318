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
import dev.tracewise.table.DecisionsTable;
import dev.tracewise.table.ExperiencesTable;
import dev.tracewise.table.TableDefinition;
import dev.tracewise.table.Warehouse;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collections;
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
  private final String tenant;

  RouteTruth(Warehouse warehouse, String tenant) {
    this.warehouse = warehouse;
    this.tenant = tenant;
  }

  /**
   * Two policies that are compared.
   *
   * @param subject whose they are
   * @param before artefact of the first; null for what the log chose
   * @param after artefact of the second
   */
  record Pair(Subject subject, byte @Nullable [] before, byte[] after) implements Serializable {
    private boolean means(JsonNode line) {
      String modality = subject.modality();
      return subject.agentId().equals(line.path("agent_id").textValue())
          && (modality == null || modality.equals(line.path("modality").textValue()));
    }
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
   * Compares two policies.
   *
   * @param jobs the jobs of their subject
   * @param experiencesVersion version of the experiences
   */
  Compared compare(PolicyJobs jobs, long experiencesVersion, Pair pair) {
    Dataset<Row> known = known(jobs.experiencesAt(experiencesVersion));
    return compare(
            "compare routes of " + pair.subject().title() + " with the truth",
            jobs.lines(known).join(truths(known), "interaction_id"),
            List.of(pair))
        .get(0);
  }

  /** Compares policies that look at nothing of earlier turns, in one read of what is known now. */
  List<Compared> compare(List<Pair> pairs) {
    Object[] agents = pairs.stream().map(pair -> pair.subject().agentId()).distinct().toArray();
    Dataset<Row> known = known(of(agents, ExperiencesTable.DEFINITION));
    Dataset<Row> lines =
        TrainingLines.withModel(TrainingLines.of(known), of(agents, DecisionsTable.DEFINITION));
    return compare(
        "compare routes of " + pairs.size() + " routers with the truth",
        lines.join(truths(known), "interaction_id"),
        pairs);
  }

  private Dataset<Row> of(Object[] agents, TableDefinition table) {
    return warehouse.table(table).read(tenant).where(col("agent_id").isin(agents));
  }

  private List<Compared> compare(String description, Dataset<Row> lines, List<Pair> pairs) {
    List<Compared> compared =
        JobDescription.during(
            warehouse.spark().sparkContext(),
            description,
            () -> TrainingLines.inOneTask(lines, new Task(pairs)));
    return compared.isEmpty() ? Collections.nCopies(pairs.size(), Compared.NOTHING) : compared;
  }

  private Dataset<Row> known(Dataset<Row> experiences) {
    Dataset<Row> labels =
        warehouse
            .table(AnnotationsTable.DEFINITION)
            .read(tenant)
            .where(col("source").equalTo("human").and(col("label").isNotNull()))
            .groupBy(col("span_id").as("labelled_span"))
            .agg(
                max_by(col("label"), col("updated_at")).as("label"),
                max_by(col("suggested_agent"), col("updated_at")).as("suggested"));
    Column labelled =
        when(col("label").equalTo(RoutingLabel.CORRECT_ROUTING.id()), col("chosen"))
            .when(col("label").equalTo(RoutingLabel.WRONG_ROUTING.id()), col("suggested"));
    return experiences
        .where(TrainingLines.choosable())
        .join(labels, col("span_id").equalTo(col("labelled_span")), "left")
        .withColumn(TRUTH, coalesce(labelled, bestOutcome()))
        .where(col(TRUTH).isNotNull());
  }

  private static Dataset<Row> truths(Dataset<Row> known) {
    return known.select("interaction_id", "agent_id", "modality", TRUTH, "seconds");
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

  /** Asks both policies of each pair about its lines of the evidence part. */
  private static final class Task implements FlatMapFunction<Iterator<String>, Compared> {
    private static final long serialVersionUID = 1L;
    private static final JsonMapper JSON = new JsonMapper();

    private final ArrayList<Pair> pairs;

    Task(List<Pair> pairs) {
      this.pairs = new ArrayList<>(pairs);
    }

    @Override
    public Iterator<Compared> call(Iterator<String> lines) throws Exception {
      List<Comparison> comparisons = pairs.stream().map(Comparison::new).toList();
      while (lines.hasNext()) {
        String line = lines.next();
        JsonNode json = JSON.readTree(line);
        TrainingLine row = TrainingLine.parse(line);
        comparisons.stream()
            .filter(comparison -> comparison.pair.means(json))
            .forEach(comparison -> comparison.add(row, json));
      }
      return comparisons.stream().map(Comparison::result).iterator();
    }
  }

  /** Two policies and what they said so far. */
  private static final class Comparison {
    private final Pair pair;
    private final @Nullable Policy first;
    private final Policy second;
    private final List<RouteLabel> ofFirst = new ArrayList<>();
    private final List<RouteLabel> ofSecond = new ArrayList<>();
    private long known;

    Comparison(Pair pair) {
      byte[] before = pair.before();
      this.pair = pair;
      first = before == null ? null : StoredPolicy.read(before).policy();
      second = StoredPolicy.read(pair.after()).policy();
    }

    void add(TrainingLine row, JsonNode json) {
      known++;
      Subject subject = pair.subject();
      Part part = GroupSplit.part(subject.tenantId(), subject.agentId(), row.group());
      if (part == Part.EVIDENCE) {
        ofFirst.add(label(row, json, first == null ? logged(row) : asked(first, row)));
        ofSecond.add(label(row, json, asked(second, row)));
      }
    }

    Compared result() {
      return new Compared(
          RoutingQuality.of(ofFirst).orElse(null), RoutingQuality.of(ofSecond).orElse(null), known);
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
