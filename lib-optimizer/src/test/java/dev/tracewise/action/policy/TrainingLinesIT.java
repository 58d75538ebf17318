package dev.tracewise.action.policy;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.floor;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.struct;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tracewise.SparkSupport;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

class TrainingLinesIT {
  private static final int ROWS_OF_A_USER = 5;
  private static final int ROWS = 20_000;

  private final Dataset<Row> rows =
      SparkSupport.spark()
          .range(ROWS)
          .select(
              concat(lit("i-"), col("id")).as("interaction_id"),
              concat(lit("u-"), floor(col("id").divide(ROWS_OF_A_USER))).as("user_id"),
              lit(null).cast("string").as("session_id"),
              struct(lit("hello").as("text")).as("context"));

  @Test
  void ofTooManyRowsWholeGroupsAreDrawnAndAlwaysTheSame() {
    Dataset<Row> drawn = TrainingLines.sampled(rows, ROWS, 4000);

    List<Row> users = drawn.groupBy("user_id").agg(count(lit(1)).as("rows")).collectAsList();
    assertThat(users).allMatch(user -> user.getLong(1) == ROWS_OF_A_USER);
    assertThat(users.size() * ROWS_OF_A_USER).isBetween(3600, 4400);
    assertThat(TrainingLines.sampled(rows.repartition(3), ROWS, 4000).exceptAll(drawn).isEmpty())
        .isTrue();
  }

  @Test
  void noMoreThanWantedAreAllUsed() {
    assertThat(TrainingLines.sampled(rows, ROWS, ROWS)).isSameAs(rows);
  }
}
