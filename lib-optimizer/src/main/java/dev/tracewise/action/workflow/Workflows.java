package dev.tracewise.action.workflow;

import static org.apache.spark.sql.functions.aggregate;
import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.array_sort;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_list;
import static org.apache.spark.sql.functions.filter;
import static org.apache.spark.sql.functions.forall;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.lower;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.min_by;
import static org.apache.spark.sql.functions.negate;
import static org.apache.spark.sql.functions.size;
import static org.apache.spark.sql.functions.slice;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.substring;
import static org.apache.spark.sql.functions.transform;
import static org.apache.spark.sql.functions.try_element_at;
import static org.apache.spark.sql.functions.unix_micros;
import static org.apache.spark.sql.functions.when;

import dev.tracewise.learn.workflow.OrchestrationPattern;
import dev.tracewise.learn.workflow.WorkflowExperience;
import dev.tracewise.learn.workflow.WorkflowIntegration;
import dev.tracewise.table.WorkflowsTable;
import java.util.Arrays;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Traces in which agents worked, as rows of the table {@code workflows}. */
public final class Workflows {
  /** Of a longer trace its first spans tell how the agents worked together. */
  static final int MOST_SPANS = 500;

  private static final int MOST_CHARACTERS = 10_000;
  private static final double MICROS = 1e6;
  private static final String EXPERIENCE_TYPE =
      "array<struct<time:timestamp,interaction_id:string,chosen:string,offered:int,"
          + "modality:string,confidence:double,quality:double,success:boolean,"
          + "satisfaction:double,reward:double>>";

  private Workflows() {}

  /**
   * One row per trace with an agent, with all columns of the table but {@code updated_at}.
   *
   * @param spans whole traces, rows of the table {@code spans} of one tenant
   * @param experiences all experiences of those traces
   */
  public static Dataset<Row> of(Dataset<Row> spans, Dataset<Row> experiences) {
    Dataset<Row> joined =
        traces(spans).join(outcomes(experiences), new String[] {"trace_id"}, "left");
    Dataset<Row> told =
        joined
            .withColumn("experiences", coalesce(col("experiences"), array().cast(EXPERIENCE_TYPE)))
            .withColumn("session_id", coalesce(col("session_id"), col("other_session")))
            .withColumn("user_id", coalesce(col("user_id"), col("other_user")))
            .withColumn(
                "query", substring(coalesce(col("asked"), col("input")), 1, MOST_CHARACTERS))
            .withColumn("by_span", TurnColumns.bySpan())
            .withColumn("turns", TurnColumns.turns())
            .where(size(col("turns")).gt(0))
            .withColumn("agents", TurnColumns.agents())
            .withColumn("pattern", TurnColumns.pattern(col("said")))
            .withColumn("used", QueryColumns.modalities())
            .withColumn("primary_confidence", confidenceOf(1))
            .withColumn("secondary_confidence", confidenceOf(2))
            .withColumn("query_length", QueryColumns.length())
            .withColumn("success", coalesce(allSucceeded(), col("root_success")))
            .withColumn("satisfaction", mean("satisfaction"));
    return told.select(
        col("tenant_id"),
        col("trace_id").as("workflow_id"),
        col("session_id"),
        col("user_id"),
        col("time"),
        col("seconds"),
        col("agents"),
        size(col("turns")).as("task_count"),
        col("pattern"),
        TurnColumns.efficiency().as("parallel_efficiency"),
        transform(col("used"), each -> each.getField("name")).as("modalities"),
        col("primary_confidence"),
        col("secondary_confidence"),
        QueryColumns.agreement().as("agreement"),
        QueryColumns.ambiguity().as("ambiguity"),
        col("query"),
        QueryColumns.type().as("query_type"),
        col("query_length"),
        QueryColumns.question().as("has_question"),
        QueryColumns.specificEntity().as("has_specific_entity"),
        size(col("experiences")).as("interaction_count"),
        try_element_at(known("confidence"), lit(1)).as("confidence"),
        mean("quality").as("quality"),
        col("success"),
        col("satisfaction"),
        mean("reward").as("reward"),
        teaches().as("teaches"),
        beneficial().as("beneficial"));
  }

  /** Everything that a row says but its key and when, comparable. */
  public static Column fingerprint() {
    return struct(
        Arrays.stream(WorkflowsTable.DEFINITION.schema().names())
            .filter(name -> !name.equals("workflow_id") && !name.equals("updated_at"))
            .map(name -> col(name))
            .toArray(Column[]::new));
  }

  private static Dataset<Row> traces(Dataset<Row> spans) {
    Column root = col("parent_span_id").isNull();
    Column[] says =
        OrchestrationPattern.ATTRIBUTES.stream()
            .map(name -> try_element_at(col("attributes"), lit(name)))
            .toArray(Column[]::new);
    Column seconds =
        unix_micros(max("end_time")).minus(unix_micros(min("start_time"))).divide(MICROS);
    Column rootSuccess =
        when(col("status").equalTo("OK"), true).when(col("status").equalTo("ERROR"), false);
    return spans
        .withColumn("says", coalesce(says))
        .groupBy("tenant_id", "trace_id")
        .agg(
            spanArray().as("spans"),
            first("session_id", lit(true)).as("session_id"),
            first("user_id", lit(true)).as("user_id"),
            first("input", root).as("input"),
            first("says", lit(true)).as("said"),
            min_by(rootSuccess, when(root.and(rootSuccess.isNotNull()), place()))
                .as("root_success"),
            min("start_time").as("time"),
            seconds.as("seconds"));
  }

  private static Column spanArray() {
    Column span =
        struct(
            col("start_time").as("start"),
            negate(unix_micros(col("end_time"))).as("longest_first"),
            col("end_time").as("end"),
            col("span_id"),
            col("parent_span_id").as("parent"),
            col("agent_id").as("agent"),
            col("kind"),
            lower(col("modality")).as("modality"),
            col("seconds"));
    return slice(array_sort(collect_list(span)), 1, MOST_SPANS);
  }

  /** The first value that there is, in the order of the spans. */
  private static Column first(String column, Column where) {
    return min_by(col(column), when(where.and(col(column).isNotNull()), place()));
  }

  private static Column place() {
    return struct(col("start_time"), col("span_id"));
  }

  private static Dataset<Row> outcomes(Dataset<Row> experiences) {
    Column experience =
        struct(
            col("time"),
            col("interaction_id"),
            col("chosen"),
            size(col("options")).as("offered"),
            lower(col("modality")).as("modality"),
            col("confidence"),
            col("quality"),
            col("success"),
            col("satisfaction"),
            col("reward"));
    Column place = struct(col("time"), col("interaction_id"));
    Column text = col("context").getField("text");
    return experiences
        .where(col("trace_id").isNotNull())
        .groupBy("trace_id")
        .agg(
            array_sort(collect_list(experience)).as("experiences"),
            min_by(text, when(text.isNotNull(), place)).as("asked"),
            min_by(col("session_id"), when(col("session_id").isNotNull(), place))
                .as("other_session"),
            min_by(col("user_id"), when(col("user_id").isNotNull(), place)).as("other_user"));
  }

  private static Column confidenceOf(int place) {
    return try_element_at(col("used"), lit(place)).getField("confidence");
  }

  private static Column known(String field) {
    Column values = transform(col("experiences"), each -> each.getField(field));
    return filter(values, Column::isNotNull);
  }

  /** The mean of what is known, added up in the order of time; null of nothing. */
  private static Column mean(String field) {
    Column known = known(field);
    Column sum = aggregate(known, lit(0.0), Column::plus);
    return when(size(known).gt(0), sum.divide(size(known)));
  }

  private static Column allSucceeded() {
    Column known = known("success");
    return when(size(known).gt(0), forall(known, each -> each));
  }

  /** {@link WorkflowIntegration#teaches} as a column. */
  private static Column teaches() {
    return coalesce(col("success"), lit(false))
        .or(satisfiedAbove(WorkflowIntegration.INTEGRATE_ABOVE));
  }

  private static Column beneficial() {
    return coalesce(col("success"), lit(false))
        .and(satisfiedAbove(WorkflowExperience.BENEFICIAL_ABOVE));
  }

  private static Column satisfiedAbove(double least) {
    return coalesce(col("satisfaction").gt(least), lit(false));
  }
}
