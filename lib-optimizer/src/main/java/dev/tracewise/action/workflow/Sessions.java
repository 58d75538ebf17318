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
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Sessions with the modalities that their workflows used and what those earned. */
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
        row.<String>getList(2).stream()
            .map(name -> Modality.of(name).orElseThrow())
            .collect(Collectors.toSet()),
        row.getDouble(3) / row.getLong(4));
  }
}
