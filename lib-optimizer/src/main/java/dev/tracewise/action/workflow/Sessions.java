package dev.tracewise.action.workflow;

import static org.apache.spark.sql.functions.array_distinct;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_list;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.flatten;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.size;
import static org.apache.spark.sql.functions.sum;

import dev.tracewise.judge.Groups;
import dev.tracewise.learn.fusion.SessionReward;
import dev.tracewise.model.Modality;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Sessions and workflows with the modalities that they used and what they earned. */
public final class Sessions {
  private static final int WINDOW = 20_000;
  private static final String EXACT = "decimal(30,15)";

  private Sessions() {}

  /**
   * The last {@value #WINDOW} sessions with a reward and a modality.
   *
   * @param workflows rows of the table {@code workflows} of one tenant
   */
  public static List<SessionReward> of(Dataset<Row> workflows) {
    return workflows
        .withColumn("exact", col("reward").try_cast(EXACT))
        .where(col("session_id").isNotNull().and(col("exact").isNotNull()))
        .groupBy("session_id")
        .agg(
            min("user_id").as("user_id"),
            array_distinct(flatten(collect_list(col("modalities")))).as("modalities"),
            sum("exact").cast("double").as("reward"),
            count("exact").as("rewarded"),
            max("time").as("last"))
        .where(size(col("modalities")).gt(0))
        .orderBy(col("last").desc(), col("session_id"))
        .limit(WINDOW)
        .collectAsList()
        .stream()
        .map(Sessions::session)
        .toList();
  }

  private static SessionReward session(Row row) {
    String session = row.getString(0);
    return new SessionReward(
        Groups.of(row.getString(1), session, null, session),
        modalities(row.getList(2)),
        row.getDouble(3) / row.getLong(4));
  }

  /**
   * Each of the last {@value #WINDOW} workflows with a reward and one modality or two by itself.
   *
   * @param workflows rows of the table {@code workflows} of one tenant
   */
  public static List<SessionReward> ofWorkflows(Dataset<Row> workflows) {
    return workflows
        .where(col("reward").try_cast(EXACT).isNotNull())
        .where(size(col("modalities")).between(1, 2))
        .orderBy(col("time").desc(), col("workflow_id"))
        .limit(WINDOW)
        .select("workflow_id", "user_id", "session_id", "query", "modalities", "reward")
        .collectAsList()
        .stream()
        .map(Sessions::workflow)
        .toList();
  }

  private static SessionReward workflow(Row row) {
    return new SessionReward(
        Groups.of(row.getString(1), row.getString(2), row.getString(3), row.getString(0)),
        modalities(row.getList(4)),
        row.getDouble(5));
  }

  private static Set<Modality> modalities(List<String> names) {
    return names.stream().map(name -> Modality.of(name).orElseThrow()).collect(Collectors.toSet());
  }
}
