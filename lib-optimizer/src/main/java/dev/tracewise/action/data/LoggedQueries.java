package dev.tracewise.action.data;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.substring;
import static org.apache.spark.sql.functions.udf;
import static org.apache.spark.sql.functions.when;

import dev.tracewise.action.decide.ModalityCensus;
import dev.tracewise.judge.GroupSplit;
import dev.tracewise.judge.GroupSplit.Part;
import dev.tracewise.judge.Groups;
import dev.tracewise.learn.data.LoggedQuery;
import dev.tracewise.model.Modality;
import dev.tracewise.table.Decisions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.api.java.UDF5;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.types.DataTypes;

/**
 * The newest queries of agents, what synthetic ones are made after. Only those of the training part
 * have their text: what judges a policy is not even its subject.
 */
public final class LoggedQueries {
  private static final int NEWEST = 1000;
  private static final int LENGTH = 1000;
  private static final String MODALITY = "counted_modality";

  private LoggedQueries() {}

  /**
   * Reads them.
   *
   * @param experiences rows of the table {@code experiences} of one tenant
   * @return by agent, the newest first, at most 1000 rows of each modality looked at
   */
  public static Map<String, List<LoggedQuery>> of(Dataset<Row> experiences, String tenant) {
    Map<String, List<LoggedQuery>> queries = new TreeMap<>();
    rows(experiences, tenant)
        .orderBy(col("time").desc(), col("interaction_id"))
        .collectAsList()
        .forEach(
            row ->
                queries
                    .computeIfAbsent(row.getString(0), agent -> new ArrayList<>())
                    .add(query(row)));
    return queries;
  }

  /**
   * The same as rows, for counting where they lie.
   *
   * @return the agent first, in no order; {@link #query} reads them
   */
  public static Dataset<Row> rows(Dataset<Row> experiences, String tenant) {
    Column place =
        row_number()
            .over(
                Window.partitionBy("agent_id", MODALITY)
                    .orderBy(col("time").desc(), col("interaction_id")));
    return experiences
        .withColumn(MODALITY, ModalityCensus.counted(col("modality")))
        .withColumn("place", place)
        .where(col("place").leq(NEWEST))
        .select(
            col("agent_id"),
            col(MODALITY),
            when(isForTraining(tenant), substring(col("context.text"), 1, LENGTH)).as("text"),
            col("time"),
            col("confidence"),
            col("success"),
            col("options"),
            col("chosen"),
            col("interaction_id"));
  }

  private static Column isForTraining(String tenant) {
    UDF5<String, String, String, String, String, Boolean> training =
        (agent, user, session, text, id) ->
            GroupSplit.part(tenant, agent, Groups.of(user, session, text, id)) == Part.TRAINING;
    return udf(training, DataTypes.BooleanType)
        .apply(
            col("agent_id"),
            col("user_id"),
            col("session_id"),
            col("context.text"),
            col("interaction_id"));
  }

  /** The query of a row. */
  public static LoggedQuery query(Row row) {
    return new LoggedQuery(
        Modality.of(row.getString(1)).orElse(Modality.MIXED),
        row.isNullAt(2) ? null : row.getString(2),
        row.getInstant(3),
        row.isNullAt(4) ? null : row.getDouble(4),
        row.isNullAt(5) ? null : row.getBoolean(5),
        Decisions.options(row),
        row.getString(7));
  }
}
