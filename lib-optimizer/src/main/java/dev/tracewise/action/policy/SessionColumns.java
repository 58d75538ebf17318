package dev.tracewise.action.policy;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.least;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.log1p;
import static org.apache.spark.sql.functions.map;
import static org.apache.spark.sql.functions.map_concat;
import static org.apache.spark.sql.functions.map_contains_key;
import static org.apache.spark.sql.functions.map_filter;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.substring;
import static org.apache.spark.sql.functions.unix_micros;
import static org.apache.spark.sql.functions.when;

import dev.tracewise.learn.policy.EarlierTurns;
import dev.tracewise.learn.policy.SessionFacts;
import dev.tracewise.table.DecisionsTable;
import dev.tracewise.table.ExperiencesTable;
import dev.tracewise.table.SpansTable;
import dev.tracewise.table.TableDefinition;
import dev.tracewise.table.Warehouse;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.expressions.WindowSpec;
import org.apache.spark.sql.functions;

/**
 * {@link SessionFacts} of the decisions of one agent, by one window over their sessions. Only what
 * was strictly earlier counts, and of its outcome only what was there by the time of the decision:
 * feedback and labels, which may have come at any time since, do not count at all. A decision
 * without a session has no facts and a window of its own, so that all of them together are no
 * session.
 */
public final class SessionColumns {
  private static final double MICROS = 1e6;
  private static final String AT = "turn_at";
  private static final String SUCCESS = "turn_success";
  private static final String KNOWN_AT = "turn_known_at";
  private static final String TURNS = "turns_before";
  private static final String LAST = "turn_before";
  private static final String[] HELPERS = {AT, SUCCESS, KNOWN_AT, TURNS, LAST};
  private static final String[] SPAN = {"trace_id", "span_id"};
  private static final String[] INTERACTION = {"interaction_id"};

  /** What has to be known of a decision that may be an earlier turn of another one. */
  private static final List<String> TURN =
      List.of(
          "interaction_id",
          "time",
          "session_id",
          "modality",
          "trace_id",
          "span_id",
          "context",
          "chosen");

  private final Warehouse warehouse;
  private final Subject subject;
  private final EarlierTurns turns;

  /** The facts of an agent's decisions, as many as a policy looks at. */
  public SessionColumns(Warehouse warehouse, Subject subject, EarlierTurns turns) {
    this.warehouse = warehouse;
    this.subject = subject;
    this.turns = turns;
  }

  /**
   * The facts in {@code context}, unless the context states them itself.
   *
   * @param decisions all decisions of the agent in these sessions: {@code interaction_id}, {@code
   *     time}, {@code session_id}, {@code modality}, {@code trace_id}, {@code span_id}, {@code
   *     context}, {@code chosen} and whatever else
   */
  public Dataset<Row> told(Dataset<Row> decisions) {
    if (turns == EarlierTurns.NONE) {
      return decisions;
    }
    WindowSpec earlier =
        Window.partitionBy(col("session_id"), when(not(hasSession()), col("interaction_id")))
            .orderBy(AT)
            .rangeBetween(Window.unboundedPreceding(), -1);
    Column turn =
        struct(
            col(AT),
            col("interaction_id"),
            col("modality"),
            col("chosen"),
            col(SUCCESS),
            col(KNOWN_AT),
            substring(col("context.text"), 1, SessionFacts.MOST_CHARACTERS).as("text"));
    return withOutcomes(decisions.withColumn(AT, unix_micros(col("time"))))
        .withColumn(TURNS, count(lit(1)).over(earlier))
        .withColumn(LAST, max(turn).over(earlier))
        .withColumn("context", when(isSilent(), context()).otherwise(col("context")))
        .drop(HELPERS);
  }

  /**
   * Requests with what the tables, and the requests beside them, tell of their sessions.
   *
   * @param requests the columns of a turn and whatever else; {@code chosen} null
   */
  public Dataset<Row> asked(Dataset<Row> requests) {
    Dataset<Row> sessions = requests.where(hasSession()).select("session_id").distinct();
    Dataset<Row> ids = requests.select(INTERACTION[0]);
    Dataset<Row> logged =
        turns(DecisionsTable.DEFINITION, sessions).join(ids, INTERACTION, "left_anti");
    Dataset<Row> others =
        turns(ExperiencesTable.DEFINITION, sessions)
            .join(ids, INTERACTION, "left_anti")
            .join(logged.select(INTERACTION[0]), INTERACTION, "left_anti");
    Dataset<Row> all =
        requests
            .withColumn("is_request", lit(true))
            .unionByName(logged.unionByName(others).withColumn("is_request", lit(false)), true);
    return told(all).where(col("is_request")).drop("is_request");
  }

  private Dataset<Row> turns(TableDefinition table, Dataset<Row> sessions) {
    return TrainingLines.ofAgent(
            warehouse.table(table).read(subject.tenantId()), subject.agentId(), null)
        .join(sessions, new String[] {"session_id"}, "left_semi")
        .select(TURN.stream().map(functions::col).toArray(Column[]::new));
  }

  /** What the log and the spans say of success, and since when; people's labels are not in it. */
  private Dataset<Row> withOutcomes(Dataset<Row> decisions) {
    if (turns != EarlierTurns.CHOICES) {
      return decisions
          .withColumn(SUCCESS, lit(null).cast("boolean"))
          .withColumn(KNOWN_AT, lit(null).cast("bigint"));
    }
    Column ended = unix_micros(col("time")).plus(col("seconds").multiply(MICROS)).cast("bigint");
    Dataset<Row> logged =
        warehouse
            .table(DecisionsTable.DEFINITION)
            .read(subject.tenantId())
            .where(col("agent_id").equalTo(subject.agentId()).and(col("success").isNotNull()))
            .select(
                col("interaction_id"),
                col("success").as("logged_success"),
                coalesce(unix_micros(col("outcome_time")), ended).as("logged_at"));
    Dataset<Row> spans =
        warehouse
            .table(SpansTable.DEFINITION)
            .read(subject.tenantId())
            .where(col("status").isin("OK", "ERROR"))
            .select(
                col("trace_id"),
                col("span_id"),
                col("status").equalTo("OK").as("span_success"),
                unix_micros(col("end_time")).as("span_at"));
    return decisions
        .join(logged, INTERACTION, "left")
        .join(spans, SPAN, "left")
        .withColumn(SUCCESS, coalesce(col("logged_success"), col("span_success")))
        .withColumn(
            KNOWN_AT,
            when(col("logged_success").isNotNull(), col("logged_at")).otherwise(col("span_at")))
        .drop("logged_success", "logged_at", "span_success", "span_at");
  }

  private static Column hasSession() {
    return coalesce(col("session_id"), lit("")).notEqual("");
  }

  private static Column isSilent() {
    Column stated = map_contains_key(col("context.numeric"), lit(SessionFacts.TURNS));
    return hasSession().and(not(coalesce(stated, lit(false))));
  }

  private Column context() {
    return struct(
        col("context.text").as("text"),
        col("context.enhanced_text").as("enhanced_text"),
        map_concat(own("numeric", "map<string,double>"), known(numbers(), "map<string,double>"))
            .as("numeric"),
        map_concat(
                own("categorical", "map<string,string>"), known(categories(), "map<string,string>"))
            .as("categorical"),
        col("context.entities").as("entities"),
        col("context.relationships").as("relationships"));
  }

  /** The names are ours: what else has one of them would be there twice. */
  private static Column own(String name, String type) {
    Column given = coalesce(col("context." + name), map().cast(type));
    return map_filter(given, (key, value) -> not(key.startsWith(SessionFacts.PREFIX)));
  }

  private static Column known(Column facts, String type) {
    return map_filter(facts, (key, value) -> value.isNotNull()).cast(type);
  }

  private static Column numbers() {
    Column seconds = col(AT).minus(last("turn_at")).divide(MICROS);
    return map(
        lit(SessionFacts.TURNS),
        least(col(TURNS), lit((long) SessionFacts.MOST_TURNS)).cast("double"),
        lit(SessionFacts.PAUSE),
        log1p(seconds));
  }

  private Column categories() {
    Column outcome =
        when(
                last(KNOWN_AT).leq(col(AT)),
                when(last(SUCCESS), "succeeded").when(not(last(SUCCESS)), "failed"))
            .otherwise(lit(null).cast("string"));
    Column told = when(last("chosen").isNotNull(), coalesce(outcome, lit("unknown")));
    return turns == EarlierTurns.CHOICES
        ? map(
            lit(SessionFacts.MODALITY),
            last("modality"),
            lit(SessionFacts.TEXT),
            last("text"),
            lit(SessionFacts.OPTION),
            last("chosen"),
            lit(SessionFacts.OUTCOME),
            told,
            lit(SessionFacts.CHOICE),
            concat(last("chosen"), lit(": "), told))
        : map(lit(SessionFacts.MODALITY), last("modality"), lit(SessionFacts.TEXT), last("text"));
  }

  private static Column last(String field) {
    return col(LAST).getField(field);
  }
}
